import { type Gantry, startGantry } from "./gantry.ts";
import { complaintsOf, expectNoBarriers, openPracticeRun, openProfile, practiceSystem, signIn } from "./journey.ts";
import { expect, test } from "./test.ts";

let gantry: Gantry;
test.beforeAll(async () => {
  gantry = await startGantry();
});
test.afterAll(() => gantry.stop());
test.beforeEach(({ page }) => signIn(page, gantry));

test("a fault in the new system: the run fails and names the worst criterion", async ({ page }) => {
  const complaints = complaintsOf(page);
  const { baseUrl } = await practiceSystem(page);
  const faults = { slow: { addMs: 700 }, errorRatio: { ratio: 0.2, route: "lots" } };
  await fetch(`${baseUrl}/faults`, { method: "PUT", body: JSON.stringify(faults) });
  await openPracticeRun(page, gantry, { name: "With faults", profile: openProfile(15) });
  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict.getByText("would FAIL")).toBeVisible();
  await expect(verdict.getByText(/is over the limit of .* Since 00:/)).toBeVisible();
  await expect(verdict.getByText("FAIL", { exact: true })).toBeVisible({ timeout: 40_000 });
  await fetch(`${baseUrl}/faults`, { method: "DELETE" });
  await expect(verdict.getByText(/errors [\d.]+ % is over the limit of 0.1 %/)).toBeVisible();
  const criteria = page.getByRole("region", { name: "Criteria" });
  await expect(criteria.getByRole("row").nth(1)).toContainText("FAIL");
  const p99 = criteria.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "p99", exact: true }) });
  await expect(p99).not.toContainText("PASS");
  const example = page.locator("details", { hasText: "status 503" }).first();
  await example.locator("summary").click();
  await expect(example.getByText("the plant has a fault switched on")).toBeVisible();
  await expect(page.getByText("practice-operator")).toHaveCount(0);
  await expectNoBarriers(page);
  expect(complaints).toEqual([]);
});

test("stop by a person: asked with a reason, stopped within a second, no pass", async ({ page }) => {
  await openPracticeRun(page, gantry, { name: "To be stopped" });
  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict.getByText("would be INCONCLUSIVE")).toBeVisible();
  await page.getByRole("button", { name: "Stop run" }).click();
  const stop = page.getByRole("button", { name: "Stop the run" });
  await expect(stop).toBeDisabled();
  await page.getByLabel("Why").fill("the pool is being enlarged");
  await expectNoBarriers(page);
  await stop.click();
  await expect(verdict.getByText("INCONCLUSIVE", { exact: true })).toBeVisible();
  await expect(verdict.getByText(/Stopped by k.brandt: the pool is being enlarged/)).toBeVisible();
  await expect(page.getByText("Asked to stop: the pool is being enlarged")).toBeVisible();
});

test("by keyboard: a note, the figures as a table, back to the list, j, Enter", async ({ page }) => {
  await openPracticeRun(page, gantry, { name: "By keyboard", profile: openProfile(8) });
  await expect(page.getByLabel("A note")).toBeVisible();
  await page.keyboard.press("n");
  await page.keyboard.type("autovacuum started on table lots");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("cell", { name: "autovacuum started on table lots", exact: true })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.keyboard.press("t");
  await expect(page.getByRole("columnheader", { name: "Planned" })).toBeVisible();
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keys of this page" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("region", { name: "Verdict" }).getByText("INCONCLUSIVE", { exact: true })).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByRole("heading", { name: "What would make it conclusive" })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await page.waitForURL(/\/practice\/runs$/);
  await expect(page.getByRole("row", { name: /By keyboard/ })).toContainText("INCONCLUSIVE");
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/practice\/runs\/\d+$/);
});

test("an address that leads nowhere", async ({ page }) => {
  for (const path of ["/practice/runs/999", "/practice/runs/none", "/nowhere/runs", "/nowhere/runs/1"]) {
    const answer = await page.goto(`${gantry.url}${path}`);
    expect(answer?.status(), path).toBe(404);
    await expect(page.getByText("There is nothing at this address")).toBeVisible();
  }
});
