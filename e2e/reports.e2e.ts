import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { type Gantry, startGantry } from "./gantry.ts";
import { complaintsOf, expectNoBarriers, openPracticeRun, openProfile, signIn } from "./journey.ts";
import { expect, type Page, test } from "./test.ts";

let gantry: Gantry;
test.beforeAll(async () => {
  gantry = await startGantry();
});
test.afterAll(() => gantry.stop());
test.beforeEach(({ page }) => signIn(page, gantry));

const hostile = `Steps </testsuite> "&#0;" & <b>`;
/** Two levels with a warm-up before: 20/s, then 40/s. */
const profile = {
  ...{ model: "open", maxUsers: 200, startLimitMs: 5_000, warmUpSeconds: 4 },
  stages: [
    { from: 20, to: 20, seconds: 12 },
    { from: 40, to: 40, seconds: 12 },
  ],
};

async function anEndedRun(page: Page, name: string, of: object = profile): Promise<number> {
  const number = await openPracticeRun(page, gantry, { name, profile: of });
  await expect(page.getByText(/^Ended, .*Ran to its planned end\.$/)).toBeVisible({ timeout: 60_000 });
  return number;
}

async function download(page: Page, name: string): Promise<Buffer> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name, exact: true }).click(),
  ]);
  return readFileSync(await file.path());
}

type Json = {
  verdict: { word: string };
  totals: Record<"ended" | "latencyMsP95", { text: string }>;
  criteria: { name: string }[];
  levels: { sentence: string; rows: { name: string }[] } | null;
  targetFigures: { label: string; mean: { text: string } }[];
  inputs: { scenario: { sha256: string } };
};

test("a run's report in every format says the same; a capacity table is filled from named runs by hand", async ({
  page,
}) => {
  const complaints = complaintsOf(page);
  const [first, second] = [await anEndedRun(page, hostile), await anEndedRun(page, "Five replicas", openProfile(12))];
  await everyFormat(page, first);
  await capacity(page, [first, second]);
  // A run that is not there, and one that is in the table already, are refused.
  expect(complaints.filter((line) => !/status of (404|409) .*\/rows\)$/.test(line))).toEqual([]);
});

async function everyFormat(page: Page, number: number): Promise<void> {
  await page.goto(`${gantry.url}/practice/runs/${number}/report`);
  await expect(page.getByRole("heading", { level: 1, name: hostile })).toBeVisible();
  await expectNoBarriers(page);
  const json: Json = JSON.parse(String(await download(page, "JSON")));
  const { ended, latencyMsP95 } = json.totals;
  const says = [json.verdict.word, ended.text, latencyMsP95.text, json.levels?.sentence ?? "no levels"];
  await expect(page.getByText(json.levels?.sentence ?? "no levels")).toBeVisible();

  const markdown = String(await download(page, "Markdown"));
  for (const text of [...says, json.inputs.scenario.sha256]) expect(markdown).toContain(text);
  const pdf = await download(page, "PDF");
  const text = execFileSync("pdftotext", ["-layout", "-", "-"], { input: pdf, encoding: "utf8" });
  for (const word of says.join(" ").split(" ")) expect(text).toContain(word);
  expect((await download(page, "Seconds as CSV")).toString()).toMatch(/^second,time,planned,/);
  await junitOf(page, json);
  await htmlAlone(page, json, says);
}

/** Read by the browser's own XML parser. */
async function junitOf(page: Page, json: Json): Promise<void> {
  const xml = String(await download(page, "JUnit XML"));
  const read = await page.evaluate((file) => {
    const document = new DOMParser().parseFromString(file, "application/xml");
    const names = [...document.querySelectorAll("testcase")].map((one) => one.getAttribute("name") ?? "");
    const title = document.querySelector("testsuite")?.getAttribute("name");
    return { wrong: document.querySelector("parsererror")?.textContent ?? null, title, names };
  }, xml);
  expect(read.wrong).toBeNull();
  expect(read.title).toContain(hostile);
  const levels = json.levels?.rows ?? [];
  expect(read.names.length).toBe(1 + json.criteria.length + levels.length);
  for (const [at, { name }] of levels.entries()) expect(read.names).toContain(`Level ${at + 1}: ${name}`);
  for (const { name } of json.criteria) expect(read.names.some((one) => one.startsWith(`${name}: `))).toBe(true);
}

/** Opened as a file, with no server: nothing is asked for, charts and figures are there. */
async function htmlAlone(page: Page, { targetFigures }: Json, says: readonly string[]): Promise<void> {
  const html = String(await download(page, "HTML"));
  const alone = await page.context().newPage();
  const asked: string[] = [];
  alone.on("request", (request) => asked.push(request.url()));
  await alone.setContent(html, { waitUntil: "load" });
  await expect(alone.locator("svg")).toHaveCount(3 + targetFigures.length);
  for (const { label, mean } of targetFigures)
    await expect(alone.locator("figcaption", { hasText: `Target: ${label}` })).toContainText(
      mean.text === "–" ? "nothing was read" : `mean ${mean.text}`,
    );
  for (const text of says) await expect(alone.getByText(text).first()).toBeVisible();
  expect(asked).toEqual([]);
  await alone.close();
}

async function capacity(page: Page, [three, five]: readonly [number, number]): Promise<void> {
  await page.goto(`${gantry.url}/practice/runs`);
  await page.getByRole("link", { name: "Capacity" }).click();
  await expect(page.getByRole("heading", { name: "No capacity table yet" })).toBeVisible();
  await expectNoBarriers(page);
  await page.getByLabel("What is counted").fill("API replicas");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "API replicas" })).toBeVisible();

  await row(page, { Replicas: "three", "Run number": String(three) });
  await expect(page.getByText("how many replicas")).toBeVisible();
  await row(page, { Replicas: "3", "Run number": "999" });
  await expect(page.getByText("This pilot has no run of this number.")).toBeVisible();
  await row(page, { Replicas: "3", "Run number": String(three), "CPU, typed": "35" });
  // Of a run with levels the last that held is named: with as few samples none of these can be judged.
  await expect(page.getByRole("row", { name: `Run ${three}` })).toContainText("no level held");
  await row(page, { Replicas: "5", "Run number": String(five) });
  const shown = page.getByRole("row", { name: `Run ${five}` });
  await expect(shown).toContainText("/s");
  await expect(shown).toContainText(" ms");
  await row(page, { Replicas: "7", "Run number": String(five) });
  await expect(page.getByText(`Run ${five} is in the table API replicas already.`)).toBeVisible();
  await expectNoBarriers(page);

  const csv = String(await download(page, "CSV"));
  expect(csv.split("\r\n").map((line) => line.split(",")[1])).toEqual(["replicas", "3", "5", undefined]);
  const pdf = await download(page, "PDF");
  const text = execFileSync("pdftotext", ["-layout", "-", "-"], { input: pdf, encoding: "utf8" });
  expect(text).toContain("API replicas");
  await page.getByRole("button", { name: `Take out run ${five}` }).click();
  await expect(page.getByRole("row", { name: `Run ${five}` })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("row", { name: `Run ${three}` })).toBeVisible();
}

/** Types and presses Enter in the last field. */
async function row(page: Page, typed: Record<string, string>): Promise<void> {
  const form = page.getByRole("form", { name: "Add a row" });
  for (const [label, text] of Object.entries(typed)) await form.getByLabel(label).fill(text);
  await page.keyboard.press("Enter");
}
