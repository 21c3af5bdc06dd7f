import { readFileSync } from "node:fs";
import { type Gantry, startGantry } from "./gantry.ts";
import { ask, complaintsOf, expectNoBarriers, signIn } from "./journey.ts";
import { expect, type Page, test } from "./test.ts";

let gantry: Gantry;
test.beforeAll(async () => {
  gantry = await startGantry();
});
test.afterAll(() => gantry.stop());
test.beforeEach(({ page }) => signIn(page, gantry));

const risk = { risk: "Scanner steht still", mitigation: "Ersatzgerät", fallback: "Papier", owner: "Tomáš Dvořák" };
const entries = (page: Page) => page.getByRole("table").first().getByRole("row");

test("what was done, found by words, read by keyboard, live; the chain walked; the filter kept in files", async ({
  page,
}) => {
  const complaints = complaintsOf(page);
  await ask(page, "/launch/risks", risk);
  await ask(page, "/launch/holds", { reason: "the scanner stands still just now" });
  await page.keyboard.press("g");
  await page.keyboard.press("o");
  await page.waitForURL(/\/practice\/log$/);
  await expect(entries(page).filter({ hasText: "the scanner stands still just now" })).toHaveCount(1);
  await expectNoBarriers(page);

  await ask(page, "/launch/notes", { kind: "note", text: "Ersatzgerät ist da" });
  await expect(entries(page).filter({ hasText: /note/ })).not.toHaveCount(0);

  await page.keyboard.press("/");
  await page.keyboard.type("Dvořák");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=Dvo/);
  await expect(entries(page).filter({ hasText: "the scanner stands still just now" })).toHaveCount(0);
  await expect(entries(page).filter({ hasText: /risk/i })).toHaveCount(1);
  await page.keyboard.press("j");
  await expect(page).toHaveURL(/event=\d+/);
  const pane = page.getByRole("complementary").last();
  await expect(pane.getByText("Scanner steht still").first()).toBeVisible();
  await expect(pane.getByRole("heading", { name: "Its place in the chain" })).toBeVisible();
  await expectNoBarriers(page);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Its place in the chain" })).toBeVisible();
  // From its first beat on a page hears its keys.
  await expect(page.getByText("Live", { exact: true })).toBeVisible();

  await page.keyboard.press("v");
  await expect(page.getByText("Chain intact")).toBeVisible();

  const [csv] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Export CSV" }).click(),
  ]);
  const text = readFileSync(await csv.path(), "utf8");
  expect(text).toContain("Dvořák");
  expect(text).not.toContain("the scanner stands still just now");

  await page.goto(`${gantry.url}/practice/log?q=nothing-is-called-so`);
  await expect(page.getByText("No entry fits this filter.")).toBeVisible();
  expect(complaints).toEqual([]);
});
