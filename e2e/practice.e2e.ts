import { type Gantry, startGantry } from "./gantry.ts";
import { complaintsOf, expectNoBarriers, practiceSystem, signIn } from "./journey.ts";
import { type BrowserContext, expect, type Page, test } from "./test.ts";

let gantry: Gantry;
test.beforeAll(async () => {
  gantry = await startGantry();
});
test.afterAll(() => gantry.stop());
test.beforeEach(({ page }) => signIn(page, gantry));

async function openFaults(page: Page): Promise<void> {
  // From the first beat on the page hears its keys.
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("f");
  await page.waitForURL(/\/practice\/faults$/);
  await expect(page.getByRole("heading", { name: "Practice faults" })).toBeVisible();
}

/** By the Tab key alone, from a section's number on. */
async function tabTo(page: Page, section: string, name: string): Promise<void> {
  await page.keyboard.press(section);
  const wanted = page.getByRole("button", { name, exact: true });
  for (let nth = 0; nth < 40; nth++) {
    await page.keyboard.press("Tab");
    if (await wanted.evaluate((one) => one === document.activeElement)) return;
  }
  throw new Error(`Tab does not come to: ${name}`);
}

const row = (page: Page, title: string) =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: new RegExp(`^${title}`) }) });

/** A lot of 99.5 kg, registered at the plant's own door: its status and its weight. */
async function registerLot(baseUrl: string): Promise<[number, unknown]> {
  const post = (path: string, body: object, token = "") =>
    fetch(`${baseUrl}${path}`, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { authorization: `Bearer ${token}` },
    });
  const user = { email: "operator1@factory.local", password: "practice-operator" };
  const { access_token: token } = await (await post("/api/login", user)).json();
  const lot = { lot_code: `E2E-${Math.random()}`, lot_type: "RAW", weight_kg: 99.5 };
  const answer = await post("/api/v1/lots", lot, token);
  return [answer.status, Object(await answer.json()).weight_kg];
}

async function anotherPage(context: BrowserContext): Promise<Page> {
  const other = await context.newPage();
  await signIn(other, gantry);
  await openFaults(other);
  return other;
}

test("faults by keyboard: on, seen in the plant and by somebody else, wrong figures told, all off", async ({
  page,
  browser,
}) => {
  const complaints = complaintsOf(page);
  const { baseUrl } = await practiceSystem(page);
  await openFaults(page);
  await expectNoBarriers(page);
  const context = await browser.newContext();
  const other = await anotherPage(context);

  await tabTo(page, "2", "Switch on Errors in practice-new");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Share of answers")).toBeFocused();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("101");
  await page.keyboard.press("Enter");
  await expect(page.getByText("A number from 0 to 100 is expected.")).toBeVisible();
  await expectNoBarriers(page);
  await page.keyboard.press("Control+A");
  await page.keyboard.type("100");
  await page.keyboard.press("Enter");
  await expect(row(page, "Errors")).toContainText(/on, 100 %since .* by k\.brandt/);
  expect((await fetch(`${baseUrl}/health`)).status).toBe(503);
  // Told by the feed.
  await expect(row(other, "Errors")).toContainText("on, 100 %");
  await expect(
    other.getByRole("listitem").filter({ hasText: "Switched on in practice-new: Errors, 100 %." }),
  ).toBeVisible();

  await tabTo(page, "2", "Switch off Errors in practice-new");
  await page.keyboard.press("Space");
  await expect(row(page, "Errors")).not.toContainText("on, ");
  expect(await registerLot(baseUrl)).toEqual([201, 99.5]);
  await tabTo(page, "3", "Switch on Weight rounded in practice-new");
  await page.keyboard.press("Enter");
  await expect(row(page, "Weight rounded")).toContainText("Switch off");
  expect(await registerLot(baseUrl)).toEqual([201, 100]);

  await expect(row(other, "Weight rounded")).toContainText("Switch off");
  await other.keyboard.press("0");
  await expect(other.getByRole("button", { name: "Switch all off" })).toBeDisabled();
  await expect(row(page, "Weight rounded")).not.toContainText("Switch off");
  expect(await registerLot(baseUrl)).toEqual([201, 99.5]);
  await context.close();
  await expectNoBarriers(page);
  expect(complaints).toEqual([]);
});

test("a plant that is away is said to be, and one that starts again has nothing on", async ({ page }) => {
  await openFaults(page);
  await page.getByRole("button", { name: "Switch on Time zone lost in practice-new" }).click();
  await expect(row(page, "Time zone lost")).toContainText("Switch off");
  const [pid = 0] = gantry.pidsOf("sandbox/plant.ts");
  process.kill(pid, "SIGSTOP");
  // Asked every 5 s, and given 2 s.
  await expect(page.getByText("It has not answered within 2 seconds.").first()).toBeVisible({ timeout: 15_000 });
  await expect(row(page, "Time zone lost")).toContainText("not known");
  await expectNoBarriers(page);
  process.kill(pid, "SIGKILL");
  await expect(row(page, "Time zone lost")).toContainText("Switch on", { timeout: 20_000 });
  await expect(page.getByText(/runs since .*, nothing is on/)).toHaveCount(2);
});
