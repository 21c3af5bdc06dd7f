import { type Browser, expect, type Page, test } from "playwright/test";
import {
  crowdedView,
  goView,
  holdView,
  longNextView,
  longView,
  nextView,
  noGoView,
  now,
} from "../components/wall/testing/views.ts";
import {
  armedView,
  backView,
  emptyVitalsView,
  lateBackView,
  longRolloutView,
  longRunView,
  rollingBackView,
  rolloutView,
  runView,
} from "../components/wall/testing/vital-views.ts";
import type { Board } from "../lib/displays/core/display.ts";
import type { WallView } from "../lib/displays/core/wall-view.ts";
import { type Gantry, startGantry, until } from "./gantry.ts";
import { type Drawn, drawnMark, unlike, withoutColours } from "./greyscale.ts";
import { countTones, countWakeLocks, locksOf, tonesOf, turnPage } from "./wall-device-parts.ts";
import { type Fixture, type Words, wallFixture } from "./wall-fixture.ts";
import { cutOrOver, stateColours, unreadable } from "./wall-screen.ts";

/** What a wall looks like, measured in the built page: the views are given, the clock too. */

let gantry: Gantry;
test.beforeAll(async () => {
  gantry = await startGantry();
});
test.afterAll(() => gantry.stop());

const sizes = [
  [1366, 768],
  [1920, 1080],
  [3840, 2160],
] as const;
type Size = (typeof sizes)[number];

type Shown = { page: Page; fixture: Fixture; close(): Promise<void> };
const full: Size = [1920, 1080];

type How = { size?: Size; before?: () => void };

/** `before` runs in the page before its own script. */
async function show(browser: Browser, words: Partial<Words> & { view: WallView }, how: How = {}): Promise<Shown> {
  const [width, height] = how.size ?? full;
  const context = await browser.newContext({ viewport: { width, height } });
  const page = await context.newPage();
  if (how.before !== undefined) await page.addInitScript(how.before);
  const fixture = await wallFixture(page, { nowMs: now, ...words });
  await page.goto(`${gantry.url}/wall`);
  await expect(page.locator("[data-phase=live]")).toBeVisible();
  await page.evaluate(() => document.fonts.ready);
  return { page, fixture, close: () => context.close() };
}

/** Without a word of the server what was live is STALE a few seconds later. */
async function silence({ page, fixture }: Pick<Shown, "page" | "fixture">): Promise<void> {
  fixture.say({ isSilent: true });
  await expect(page.locator("[data-phase=stale]")).toBeVisible();
}

const pictures: [name: string, view: WallView, board: Board, language: "en" | "de"][] = [
  ["GO", goView, "poll", "en"],
  ["HOLD", holdView, "poll", "de"],
  ["NO-GO", noGoView, "poll", "en"],
  ["the longest texts", longView, "poll", "de"],
  ["as many stations as a plan may name", crowdedView, "poll", "de"],
  ["what is next", nextView, "next", "en"],
  ["the longest steps", longNextView, "next", "de"],
  ["a run that goes on", runView, "vitals", "en"],
  ["a run with the longest texts", longRunView, "vitals", "de"],
  ["both systems in a rollout", rolloutView, "vitals", "en"],
  ["both systems, one silent, with the longest texts", longRolloutView, "vitals", "de"],
  ["nothing to show yet", emptyVitalsView, "vitals", "de"],
  ["the way back is ready", armedView, "rollback", "de"],
  ["rolling back", rollingBackView, "rollback", "en"],
  ["rolling back for too long", lateBackView, "rollback", "de"],
  ["all is back", backView, "rollback", "en"],
];

/** Those in which most would go wrong. */
const alsoStale = new Set([
  ...["GO", "the longest texts", "as many stations as a plan may name", "the longest steps"],
  ...["both systems in a rollout", "rolling back for too long"],
]);

