import { type BrowserContext, expect, type Page, test } from "playwright/test";
import { type Gantry, startGantry, until } from "./gantry.ts";
import { complaintsOf, expectNoBarriers, signIn } from "./journey.ts";
import { post, read } from "./pre-launch-people.ts";
import { type SilentNetwork, silentNetwork } from "./silent-network.ts";
import { openThreeMinutesAgo } from "./wall-device-parts.ts";
import {
  changeDisplay,
  codeOn,
  type Display,
  pairScreen,
  phasesSeen,
  staleAfter,
  stateColours,
  watchPhases,
} from "./wall-screen.ts";

// One display, from its first code to the last.
test.describe.configure({ mode: "serial" });

/** What the product promises to people. */
const promiseMs = 5_000;
/** A source that is dead marks its figures within its limit and a little more. */
const sourcePromiseMs = 6_500;

let gantry: Gantry;
let network: SilentNetwork;
let desk: Page;
let context: BrowserContext;
let wall: Page;
let display: Display;
let complaints: string[];

test.beforeAll(async ({ browser }) => {
  gantry = await startGantry();
  network = await silentNetwork(gantry.url);
  desk = await (await browser.newContext()).newPage();
  await signIn(desk, gantry);
  context = await browser.newContext({
    viewport: { width: 1920, height: 1080 },
    locale: "en",
    timezoneId: "Asia/Tokyo",
  });
  wall = await context.newPage();
  complaints = complaintsOf(wall);
  await watchPhases(wall);
});
test.afterAll(async () => {
  network?.stop();
  await gantry?.stop();
});

function pid(part: string): number {
  const [found] = gantry.pidsOf(part);
  if (found === undefined) throw new Error(`no process of ${part}`);
  return found;
}

const live = (page = wall) => expect(page.locator("[data-phase=live]")).toBeVisible({ timeout: 40_000 });
/** The page was never loaded anew. */
const loadedAt = (page = wall) => page.evaluate(() => (window as unknown as { loadedOnce: number }).loadedOnce);

test("a screen that nobody has paired shows a code and nothing of any pilot", async () => {
  await wall.goto(`${network.url}/wall`);
  await expect(wall.getByRole("img")).toHaveAttribute("aria-label", /^([BCDFGHJKLMNPQRSTVWXZ] ){7}[A-Z]$/);
  await expect(wall.getByText(/^Good for (10:00|9:\d\d), then a new code by itself/)).toBeVisible();
  await expect(wall.getByText("This display is not paired")).toBeVisible();
  await expectNoBarriers(wall);
  const { number } = await post<{ number: number }>({ page: desk }, "/pilots/practice/displays", {
    ...{ code: "BCDFGHJK", name: "x", place: "", boards: ["poll"], language: "en", sound: false },
  }).catch(() => ({ number: null }) as unknown as { number: number });
  expect(number, "another code pairs nothing").toBeNull();
});

test("the code is typed at a desk, and the screen is live by itself", async () => {
  const opened = await loadedAt();
  display = await pairScreen(wall, desk);
  expect(await loadedAt()).toBe(opened);
  await expect(wall.getByText(/Live · \d\.\d s$/)).toBeVisible();
  await expect(wall.getByText("PRACTICE", { exact: true })).toBeVisible();
  await expectNoBarriers(wall);
  type Told = { displays: { report: { phase: string; board: string; width: number; height: number } | null }[] };
  await until(
    async () => {
      const { displays } = await read<Told>({ page: desk }, "/pilots/practice/displays");
      const { phase, board, width, height } = displays[0]?.report ?? {};
      return [phase, board, width, height].join(" ") === "live poll 1920 1080";
    },
    10_000,
    () => "the console is not told what the screen shows",
  );
});

