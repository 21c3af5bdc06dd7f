import { readFileSync } from "node:fs";
import { type Gantry, startGantry } from "./gantry.ts";
import { ask, complaintsOf, expectNoBarriers, openPracticeRun, openProfile, signIn } from "./journey.ts";
import { expect, type Page, test } from "./test.ts";

let gantry: Gantry;
test.beforeAll(async () => {
  gantry = await startGantry();
});
test.afterAll(() => gantry.stop());
test.beforeEach(({ page }) => signIn(page, gantry));

const runs = () => `${gantry.url}/practice/runs`;

async function anEndedRun(page: Page, name: string): Promise<number> {
  const number = await openPracticeRun(page, gantry, { name, profile: openProfile(4) });
  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict.getByText("INCONCLUSIVE", { exact: true })).toBeVisible({ timeout: 40_000 });
  return number;
}

test("find a run by the address and by keyboard, go back, run it again, take its report along", async ({ page }) => {
  const complaints = complaintsOf(page);
  const first = await anEndedRun(page, "Goods in");
  const second = await anEndedRun(page, "Peak rate");

  await page.goto(runs());
  await expect(page.getByRole("link", { name: "Inconclusive 2" })).toBeVisible();
  await expectNoBarriers(page);

  // A filter is typed, applied by Enter, and stands in the address; the way back leads to every run.
  await page.keyboard.press("/");
  await page.keyboard.type("goods scenario:flowviz verdict:inconclusive");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\?filter=goods\+scenario%3Aflowviz\+verdict%3Ainconclusive$/);
  await expect(page.getByRole("link", { name: "All 1" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Peak rate" })).toHaveCount(0);
  await page.getByRole("link", { name: "Pass 0" }).click();
  await expect(page.getByText("None of the 1 runs within the filter is in this segment.")).toBeVisible();
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(runs());
  await expect(page.getByRole("link", { name: "Peak rate" })).toBeVisible();
  await expect(page.getByLabel("Filter")).toHaveValue("");

  // Which of them others are held against.
  await page.getByRole("link", { name: "Baselines 0" }).click();
  await expect(page).toHaveURL(/\?segment=baseline$/);
  await expect(page.getByText("None of the 2 runs within the filter is in this segment.")).toBeVisible();

  // A mistake gets its sentence, and nothing is listed that might be taken for the answer.
  await page.goto(`${runs()}?filter=targe:new`);
  await expect(page.getByText("There is no filter targe:. Did you mean target:?")).toBeVisible();
  await expect(page.getByRole("table")).toHaveCount(0);
  await expectNoBarriers(page);

  // Sorted by a column, opened by keyboard alone.
  await page.goto(runs());
  await page.getByRole("columnheader", { name: "Run", exact: true }).getByRole("link").click();
  await expect(page).toHaveURL(/\?sort=number$/);
  await expect(page.getByRole("columnheader", { name: "Run", exact: true })).toHaveAttribute("aria-sort", "ascending");
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: "Goods in" })).toBeFocused();
  await page.keyboard.press("j");
  await page.keyboard.press("k");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${runs()}/${first}`);

  await repeat(page, first);
  await report(page, second);
  expect(complaints).toEqual([]);
});

/** From the run's page to a filled form; a change in it outlives a reload. */
async function repeat(page: Page, number: number): Promise<void> {
  await expect(
    page.getByText(/^The same inputs cannot pass: p99 needs 459 samples; this plan gives about 200/),
  ).toBeVisible();
  await page.getByRole("link", { name: "Run again with the same inputs" }).click();
  await page.waitForURL(`${runs()}/new?from=${number}`);
  await expect(page.getByText(`Inputs of run ${number}: `)).toBeVisible();
  await expect(page.getByLabel("Name of the run")).toHaveValue("Goods in");
  await expect(page.getByRole("button", { name: "Start run" })).toBeEnabled();
  await page.getByLabel("Name of the run").fill("Goods in, once more");
  await page.reload();
  await expect(page.getByLabel("Name of the run")).toHaveValue("Goods in, once more");
  await page.getByRole("button", { name: "Start run" }).click();
  await page.waitForURL(/\/runs\/\d+$/);
  const again = Number(/\d+$/.exec(page.url())?.[0]);
  type Inputs = { plan: { profile: object; objectives: object }; scenarioVersion: number };
  const [before, after] = await Promise.all([number, again].map((one) => ask<Inputs>(page, `/runs/${one}`)));
  expect([after?.plan.profile, after?.plan.objectives, after?.scenarioVersion]).toEqual([
    before?.plan.profile,
    before?.plan.objectives,
    before?.scenarioVersion,
  ]);
  await page.goto(`${runs()}/${again}/report`);
  await expect(page.getByRole("heading", { name: "No report yet" })).toBeVisible();
}

type Figure = { value: number; text: string };
type ReportJson = {
  totals: Record<string, Figure>;
  criteria: { name: string; measured: Figure; n: Figure; word: string }[];
  inputs: { seed: number };
};

/** The page and the files say the same. */
async function report(page: Page, number: number): Promise<void> {
  await page.goto(`${runs()}/${number}`);
  await page.getByRole("link", { name: "Report", exact: true }).click();
  await expect(page.getByRole("heading", { name: `Load run ${number}: Peak rate` })).toBeVisible();
  await expectNoBarriers(page);
  const files = {
    html: await download(page, "HTML"),
    markdown: await download(page, "Markdown"),
    csv: await download(page, "Seconds as CSV"),
  };
  const json: ReportJson = JSON.parse(await download(page, "JSON"));
  const shown = ((await page.getByRole("article").textContent()) ?? "").replace(/\s+/g, " ");
  const figures = [...Object.values(json.totals), ...json.criteria.flatMap(({ measured, n }) => [measured, n])];
  for (const { text } of figures)
    for (const where of [shown, files.html, files.markdown]) expect(where).toContain(text);
  for (const { name, measured, n, word } of json.criteria) {
    const row = page.getByRole("row", { name: new RegExp(`^${name} `) }).first();
    for (const text of [measured.text, n.text, word]) await expect(row).toContainText(text);
  }
  expect(files.csv.trim().split("\r\n").length).toBeGreaterThan(4);
  for (const where of [shown, files.html, files.markdown]) expect(where).toContain(String(json.inputs.seed));
  await opensWithoutNetwork(page, files.html);
}

async function download(page: Page, name: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name, exact: true }).click(),
  ]);
  expect(file.suggestedFilename()).toMatch(/^gantry-practice-run-\d+\.(html|md|json|csv)$/);
  return readFileSync(await file.path(), "utf8");
}

/** The file alone, in a browser without a network: styled, and nothing is asked for. */
async function opensWithoutNetwork(page: Page, html: string): Promise<void> {
  const context = await page.context().browser()?.newContext({ offline: true });
  if (context === undefined) throw new Error("there is no browser");
  const alone = await context.newPage();
  const asked: string[] = [];
  alone.on("request", ({ url }) => asked.push(url()));
  const complaints = complaintsOf(alone);
  await alone.setContent(html);
  await expect(alone.getByRole("img", { name: /^Latency, all requests/ })).toBeVisible();
  await expect(alone.locator("h2").first()).toHaveCSS("font-weight", "500");
  await expectNoBarriers(alone);
  expect([...asked, ...complaints]).toEqual([]);
  await context.close();
}