for (const size of sizes)
  test(`at ${size.join("×")} everything can be read, live and STALE, and nothing scrolls`, async ({ browser }) => {
    const shown = await show(browser, { view: goView }, { size });
    const { page, fixture } = shown;
    for (const [name, view, board, language] of pictures) {
      fixture.say({ view, settings: { boards: [board], language }, isSilent: false });
      await expect(page.locator(`[data-phase=live][lang=${language}] [data-board=${board}]`), name).toBeVisible();
      await expect(page.getByRole("heading", { level: 1 }), name).toContainText(view.pilot.name);
      await expect.poll(() => unreadable(page), { message: name }).toEqual([]);
      if (board === "poll") await expectWhole(page, view);
      if (!alsoStale.has(name)) continue;
      await silence(shown);
      await expect.poll(() => unreadable(page), { message: `${name}, STALE` }).toEqual([]);
      expect(await stateColours(page), name).toEqual([]);
    }
    await shown.close();
  });

/** The decision and the names of the stations, each with its state, are whole, in their order, and nothing lies over them. */
async function expectWhole(page: Page, { poll }: WallView): Promise<void> {
  const rows = page.getByRole("listitem");
  await expect(rows).toHaveCount(poll.stations.length);
  for (const [at, { name }] of poll.stations.entries()) await expect(rows.nth(at)).toContainText(name);
  expect(await cutOrOver(page, "[data-decision], [data-name], [data-state]")).toEqual([]);
  const share = await page
    .locator("[data-decision] > *")
    .evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize) / window.innerHeight);
  expect(share).toBeGreaterThanOrEqual(0.048);
}

test("the picture is the same at every size, but for its scale", async ({ browser }) => {
  const boxes: number[][] = [];
  for (const size of sizes) {
    const { page, close } = await show(browser, { view: noGoView }, { size });
    const found = await page.locator("[data-decision], [data-name], [data-state], footer").evaluateAll((all) =>
      all.flatMap((one) => {
        const { left, top, width, height } = one.getBoundingClientRect();
        return [left, top, width, height].map((length) => (length / window.innerHeight) * 1080);
      }),
    );
    boxes.push(found);
    await close();
  }
  const [small = [], middle = [], large = []] = boxes;
  expect(middle.length).toBeGreaterThan(40);
  // A pixel of the small one is 1.4 units, and burn-in moves each by up to 4 of its own pixels.
  for (const other of [small, large])
    for (const [at, length] of middle.entries()) expect(Math.abs((other[at] ?? -99) - length)).toBeLessThan(8);
});

const allStates = ["GO", "HOLD", "NO-GO", "STALE", "WAIVED", "NOT POLLED"] as const;
const everyState = (states: readonly (typeof allStates)[number][]): WallView => ({
  ...noGoView,
  poll: {
    ...noGoView.poll,
    stations: goView.poll.stations.map((one, at) => ({ ...one, state: states[at] ?? one.state })),
  },
});
/** Of two marks for the same state at other places of the screen less is unlike, of two states more. */
const sameShape = 0.2;
const otherShape = 0.3;

test("without colours each state is told by its mark and its word", async ({ browser }) => {
  const { page, fixture, close } = await show(browser, { view: everyState(allStates) });
  const reader = await page.context().newPage();
  await withoutColours(page);
  const inRows = await marksInRows(page, reader, allStates);
  const turned = allStates.toReversed();
  fixture.say({ view: everyState(turned) });
  const elsewhere = await marksInRows(page, reader, turned);
  for (const [state, drawn] of inRows)
    expect(unlike(drawn, elsewhere.get(state) ?? drawn), `${state} in two places`).toBeLessThan(sameShape);
  expectTold(inRows);
  const decisions = new Map<string, Drawn>();
  for (const overall of ["GO", "HOLD", "NO-GO", "STALE"] as const) {
    fixture.say({ view: { ...noGoView, poll: { ...noGoView.poll, overall } } });
    await expect(page.locator("[data-decision]")).toHaveText(overall);
    decisions.set(overall, await drawnMark(page.locator("section:has(> [data-decision]) svg"), reader));
  }
  expectTold(decisions);
  await close();
});

/** The mark of each state, whose row says its word. */
async function marksInRows(page: Page, reader: Page, states: typeof allStates | string[]): Promise<Map<string, Drawn>> {
  const plates = page.getByRole("listitem").locator("[data-state]");
  await expect(plates).toHaveText([...states]);
  const seen = new Map<string, Drawn>();
  for (const [at, state] of states.entries()) seen.set(state, await drawnMark(plates.nth(at).locator("svg"), reader));
  return seen;
}