test("the clock is the site's by the server, wherever the display thinks it is", async () => {
  const { timeZone } = await read<{ timeZone: string }>({ page: desk }, "/pilots/practice/facts");
  const shown = async () =>
    (await wall
      .getByText(/^\d\d:\d\d:\d\d$/)
      .first()
      .textContent()) ?? "";
  const site = () => new Date().toLocaleTimeString("en-GB", { timeZone, hourCycle: "h23" });
  await until(
    async () => (await shown()) === site(),
    5_000,
    () => `it shows another time than ${site()}`,
  );
});

for (const [name, stop, go] of [
  ["a silent server", "SIGSTOP", "SIGCONT"],
  ["a killed server", "SIGKILL", null],
] as const)
  test(`${name}: STALE within 5 s, no colour of a state, and live again by itself`, async () => {
    const opened = await loadedAt();
    const web = pid("bin/web.ts");
    await live();
    const from = Date.now();
    process.kill(web, stop);
    try {
      expect(await staleAfter(wall, from)).toBeLessThanOrEqual(promiseMs);
      await expect(wall.getByText(/^STALE \d\d:\d\d$/)).toBeVisible();
      await expect(wall.getByText(/^— was (GO|HOLD|NO-GO|STALE)$/)).toBeVisible();
      await expect(wall.getByText(/^Last data \d\d:\d\d:\d\d\. Nothing here is live\.$/)).toBeVisible();
      expect(await stateColours(wall)).toEqual([]);
      await expect(wall.locator("main [aria-live=assertive]")).toHaveText(/^STALE\. Nothing here is live/);
    } finally {
      if (go !== null) process.kill(web, go);
    }
    await live();
    await expect(wall.locator("main [aria-live=assertive]")).not.toHaveText(/STALE\. Nothing here/);
    expect(await loadedAt()).toBe(opened);
  });

test("a silent socket, its packets held and not closed: STALE within 5 s, and live again by itself", async () => {
  await live();
  const from = Date.now();
  network.silence();
  expect(await staleAfter(wall, from)).toBeLessThanOrEqual(promiseMs);
  network.speak();
  await live();
});

test("a keeper that is dead: what rests on it is marked within its limit", async () => {
  const keeper = pid("bin/keeper.ts");
  const from = Date.now();
  process.kill(keeper, "SIGSTOP");
  try {
    await expect(wall.getByText(/Keeper silent for 00:0\d$/)).toBeVisible();
    expect(Date.now() - from).toBeLessThanOrEqual(sourcePromiseMs);
  } finally {
    process.kill(keeper, "SIGCONT");
  }
  await expect(wall.getByText(/Live · /)).toBeVisible();
});

test("a lid that was closed: the first thing it shows is that nothing is known", async () => {
  const session = await context.newCDPSession(wall);
  const web = pid("bin/web.ts");
  await live();
  await session.send("Page.setWebLifecycleState", { state: "frozen" });
  process.kill(web, "SIGSTOP");
  const closedAt = Date.now();
  await until(
    () => Date.now() - closedAt > promiseMs,
    10_000,
    () => "time stands still",
  );
  await session.send("Page.setWebLifecycleState", { state: "active" });
  try {
    await expect(wall.locator("[data-phase=stale]")).toBeVisible();
    const drawn = (await phasesSeen(wall)).filter(({ atMs }) => atMs > closedAt);
    expect(drawn[0]?.phase, JSON.stringify(drawn)).toBe("stale");
  } finally {
    process.kill(web, "SIGCONT");
  }
  await live();
});

