import { type Gantry, startGantry } from "./gantry.ts";
import { ask, complaintsOf, expectNoBarriers, practiceSystem, signIn, stopRun } from "./journey.ts";
import { expect, type Page, test } from "./test.ts";

/** Every way of testing, in the form: shapes by the keyboard, levels, a smoke run, parts, data files, a set of limits, and what a repeat brings back. */

let gantry: Gantry;
test.beforeAll(async () => {
  gantry = await startGantry();
});
test.afterAll(() => gantry.stop());
test.beforeEach(({ page }) => signIn(page, gantry));

const newRun = (page: Page) => page.goto(`${gantry.url}/practice/runs/new`);
const shapes = (page: Page) => page.getByRole("radiogroup", { name: "Shape of the load" });
const start = (page: Page) => page.getByRole("button", { name: "Start run" });
const begin = (page: Page, label: string) => page.getByLabel("Begin with").selectOption({ label });

type Inputs = { profile: { model: string; stages?: object[]; levels?: object[]; search?: object }; kind: string };

test("each shape by the keyboard: its figures, the stages it becomes, the picture and the sums", async ({ page }) => {
  const complaints = complaintsOf(page);
  await newRun(page);
  await begin(page, "Any HTTP service");
  await expect(shapes(page).getByRole("radio", { name: "Constant" })).toBeChecked();
  await shapes(page).getByRole("radio", { name: "Constant" }).focus();
  const seen: [shape: string, field: string, stages: number][] = [
    ["Ramp", "Climbs in", 2],
    ["Steps", "By", 5],
    ["Burst", "One every", 6],
    ["Spike", "Afterwards", 3],
    ["Soak", "For", 1],
    ["Search", "A level lasts", 10],
  ];
  for (const [shape, field, stages] of seen) {
    await page.keyboard.press("ArrowRight");
    await expect(shapes(page).getByRole("radio", { name: shape })).toBeChecked();
    await expect(page.getByLabel(field, { exact: true })).toBeVisible();
    await expect(page.getByLabel(/^Shape of stage \d+$/)).toHaveCount(stages);
    await expect(start(page)).toBeEnabled();
  }
  await expectNoBarriers(page);
  await page.getByLabel("From", { exact: true }).fill("100");
  await page.getByLabel("To", { exact: true }).fill("300");
  await page.getByLabel("By", { exact: true }).fill("100");
  await expect(page.getByLabel(/^Shape of stage \d+$/)).toHaveCount(3);
  await page.getByLabel("Has to hold").fill("250");
  await expect(page.getByRole("row", { name: /search .* passes from 250\/s/ })).toBeVisible();
  await page.getByLabel("Warm-up").fill("5");
  await expect(page.getByText("the first 5 s are the warm-up and do not count")).toBeVisible();
  await page.getByLabel("By", { exact: true }).fill("0");
  await expect(page.getByText("more than 0")).toBeVisible();
  await expect(start(page)).toBeDisabled();
  await page.reload();
  await expect(page.getByLabel("By", { exact: true })).toHaveValue("0");
  await page.getByLabel("By", { exact: true }).fill("100");
  await page.getByLabel("Length of stage 1").fill("2");
  await expect(shapes(page).getByRole("radio", { name: "Own" })).toBeChecked();
  expect(complaints).toEqual([]);
});