function expectTold(seen: ReadonlyMap<string, Drawn>): void {
  expect(seen.size).toBeGreaterThan(3);
  for (const [at, [name, drawn]] of [...seen].entries()) {
    expect(drawn.isGrey, `${name} has a colour`).toBe(true);
    expect(drawn.contrast, name).toBeGreaterThanOrEqual(4.5);
    for (const [otherName, other] of [...seen].slice(at + 1))
      expect(unlike(drawn, other), `${name} and ${otherName}`).toBeGreaterThan(otherShape);
  }
}

test("boards take turns of 30 s; the poll stays while anything is not GO, a rollback while it runs", async ({
  browser,
}) => {
  const slot = Math.ceil(now / 60_000) * 60_000;
  const settings = { boards: ["poll", "next"] as Board[] };
  const { page, fixture, close } = await show(browser, { view: nextView, settings, nowMs: slot });
  const board = (name: string) => expect(page.locator(`[data-board=${name}]`)).toBeVisible();
  await board("poll");
  fixture.say({ nowMs: slot + 30_000 });
  await board("next");
  fixture.say({ view: { ...nextView, poll: noGoView.poll } });
  await board("poll");
  const rollback = { ...nextView.rollback, is: "running" as const, noticedAt: slot };
  fixture.say({ view: { ...nextView, poll: noGoView.poll, rollback }, settings: { boards: ["poll", "rollback"] } });
  await board("rollback");
  await silence({ page, fixture });
  await board("rollback");
  await close();
});

test("NO-GO and STALE are said at once, the rest politely and seldom", async ({ browser }) => {
  const { page, fixture, close } = await show(browser, { view: goView });
  const [polite, alarm] = [page.locator("main [aria-live=polite]"), page.locator("main [aria-live=assertive]")];
  await expect(polite).toHaveText(/^GO\. All six stations are GO\./);
  await expect(alarm).toHaveText("");
  fixture.say({ view: noGoView });
  await expect(alarm).toHaveText(/^NO-GO\. Rollback: Green/);
  for (const word of ["one", "two", "three", "four", "five", "six"]) {
    fixture.say({ view: { ...holdView, poll: { ...holdView.poll, sentence: `Change ${word}.` } } });
    await page.waitForResponse("**/api/v1/wall/feed");
  }
  await expect(alarm).toHaveText("");
  await expect(polite).not.toHaveText(/Change (five|six)/);
  await silence({ page, fixture });
  await expect(alarm).toHaveText(/^STALE\. Nothing here is live\. It was HOLD\.$/);
  await close();
});

test("a page of an old build, or of yesterday, loads itself anew, but never during a launch", async ({ browser }) => {
  const quiet = { ...goView, busy: false };
  const { page, fixture, close } = await show(browser, { view: quiet });
  let loads = 0;
  page.on("load", () => {
    loads += 1;
  });
  await until(
    () => fixture.reports().length > 0,
    10_000,
    () => "it reports nothing",
  );
  const later = now + 10 * 60_000;
  fixture.say({ view: { ...goView, busy: true }, serverVersion: "another", nowMs: later });
  await expect(page.getByText(/^07:5\d:\d\d$/).first()).toBeVisible();
  await page.waitForResponse("**/api/v1/wall/feed");
  expect(loads, "while a launch is under way").toBe(0);
  fixture.say({ view: quiet });
  await until(
    () => loads === 1,
    10_000,
    () => "it does not load the new build",
  );
  fixture.say({ serverVersion: null });
  await expect(page.locator("[data-phase=live]")).toBeVisible();
  fixture.say({ nowMs: now + 24 * 3_600_000 });
  await until(
    () => loads === 2,
    10_000,
    () => "it does not load itself at night",
  );
  await close();
});

test("a lead asks for a reload: at once where nothing is under way, else when that has ended", async ({ browser }) => {
  const { page, fixture, close } = await show(browser, { view: { ...goView, busy: true } });
  let loads = 0;
  page.on("load", () => {
    loads += 1;
  });
  const asked = now + 5 * 60_000;
  fixture.say({ nowMs: asked + 1_000, reloadAskedAt: asked });
  await expect(page.getByText(/^07:46:\d\d$/).first()).toBeVisible();
  await page.waitForResponse("**/api/v1/wall/feed");
  expect(loads, "while a launch is under way").toBe(0);
  fixture.say({ view: { ...goView, busy: false } });
  await until(
    () => loads === 1,
    10_000,
    () => "it does not load itself",
  );
  // It was asked once.
  fixture.say({ nowMs: asked + 10 * 60_000 });
  await expect(page.getByText(/^07:56:\d\d$/).first()).toBeVisible();
  await page.waitForResponse("**/api/v1/wall/feed");
  expect(loads).toBe(1);
  await close();
});