test("a display whose clock is wrong by hours, and is set while it runs", async ({ browser }) => {
  const other = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: "en" });
  const page = await other.newPage();
  await watchPhases(page);
  await page.addInitScript(() => {
    const real = Date.now.bind(Date);
    Object.assign(window, { aheadMs: 7 * 3_600_000 });
    Date.now = () => real() + (window as unknown as { aheadMs: number }).aheadMs;
  });
  await page.goto(`${network.url}/wall`);
  await pairScreen(page, desk, { name: "Goods-in" });
  const { timeZone } = await read<{ timeZone: string }>({ page: desk }, "/pilots/practice/facts");
  const site = () => new Date().toLocaleTimeString("en-GB", { timeZone, hourCycle: "h23" });
  await expect(async () =>
    expect(
      await page
        .getByText(/^\d\d:\d\d:\d\d$/)
        .first()
        .textContent(),
    ).toBe(site()),
  ).toPass();
  // As after a sleep in which only the clock of the day went on.
  const from = Date.now();
  await page.evaluate(() => Object.assign(window, { aheadMs: 9 * 3_600_000 }));
  await until(
    async () => (await phasesSeen(page)).some(({ phase, atMs }) => phase === "stale" && atMs >= from),
    promiseMs,
    () => "two hours later it still says live",
  );
  await live(page);
  // Set back: nothing is old, and nothing says so.
  await page.evaluate(() => Object.assign(window, { aheadMs: -3 * 3_600_000 }));
  const web = pid("bin/web.ts");
  const silentFrom = Date.now();
  process.kill(web, "SIGSTOP");
  try {
    expect(await staleAfter(page, silentFrom)).toBeLessThanOrEqual(promiseMs);
  } finally {
    process.kill(web, "SIGCONT");
  }
  await live(page);
  await other.close();
});

test("what a lead changes is seen without a reload: another language, its name", async () => {
  await changeDisplay(desk, display, { language: "de" });
  await expect(wall.getByText("ÜBUNG")).toBeVisible();
  await post({ page: desk }, `/pilots/practice/displays/${display.id}/name-showing`);
  await expect(wall.getByText(`Das ist Anzeige ${display.number}`)).toBeVisible();
  await expect(wall.getByText("War room, left")).toBeVisible();
});

test("a lead asks all displays to reload: this one does, by itself, once it has been up for long enough", async () => {
  const page = await context.newPage();
  await page.addInitScript(openThreeMinutesAgo);
  await page.goto(`${network.url}/wall`);
  await live(page);
  let loads = 0;
  page.on("load", () => {
    loads += 1;
  });
  await desk.goto(`${gantry.url}/practice/displays`);
  await desk.getByRole("button", { name: "Reload all at a quiet time" }).click();
  await until(
    () => loads === 1,
    20_000,
    () => "it does not load itself anew",
  );
  await live(page);
  await page.close();
});

test("taken back: dark within 5 s, and a new code when somebody asks for it", async () => {
  const from = Date.now();
  await post({ page: desk }, `/pilots/practice/displays/${display.id}/revocation`, {
    reason: "the screen was replaced",
  });
  await expect(wall.getByText("This display was taken back")).toBeVisible();
  expect(Date.now() - from).toBeLessThanOrEqual(promiseMs);
  await expect(wall.getByText(/GO|HOLD|ÜBUNG/)).toHaveCount(0);
  await expectNoBarriers(wall);
  await wall.reload();
  await expect(wall.getByText("This display was taken back")).toBeVisible();
  await wall.getByRole("button", { name: "New code" }).click();
  expect(await codeOn(wall)).toMatch(/^[BCDFGHJKLMNPQRSTVWXZ]{8}$/);
  await pairScreen(wall, desk, { name: "War room, again" });
});

test("a server that cannot be reached while nobody has paired it: one sentence says so", async ({ browser }) => {
  const other = await browser.newContext({ locale: "de" });
  const page = await other.newPage();
  await page.goto(`${network.url}/wall`);
  const code = await codeOn(page);
  network.silence();
  await expect(page.getByText("Gantry antwortet nicht. Diese Seite versucht es von selbst wieder.")).toBeVisible();
  expect(await codeOn(page)).toBe(code);
  network.speak();
  await expect(page.getByText(/Gantry antwortet nicht/)).toHaveCount(0, { timeout: 20_000 });
  await other.close();
});

test("the browser had nothing to complain of but the connections that were cut", () => {
  expect(complaints.filter((one) => !/Failed to load resource|ERR_/.test(one))).toEqual([]);
});