test("a spike offers to judge the recovery; limits as an expression, by tag, with a warning, each second", async ({
  page,
}) => {
  await newRun(page);
  await shapes(page).getByText("Spike", { exact: true }).click();
  await page.getByRole("button", { name: /Judge it: back under p95 500 ms within 60 s/ }).click();
  await expect(page.getByLabel("Measure of criterion 4")).toHaveValue("recovery");
  await page.getByLabel("or as an expression").fill("p(95)<450");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("Measure of criterion 5")).toHaveValue("p95");
  await page.getByLabel("Warning limit of criterion 5").fill("500");
  await expect(page.getByText("below the limit, to warn before it")).toBeVisible();
  await page.getByLabel("Warning limit of criterion 5").fill("400");
  await page.getByLabel("or as an expression").fill("avg<300");
  await page.keyboard.press("Enter");
  await page.getByLabel("What criterion 6 is about").selectOption("second");
  await expect(page.getByLabel("Warning limit of criterion 6")).toHaveCount(0);
  await page.getByText("on either", { exact: true }).click();
  await expectNoBarriers(page);
  await start(page).click();
  await page.waitForURL(/\/practice\/runs\/\d+$/);
  const number = Number(page.url().split("/").at(-1));
  await stopRun(page, number);
  await page.goto(`${gantry.url}/practice/runs/new?from=${number}`);
  await expect(shapes(page).getByRole("radio", { name: "Spike" })).toBeChecked();
  await expect(page.getByLabel("Measure of criterion 4")).toHaveValue("recovery");
  await expect(page.getByLabel("Latency that criterion 4 waits for, ms")).toHaveValue("500");
  await expect(page.getByLabel("Warning limit of criterion 5")).toHaveValue("400");
  await expect(page.getByLabel("What criterion 6 is about")).toHaveValue("second");
  await expect(page.getByRole("radio", { name: "on either" })).toBeChecked();
});

test("a sweep of users and clients × requests: levels with sums, and the same when the run is repeated", async ({
  page,
}) => {
  await newRun(page);
  await page.getByText("Closed: by users", { exact: true }).click();
  await shapes(page).getByText("Sweep", { exact: true }).click();
  await page.getByRole("textbox", { name: "Users", exact: true }).fill("2, 4");
  await page.getByLabel("Each for", { exact: true }).fill("30");
  await page.getByLabel("Spawn rate").fill("10");
  await expect(page.getByRole("row", { name: /^4 users about/ })).toBeVisible();
  await shapes(page).getByText("Clients × requests", { exact: true }).click();
  await page.getByLabel("Users × requests").fill("5×50, 10x200");
  await expect(
    page.getByRole("row", { name: /^10 × 200 requests 10 × 200, in at most 2 min about \d+ of 2,000$/ }),
  ).toBeVisible();
  await expect(page.getByText("hatched levels end by their count, at the latest where they stand")).toBeVisible();
  await expectNoBarriers(page);
  await start(page).click();
  await page.waitForURL(/\/practice\/runs\/\d+$/);
  const number = Number(page.url().split("/").at(-1));
  await stopRun(page, number);
  await page.goto(`${gantry.url}/practice/runs/new?from=${number}`);
  await expect(page.getByLabel("Users × requests")).toHaveValue("5×50, 10×200");
  await expect(page.getByLabel("Requests of each user in level 2")).toHaveValue("200");
  const run = await ask<{ plan: Inputs }>(page, `/runs/${number}`);
  expect(run.plan.profile.levels).toHaveLength(2);
});

test("a smoke run: no load, every expectation on a list", async ({ page }) => {
  await newRun(page);
  await begin(page, "FlowViz smoke");
  await expect(page.getByRole("radio", { name: "Smoke run" })).toBeChecked();
  await expect(page.getByRole("heading", { name: "How often" })).toBeVisible();
  await expect(shapes(page)).toHaveCount(0);
  await expect(page.getByRole("checkbox", { name: "Counts for the launch" })).toBeDisabled();
  await page.getByLabel("Passes").fill("2");
  await expect(page.getByRole("row", { name: /^check list/ })).toBeVisible();
  await expectNoBarriers(page);
  await start(page).click();
  await page.waitForURL(/\/practice\/runs\/\d+$/);
  await page.goto(`${gantry.url}/practice/runs/new?from=${page.url().split("/").at(-1)}`);
  await expect(page.getByLabel("Passes")).toHaveValue("2");
});

