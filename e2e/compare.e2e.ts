import { readFileSync } from "node:fs";
import { type Gantry, startGantry } from "./gantry.ts";
import { complaintsOf, expectNoBarriers, openPracticeRun, openProfile, signIn } from "./journey.ts";
import { expect, type Page, test } from "./test.ts";

/** Two runs of four blocks each have to be driven to their ends. */
test.setTimeout(240_000);

let gantry: Gantry;
test.beforeAll(async () => {
  gantry = await startGantry();
});
test.afterAll(() => gantry.stop());
test.beforeEach(({ page }) => signIn(page, gantry));

const runs = () => `${gantry.url}/practice/runs`;
/** A run of less than four blocks of ten seconds says nothing. */
const longEnough = openProfile(42);

async function anEndedRun(page: Page, name: string, profile: object): Promise<number> {
  const number = await openPracticeRun(page, gantry, { name, profile });
  await expect(page.getByRole("heading", { name: /aseline/ })).toBeVisible({ timeout: 90_000 });
  return number;
}

/** Every answer takes so many milliseconds more. */
async function slowDown(page: Page): Promise<void> {
  await page.goto(`${gantry.url}/practice/faults`);
  await page.getByRole("button", { name: "Switch on Slow in practice-new", exact: true }).click();
  await page.getByLabel("Times as long").fill("1");
  await page.getByLabel(/^More/).fill("60");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Switch off Slow in practice-new", exact: true })).toBeVisible();
}

test("a baseline, a run that a fault slows down, and what is said of the two; a third under another load", async ({
  page,
}) => {
  const complaints = complaintsOf(page);
  const base = await anEndedRun(page, "As it should be", longEnough);
  await expect(page.getByText("No run like this one is the baseline yet.")).toBeVisible();
  await page.getByRole("button", { name: "Make this the baseline" }).click();
  await expect(page.getByText(/^This run is the baseline, set by k\.brandt, .*\. Runs like it are held/)).toBeVisible();
  await expect(page.getByText("Made it the baseline of its scenario, load and environment.")).toBeVisible();

  await slowDown(page);
  const slow = await anEndedRun(page, "With a fault on", longEnough);
  await expect(page.getByRole("heading", { name: `Against baseline ${base}` })).toBeVisible();
  await expect(
    page.getByText(new RegExp(`^Run ${slow} is slower than run ${base}: p95 of all requests`)),
  ).toBeVisible();
  await expect(page.getByRole("row", { name: /All requests p95 .* slower/ })).toBeVisible();
  await expect(page.getByRole("heading", { name: "Runs like it 2" })).toBeVisible();
  await expectNoBarriers(page);

  const short = await anEndedRun(page, "Twice the load", openProfile(4, 100));
  await byKeyboard(page, { base, slow });
  await unlikeRuns(page, { base, short });
  await newBaseline(page, { base, slow });
  expect(complaints).toEqual([]);
});

/** Marked with x, compared with c. The base is the baseline, in whichever order they were marked. */
async function byKeyboard(page: Page, { base, slow }: { base: number; slow: number }): Promise<void> {
  await page.goto(runs());
  await expect(page.getByText("Live", { exact: true })).toBeVisible();
  await page.keyboard.press("j");
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: "With a fault on" })).toBeFocused();
  await page.keyboard.press("x");
  await page.keyboard.press("j");
  await page.keyboard.press("x");
  await expect(page.getByRole("checkbox", { name: `Mark run ${base}` })).toBeChecked();
  await expect(page.getByText(`Marked: ${slow}, ${base}`)).toBeVisible();
  await expectNoBarriers(page);
  await page.keyboard.press("c");
  await page.waitForURL(`${runs()}/compare?runs=${base},${slow}`);
  const says = page.getByRole("region", { name: "What the comparison says" });
  await expect(says.getByText("slower", { exact: true })).toBeVisible();
  await expect(says.getByText(new RegExp(`^Run ${slow} is slower than run ${base}: `))).toBeVisible();
  await expect(says.getByText(/^Two single runs cannot show drift/)).toBeVisible();
  await expect(says.getByText(/different loads/)).toHaveCount(0);
  await expect(page.getByRole("row", { name: /register lot p95/ })).toBeVisible();
  await expect(page.getByRole("img", { name: /^p95, all requests: / })).toBeVisible();
  await page.keyboard.press("t");
  await expect(page.getByRole("columnheader", { name: `${slow} p95` })).toBeVisible();
  await expectNoBarriers(page);
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Table as CSV" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe(`gantry-practice-runs-${base}-${slow}.csv`);
  expect(readFileSync(await file.path(), "utf8")).toMatch(new RegExp(`\r\n${base},${slow},all,p95,.*,slower\r\n`));
}

/** Added by typing; what cannot be read is told and stays. */
async function unlikeRuns(page: Page, { base, short }: { base: number; short: number }): Promise<void> {
  const field = page.getByLabel("Runs to compare, the base first");
  await field.fill(`${base}, ${base}`);
  await field.press("Enter");
  await expect(page.getByText("Expected: each run once.")).toBeVisible();
  await field.fill(`${base} ${short}`);
  await field.press("Enter");
  await page.waitForURL(`${runs()}/compare?runs=${base},${short}`);
  const says = page.getByRole("region", { name: "What the comparison says" });
  await expect(says.getByText(/^Too short to say: /)).toBeVisible();
  await expect(says.getByText(/These runs had different loads: .*; compare with care\./)).toBeVisible();
  await page.getByRole("link", { name: `Make run ${short} the base` }).click();
  await page.waitForURL(`${runs()}/compare?runs=${short},${base}`);
  await expect(page.getByRole("heading", { name: `Run ${base} against run ${short}` })).toBeVisible();
}

/** By mouse and by key: the tag moves. */
async function newBaseline(page: Page, { base, slow }: { base: number; slow: number }): Promise<void> {
  await page.goto(runs());
  const row = (name: string) => page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
  await expect(row("As it should be").getByText("BASELINE")).toBeVisible();
  await page.getByRole("checkbox", { name: `Mark run ${slow}` }).click();
  await page.keyboard.press("b");
  await expect(page.getByText(`Run ${slow} is the baseline now, in the place of run ${base}.`)).toBeVisible();
  await expect(row("With a fault on").getByText("BASELINE")).toBeVisible();
  await expect(row("As it should be").getByText("BASELINE")).toHaveCount(0);
  // The same letter after a g names a place.
  await page.keyboard.press("g");
  await page.keyboard.press("c");
  await page.waitForURL(/\/practice\/checklist/);
}
