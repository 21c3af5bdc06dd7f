import { type Gantry, startGantry } from "./gantry.ts";
import { complaintsOf, expectNoBarriers, signIn } from "./journey.ts";
import { expect, type Page, test } from "./test.ts";
import { codeOn } from "./wall-screen.ts";

let gantry: Gantry;
test.beforeAll(async () => {
  gantry = await startGantry();
});
test.afterAll(() => gantry?.stop());

const row = (page: Page, name: string) => page.getByRole("row").filter({ hasText: name });

test("a screen is paired by keyboard, followed, renamed, told from the others, and revoked", async ({
  page,
  browser,
}) => {
  const complaints = complaintsOf(page);
  await signIn(page, gantry);
  await page.keyboard.press("g");
  await page.keyboard.press("d");
  await page.waitForURL(/\/practice\/displays$/);
  await expect(page.getByRole("heading", { name: "No display is paired" })).toBeVisible();
  await expectNoBarriers(page);

  const screen = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage();
  await screen.goto(`${gantry.url}/wall`);
  const code = await codeOn(screen);
  const pair = page.getByRole("form", { name: "Pair a display" });
  await expect(pair.getByRole("button", { name: "Pair this display" })).toBeDisabled();
  await pair.getByLabel("Code on the screen").focus();
  await page.keyboard.type(code.toLowerCase());
  await page.keyboard.press("Enter");
  await expect(pair.getByText("choose at least one board")).toBeVisible();
  await expect(pair.getByText("give it a name")).toBeVisible();
  await pair.getByLabel("Name, as people say it").fill("Warenausgang Halle 2 Süd, über dem Büro");
  await pair.getByLabel("Place").fill("neben dem Tor 14");
  await pair.getByText("Poll", { exact: true }).click();
  await pair.getByText("What is next", { exact: true }).click();
  await pair.getByLabel("Language of the wall").selectOption("de");
  await pair.getByRole("button", { name: "Pair this display" }).press("Enter");

  await expect(page.getByRole("heading", { name: "1 paired, all heard from in the last 12 s" })).toBeVisible();
  await expect(screen.locator("[data-phase=live]")).toBeVisible();
  await expect(row(page, "Warenausgang")).toContainText("LIVE");
  await expect(row(page, "Warenausgang")).toContainText("A, D in turn");
  await expect(row(page, "Warenausgang")).toContainText("1366 × 768");
  await expect(page.getByText("Deutsch", { exact: true }).first()).toBeVisible();
  await expectNoBarriers(page);

  await page.getByRole("button", { name: "Show its name on it" }).click();
  await expect(screen.getByText("Warenausgang Halle 2 Süd, über dem Büro")).toBeVisible();
  await page.getByRole("button", { name: "Change name or boards" }).click();
  const change = page.getByRole("form", { name: "Change D1" });
  await change.getByLabel("Name, as people say it").fill("Halle 2 Süd");
  await change.getByRole("button", { name: "Save" }).click();
  await expect(row(page, "Halle 2 Süd")).toBeVisible();
  await expect(screen.getByText("Halle 2 Süd", { exact: true })).toBeVisible();

  await page.getByRole("button", { name: "Reload all at a quiet time" }).click();
  await expect(page.getByText("Asked; each reloads when nothing is under way.")).toBeVisible();

  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Halle 2 Süd" }).click();
  const from = Date.now();
  await page.getByRole("button", { name: "Revoke D1" }).click();
  await expect(screen.locator("[data-phase=live]")).toBeHidden({ timeout: 5_000 });
  // A guarantee to people.
  expect(Date.now() - from).toBeLessThanOrEqual(5_000);
  await expect(page.getByRole("heading", { name: "No display is paired" })).toBeVisible();
  await page.getByText("1 was revoked").click();
  await expect(page.getByText(/D1 Halle 2 Süd, neben dem Tor 14: revoked by/)).toBeVisible();
  expect(complaints).toEqual([]);
});
