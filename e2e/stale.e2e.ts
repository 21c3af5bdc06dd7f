import { type Gantry, startGantry, until } from "./gantry.ts";
import { openPracticeRun, openProfile, secondsOf, signIn, stopRun } from "./journey.ts";
import { expect, type Page, test } from "./test.ts";

let gantry: Gantry;
test.beforeAll(async () => {
  gantry = await startGantry();
});
test.afterAll(() => gantry.stop());
test.beforeEach(({ page }) => signIn(page, gantry));

/** What the product promises to people. */
const promiseMs = 5_000;

function pid(part: string): number {
  const [found] = gantry.pidsOf(part);
  if (found === undefined) throw new Error(`no process of ${part}`);
  return found;
}

test("a silent server: STALE within 5 s, never old as live, and live again by itself", async ({ page }) => {
  const number = await openPracticeRun(page, gantry, { name: "Silence", profile: openProfile(45) });
  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict.getByText("would be INCONCLUSIVE")).toBeVisible();
  const web = pid("bin/web.ts");
  const shownStaleAt = watchForStale(page);
  // Stopped, not killed: its sockets stay open and say nothing.
  const silentFrom = Date.now();
  process.kill(web, "SIGSTOP");
  try {
    expect((await shownStaleAt) - silentFrom).toBeLessThanOrEqual(promiseMs);
    await expect(verdict.getByText(/^STALE 00:/)).toBeVisible();
    await expect(verdict.getByText("was RUNNING, would be INCONCLUSIVE")).toBeVisible();
    await expect(page.getByText("last known, nothing here is live")).toBeVisible();
    await expect(page.getByRole("complementary").getByRole("status")).toHaveText(/STALE 00:/);
    await expect(verdict.getByText("RUNNING", { exact: true })).toHaveCount(0);
  } finally {
    process.kill(web, "SIGCONT");
  }
  await expect(verdict.getByText("RUNNING", { exact: true })).toBeVisible();
  await expectEverySecond(page, number);
  await stopRun(page, number);
});

test("web killed: the page comes back by itself without a gap, and the run never noticed", async ({ page }) => {
  const number = await openPracticeRun(page, gantry, { name: "Web killed", profile: openProfile(20) });
  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict.getByText("would be INCONCLUSIVE")).toBeVisible();
  process.kill(pid("bin/web.ts"), "SIGKILL");
  await expect(verdict.getByText("INCONCLUSIVE", { exact: true })).toBeVisible({ timeout: 40_000 });
  await expectEverySecond(page, number);
  // What answers after the planned end counts in a second of its own.
  const stored = await secondsOf(page, number);
  expect(stored.length).toBeGreaterThanOrEqual(20);
  expect(stored).toEqual(stored.map((_, second) => second));
});

test("runner killed: interrupted within 15 s, what was measured stays, the next run goes on", async ({ page }) => {
  const number = await openPracticeRun(page, gantry, { name: "Runner killed" });
  const verdict = page.getByRole("region", { name: "Verdict" });
  await expect(verdict.getByText("would be INCONCLUSIVE")).toBeVisible();
  const before = (await secondsOf(page, number)).length;
  process.kill(pid("bin/runner.ts"), "SIGKILL");
  const killedAt = Date.now();
  await expect(verdict.getByText(/The runner went away/)).toBeVisible({ timeout: 20_000 });
  expect(Date.now() - killedAt).toBeLessThanOrEqual(15_000);
  expect((await secondsOf(page, number)).length).toBeGreaterThanOrEqual(before);
  await openPracticeRun(page, gantry, { name: "The next", profile: openProfile(3) });
  await expect(page.getByText("Ran to its planned end.")).toBeVisible({ timeout: 30_000 });
});

/** When the page first shows STALE, by the machine's clock as the page itself reads it. */
function watchForStale(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const look = () =>
          document.querySelector(".verdict-stale") === null ? requestAnimationFrame(look) : resolve(Date.now());
        look();
      }),
  );
}

/** The page's table holds every second that is stored. */
async function expectEverySecond(page: Page, number: number): Promise<void> {
  await page.keyboard.press("t");
  const shown = page.locator("details table tbody tr");
  await until(
    async () => {
      const [rows, stored] = await Promise.all([shown.count(), secondsOf(page, number)]);
      return rows > 0 && Math.abs(rows - stored.length) <= 1;
    },
    15_000,
    () => "the page lacks seconds that are stored",
  );
}
