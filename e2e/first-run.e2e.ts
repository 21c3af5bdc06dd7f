import { admin, type Gantry, startGantry } from "./gantry.ts";
import { complaintsOf, expectNoBarriers } from "./journey.ts";
import { expect, type Page, test } from "./test.ts";

// Each step stands on the one before: the link is used, then it is used up.
test.describe.configure({ mode: "serial" });

let gantry: Gantry;
test.beforeAll(async () => {
  gantry = await startGantry({ withAdmin: false });
});
test.afterAll(() => gantry.stop());

test("from the printed link to a verdict", async ({ page }) => {
  const complaints = complaintsOf(page);
  expect(gantry.setUpLink).not.toBeNull();
  await page.goto(gantry.setUpLink ?? "");
  await expect(page.getByRole("button", { name: "Start your first load run" })).toBeDisabled();
  await expectNoBarriers(page);

  await page.getByLabel("Name", { exact: true }).fill(admin.name);
  await page.getByLabel("E-mail").fill("not an address");
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByLabel("Password again").fill("shorter");
  await page.getByRole("button", { name: "Name the first admin" }).click();
  await expect(page.getByText("is not an e-mail address")).toBeVisible();
  await expect(page.getByText("has at least 12 characters")).toBeVisible();
  await expect(page.getByText("is not the same")).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue(admin.name);

  await page.getByLabel("E-mail").fill(admin.email);
  await page.getByLabel("Password", { exact: true }).fill(admin.password);
  await page.getByLabel("Password again").fill(admin.password);
  await page.getByRole("button", { name: "Name the first admin" }).click();
  await expect(page.getByText("is signed in on this browser")).toBeVisible();
  await page.getByRole("button", { name: "Start your first load run" }).click();

  await page.waitForURL(/\/practice\/runs\/1$/);
  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict.getByText("RUNNING")).toBeVisible();
  await expect(page.getByText("PRACTICE").first()).toBeVisible();
  await expect(verdict.getByText("would be INCONCLUSIVE")).toBeVisible();
  await expect(page.getByText(/NOT YET errors: with 0 failed, 2,995 requests are needed/)).toBeVisible();
  await expectNoBarriers(page);

  await expect(page.getByText(/^Ended, .*Ran to its planned end\.$/)).toBeVisible({ timeout: 90_000 });
  const says = await expectPass(page);
  await expectNoBarriers(page);

  await page.getByRole("link", { name: "Load runs" }).click();
  await expect(page.getByRole("row", { name: /First load run/ })).toContainText(says);
  await expectNoBarriers(page);
  expect(complaints).toEqual([]);
});

test("the link is used up", async ({ page }) => {
  await page.goto(gantry.setUpLink ?? "");
  await expect(page.getByText("This set-up link has been used.")).toBeVisible();
  await page.goto(`${gantry.url}/set-up?token=nobody-gave-this`);
  await expect(page.getByText("This set-up link is not known here.")).toBeVisible();
});

test("sign in, and a wrong password", async ({ page }) => {
  await page.goto(`${gantry.url}/practice/runs/1`);
  await page.waitForURL(/\/sign-in\?/);
  await expectNoBarriers(page);
  await page.getByLabel("E-mail").fill(admin.email);
  await page.getByLabel("Password").fill("not the password");
  await page.keyboard.press("Enter");
  await expect(page.getByText("E-mail or password is wrong.")).toBeVisible();
  await expect(page.getByLabel("E-mail")).toHaveValue(admin.email);
  await page.getByLabel("Password").fill(admin.password);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/practice\/runs\/1$/);
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.waitForURL(/\/sign-in/);
});

/** A pass. On a machine so busy that the generator itself was late the product must not say so: then that is its one reason, and every
 *  criterion holds all the same. Answers the verdict's word. */
async function expectPass(page: Page): Promise<"PASS" | "INCONCLUSIVE"> {
  const verdict = page.getByRole("region", { name: "Verdict" });
  const late = verdict.getByText("The generator was saturated");
  await expect(verdict.getByText("every criterion holds").or(late)).toBeVisible();
  const says = (await late.count()) === 0 ? "PASS" : "INCONCLUSIVE";
  await expect(verdict.getByText(says, { exact: true })).toBeVisible();
  await expect(verdict.getByRole("listitem")).toHaveCount(says === "PASS" ? 0 : 1);
  const criteria = page.getByRole("region", { name: "Criteria" }).getByRole("row");
  for (const name of ["p99", "errors", "delivered"])
    await expect(criteria.filter({ has: page.getByRole("rowheader", { name, exact: true }) })).toContainText("PASS");
  return says;
}
