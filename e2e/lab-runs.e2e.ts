import { type Gantry, startGantry } from "./gantry.ts";
import { complaintsOf, expectNoBarriers, openTemplateRun, signIn } from "./journey.ts";
import { expect, type Page, test } from "./test.ts";

let gantry: Gantry;
test.beforeAll(async () => {
  gantry = await startGantry();
});
test.afterAll(() => gantry.stop());
test.beforeEach(({ page }) => signIn(page, gantry));

const verdictOf = (page: Page) => page.getByRole("region", { name: "Verdict" });
const sectionOf = (page: Page, name: string) => page.getByRole("region", { name: new RegExp(`^${name}`) });

test("a smoke run: every expectation on a list, and what was there instead of what was expected", async ({ page }) => {
  const complaints = complaintsOf(page);
  await openTemplateRun(page, gantry, { key: "flowviz-smoke", name: "Is it well?" });
  await expect(verdictOf(page).getByText("PASS", { exact: true })).toBeVisible({ timeout: 40_000 });
  await expect(page.getByText("Smoke run, seed")).toBeVisible();
  const list = sectionOf(page, "Check list");
  await expect(list.getByText("9 expectations, every one held each time")).toBeVisible();
  await expect(list.getByRole("row", { name: /create lot status 201 3 of 3 HOLDS/ })).toBeVisible();
  await expect(page.getByRole("region", { name: "Criteria" })).toHaveCount(0);
  await expectNoBarriers(page);

  const scenarioText =
    "name: FlowViz unwell\nmix:\n  - name: health\n    get: /health\n    expect: { json: { $.database: asleep } }\n";
  await openTemplateRun(page, gantry, { key: "flowviz-smoke", name: "Is it unwell?", scenarioText });
  await expect(verdictOf(page).getByText("FAIL", { exact: true })).toBeVisible({ timeout: 40_000 });
  await expect(
    list.getByRole("row", { name: /health \$\.database is "asleep" 0 of 3 "connected", pass 1 DOES NOT HOLD/ }),
  ).toBeVisible();
  // The first request that did not hold stands open.
  await expect(
    sectionOf(page, "What was asked")
      .getByText(/"database":"connected"/)
      .first(),
  ).toBeVisible();

  await page.goto(`${gantry.url}/practice/runs`);
  await expect(page.getByText("FlowViz unwell v1, 1 user, 3 passes")).toBeVisible();
  await expect(page.getByText(/^health: \$\.database is "asleep" did not hold 3 of 3 times/)).toBeVisible();
  expect(complaints).toEqual([]);
});

test("a sweep: clients with so many requests each, level by level in one table", async ({ page }) => {
  const levels = [
    { users: 2, requestsEach: 25, atMostSeconds: 60 },
    { users: 5, requestsEach: 20, atMostSeconds: 60 },
  ];
  const profile = { model: "closed", users: 5, spawnPerSecond: 10, durationSeconds: 120, levels };
  await openTemplateRun(page, gantry, { key: "web-sweep", name: "Clients and requests", profile });
  const table = sectionOf(page, "Levels");
  await expect(table.getByText("2 of 2 measured.")).toBeVisible({ timeout: 60_000 });
  await expect(table.getByRole("row", { name: /^2 × 25 requests/ })).toBeVisible();
  await expect(table.getByRole("row", { name: /^5 × 20 requests/ })).toBeVisible();
  await expect(verdictOf(page).getByText(/^of at most 02:00, ended/)).toBeVisible();
  await expect(verdictOf(page).getByText("of 150 requests")).toBeVisible();
  await expectNoBarriers(page);
});

test("one tag alone: the page says so, and lists nothing else", async ({ page }) => {
  const profile = { model: "open", stages: [{ from: 20, to: 20, seconds: 5 }], maxUsers: 50, startLimitMs: 5_000 };
  await openTemplateRun(page, gantry, { key: "traitortrack-reads", name: "Reads alone", profile });
  await expect(page.getByText(/ Only tag read\./)).toBeVisible();
  const steps = sectionOf(page, "By step");
  await expect(steps.getByRole("row", { name: /^statistics/ })).toBeVisible({ timeout: 40_000 });
  await expect(steps.getByRole("row", { name: /^scan/ })).toHaveCount(0);
});
