import { type Gantry, startGantry } from "./gantry.ts";
import { ask, complaintsOf, expectNoBarriers, signIn } from "./journey.ts";
import { expect, type Page, test } from "./test.ts";

let gantry: Gantry;
test.beforeAll(async () => {
  gantry = await startGantry();
});
test.afterAll(() => gantry.stop());
test.beforeEach(({ page }) => signIn(page, gantry));

const text = (page: Page) => page.getByLabel("Limits, YAML").and(page.locator("[contenteditable=true]"));

test("a team's limits become a set, its mistakes have their lines, environments differ, versions stay", async ({
  page,
}) => {
  const complaints = complaintsOf(page);
  await page.getByRole("link", { name: "Limits" }).click();
  await expect(page.getByText("No set yet")).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole("button", { name: "Begin with TraitorTrack limits" }).click();
  await expect(page.getByRole("row", { name: /p95 tag scan at most 200 ms/ })).toBeVisible();
  await expect(page.getByRole("row", { name: /errors at most 5 % over 1 %/ })).toBeVisible();
  await page.getByRole("button", { name: "Save version 1" }).click();
  await expect(page.getByRole("heading", { name: "TraitorTrack limits, version 1" })).toBeVisible();

  await text(page).fill("objectives:\n  - { metric: p95, limit: 5 % }\n");
  const mistake = page.getByRole("button", { name: /^Line 2, column 27: a time with its unit/ });
  await mistake.click();
  await expect(text(page)).toBeFocused();
  await expect(page.getByRole("button", { name: "Save version 2" })).toBeDisabled();
  await expectNoBarriers(page);
  await text(page).fill("objectives: [p(95)<500]\nenvironments:\n  staging: [p(95)<800]\n");
  await expect(page.getByRole("row", { name: /p95 at most 500 ms/ })).toBeVisible();
  await page.getByText("STAGING", { exact: true }).click();
  await expect(page.getByRole("row", { name: /p95 at most 800 ms/ })).toBeVisible();
  await page.getByRole("button", { name: "Save version 2" }).click();
  await expect(page.getByRole("heading", { name: "TraitorTrack limits, version 2" })).toBeVisible();

  await page.getByText(/^Version 1, /).click();
  await page.getByRole("button", { name: "Take back to 1" }).click();
  await expect(text(page)).toContainText(/bands good, warning and bad/);
  await expect(page.getByRole("button", { name: "Save version 3" })).toBeEnabled();
  await expectNoBarriers(page);
  expect(complaints).toEqual([]);
});

test("two save the same set: the second sees who was first, and nothing is lost", async ({ page }) => {
  const first = "objectives: [p(95)<500]\n";
  await ask(page, "/objective-sets", { name: "Shared", text: first, basedOn: null });
  await page.goto(`${gantry.url}/practice/objectives`);
  await page.getByRole("button", { name: "Shared" }).click();
  await text(page).fill("objectives: [p(95)<300]\n");
  await page.getByRole("button", { name: "Begin with an empty set" }).click();
  await expect(text(page)).toContainText(/limit: 500 ms/);
  await page.getByRole("button", { name: "Shared" }).click();
  await expect(text(page)).toContainText("objectives: [p(95)<300]");
  await ask(page, "/objective-sets", { name: "Shared", text: "objectives: [p(95)<400]\n", basedOn: 1 });
  await page.getByRole("button", { name: "Save version 2" }).click();
  await expect(page.getByText(/has saved version 2 meanwhile. What you typed is kept here./)).toBeVisible();
  await expectNoBarriers(page);
  await expect(text(page)).toContainText("objectives: [p(95)<300]");
  await page.getByRole("button", { name: "Keep mine as the next one" }).click();
  await page.getByRole("button", { name: "Save version 3" }).click();
  await expect(page.getByRole("heading", { name: "Shared, version 3" })).toBeVisible();
});