test("a run whose seconds have stopped is marked by itself, while the wall is live", async ({ browser }) => {
  const { page, fixture, close } = await show(browser, { view: runView, settings: { boards: ["vitals"] } });
  const old = page.locator("[data-board=vitals]").getByText(/STALE \d/);
  fixture.say({ nowMs: now });
  await expect(old).toHaveCount(0);
  // Five seconds are its limit, one and a half more the promise.
  const newest = now - 1_000;
  fixture.say({ nowMs: newest + 6_600 });
  await expect(old.first()).toBeVisible();
  await expect(page.locator("[data-phase=live]")).toBeVisible();
  await close();
});

test("the screen is kept awake, again each time that it has been hidden", async ({ browser }) => {
  const { page, close } = await show(browser, { view: goView }, { before: countWakeLocks });
  await expect.poll(() => locksOf(page)).toEqual([false]);
  // Seen again without having been hidden, it has one already.
  await turnPage(page, "visible");
  expect(await locksOf(page)).toEqual([false]);
  await turnPage(page, "hidden");
  expect(await locksOf(page)).toEqual([true]);
  await turnPage(page, "visible");
  await expect.poll(() => locksOf(page)).toEqual([true, false]);
  await close();
});

test("a tone where one is asked for: once at NO-GO, once at STALE, and none where it is off", async ({ browser }) => {
  const loud = await show(browser, { view: goView, settings: { sound: true } }, { before: countTones });
  const quiet = await show(browser, { view: goView }, { before: countTones });
  // A browser lets nothing be heard before somebody has touched the page, unless it was started so (docs/displays.md).
  for (const { page } of [loud, quiet]) await page.mouse.click(400, 400);
  for (const { fixture } of [loud, quiet]) fixture.say({ view: noGoView });
  await expect.poll(() => tonesOf(loud.page)).toEqual([880, 587]);
  // It goes on being NO-GO.
  loud.fixture.say({ view: { ...noGoView, poll: { ...noGoView.poll, sentence: "Two stations are NO-GO." } } });
  await loud.page.waitForResponse("**/api/v1/wall/feed");
  await loud.page.waitForResponse("**/api/v1/wall/feed");
  expect(await tonesOf(loud.page)).toEqual([880, 587]);
  for (const one of [loud, quiet]) await silence(one);
  await expect.poll(() => tonesOf(loud.page)).toEqual([880, 587, 587, 587]);
  expect(await tonesOf(quiet.page)).toEqual([]);
  for (const { close } of [loud, quiet]) await close();
});

test("a keeper that is silent is said where everybody looks, and in its place", async ({ browser }) => {
  const { page, close } = await show(browser, { view: goView, keeperAgoMs: 9_000 });
  await expect(page.getByText(/Keeper silent for 00:/)).toBeVisible();
  await expect(page.getByRole("listitem").locator("[data-age=silent]")).toHaveCount(6);
  await close();
});

test("against burn-in the picture moves by at most 4 px, and a pointer is not shown", async ({ browser }) => {
  const { page, fixture, close } = await show(browser, { view: goView });
  const places = new Set<string>();
  const place = () =>
    page.locator("header").evaluate((one) => {
      const { left, top } = one.getBoundingClientRect();
      return `${left} ${top}`;
    });
  for (const minutes of [0, 1, 2, 6]) {
    fixture.say({ nowMs: now + minutes * 60_000 });
    const clock = new Date(now + minutes * 60_000)
      .toLocaleTimeString("en-GB", { timeZone: "Europe/Berlin" })
      .slice(0, 5);
    await expect(page.getByText(new RegExp(`^${clock}:\\d\\d$`))).toBeVisible();
    places.add(await place());
  }
  expect(places.size).toBe(4);
  for (const one of [...places].flatMap((both) => both.split(" ")))
    expect(Math.abs(Number(one))).toBeLessThanOrEqual(4);
  expect(await page.locator("main").evaluate((main) => getComputedStyle(main).cursor)).toBe("none");
  await close();
});