test("data files, one kind of users only, templates by team", async ({ page }) => {
  await newRun(page);
  await expect(page.getByLabel("Begin with").locator("optgroup[label^='Template: ']")).toHaveCount(6);
  await begin(page, "TraitorTrack load");
  await expect(page.getByText(/rows? of qr_id/)).toBeVisible();
  const file = page.getByLabel("bags.csv");
  const chosen = (text: string) =>
    file.setInputFiles({ name: "mine.csv", mimeType: "text/csv", buffer: Buffer.from(text) });
  await chosen("qr_id,weight\nA-1\n");
  await expect(page.getByText("Line 2: This row has 1 value, the first line names 2.")).toBeVisible();
  await chosen("qr_id\nQ-1\nQ-2\n");
  await expect(page.getByText("2 rows of qr_id, such as Q-1")).toBeVisible();
  await page.reload();
  await expect(page.getByText("2 rows of qr_id, such as Q-1")).toBeVisible();
  await page.getByRole("combobox", { name: "What of the scenario is sent" }).selectOption("tag:write");
  await expect(page.getByText("this alone, and what stands in a flow with it: look at the bill")).toBeVisible();
  await page.getByRole("combobox", { name: "What of the scenario is sent" }).selectOption("tag:read");
  await expect(page.getByText("this alone", { exact: true })).toBeVisible();
  await expect(page.getByText("the scenario has no step with the tag scan").first()).toBeVisible();
  await expectNoBarriers(page);
  await page.getByRole("combobox", { name: "What of the scenario is sent" }).selectOption("");
  await start(page).click();
  await page.waitForURL(/\/practice\/runs\/\d+$/);
  const number = Number(page.url().split("/").at(-1));
  await stopRun(page, number);
  await newRun(page);
  await begin(page, "TraitorTrack bag scanning, version 1");
  await expect(page.getByText("None chosen: the one of the scenario's newest version is kept.")).toBeVisible();
  await expect(page.getByText("2 rows of qr_id, such as Q-1")).toBeVisible();
});

test("a set of limits by name: what it asks for where the run goes, and its name when the run is repeated", async ({
  page,
}) => {
  const text = "objectives: [p(95)<500]\nenvironments:\n  practice: [p(95)<700]\n";
  await ask(page, "/objective-sets", { name: "Night shift", text, basedOn: null });
  const { id } = await practiceSystem(page);
  expect(id).not.toBe("");
  await newRun(page);
  await page.getByText("a set by name", { exact: true }).click();
  await page.getByLabel("Set of limits").selectOption({ label: "Night shift, version 1" });
  await expect(page.getByRole("row", { name: "p95 at most 700 ms" })).toBeVisible();
  await expect(page.getByRole("row", { name: /^p95 verdict/ })).toBeVisible();
  await expectNoBarriers(page);
  await start(page).click();
  await page.waitForURL(/\/practice\/runs\/\d+$/);
  const number = Number(page.url().split("/").at(-1));
  await stopRun(page, number);
  await page.goto(`${gantry.url}/practice/runs/new?from=${number}`);
  await expect(page.getByRole("radio", { name: "a set by name" })).toBeChecked();
  await expect(page.getByLabel("Set of limits")).toHaveText(/Night shift, version 1/);
});

test("a team's set for one tag only: limits about the rest are left out, and named; none left is said", async ({
  page,
}) => {
  const limit = (tag: string) => `  - { metric: p95, tag: ${tag}, limit: 500 ms }\n`;
  await ask(page, "/objective-sets", {
    ...{ name: "By kind", text: `objectives:\n${limit("read")}${limit("write")}${limit("scan")}`, basedOn: null },
  });
  await newRun(page);
  await begin(page, "TraitorTrack load");
  await page.getByText("a set by name", { exact: true }).click();
  await page.getByLabel("Set of limits").selectOption({ label: "By kind, version 1" });
  await expect(page.getByRole("row", { name: "p95 tag write at most 500 ms" })).toBeVisible();
  const part = page.getByRole("combobox", { name: "What of the scenario is sent" });
  await part.selectOption("tag:read");
  await expect(page.getByText(/^Left out, because this part sends .*: p95 tag write, p95 tag scan\.$/)).toBeVisible();
  await expect(page.getByRole("row", { name: "p95 tag write at most 500 ms" })).toHaveCount(0);
  await expectNoBarriers(page);
  await expect(start(page)).toBeEnabled();
  await part.selectOption("tag:dashboard");
  await expect(page.getByText("none of its limits is about what this part sends").first()).toBeVisible();
  await expect(start(page)).toBeDisabled();
});
