import assert from "node:assert/strict";
import test from "node:test";
import type { OwnDisplay } from "../core/display.ts";
import type { Moment } from "../core/wall-clock.ts";
import type { WallView } from "../core/wall-view.ts";
import { beatOf, firstKnown, type WallKnown, wallNow, withBeat, withNewConnection, withView } from "./wall-state.ts";

const display = {} as OwnDisplay;
const view = { at: 1_000_000 } as WallView;
const hours = 3_600_000;
/** The display's clock of the day is seven hours ahead of the server's. */
const at = (ms: number, dayMs = ms): Moment => ({ steadyMs: ms, dayMs: 1_000_000 + 7 * hours + dayMs });
const ages = { runner: 400, keeper: 700 };

function after(known: WallKnown, serverMs: number, moment: Moment): WallKnown {
  const next = withBeat(known, { serverMs, ages }, moment);
  assert.ok(next, "the beat is believed");
  return next;
}

/** Live at 1,002,000 of the server. */
const live = after(after(withView(firstKnown(display, view, at(0)), view), 1_001_000, at(1_000)), 1_002_000, at(2_000));

type Case = [name: string, known: WallKnown, moment: Moment, phase: string, now: number, staleSince: number | null];

const cases: Case[] = [
  ["just opened", firstKnown(display, view, at(0)), at(3_500), "connecting", 1_003_500, null],
  ["never answered", firstKnown(display, view, at(0)), at(3_501), "stale", 1_003_501, null],
  [
    "a beat alone shows nothing",
    after(firstKnown(display, view, at(0)), 1_001_000, at(900)),
    at(1_000),
    "connecting",
    1_001_100,
    null,
  ],
  ["live", live, at(2_400), "live", 1_002_400, null],
  ["3.5 s without a beat", live, at(5_500), "live", 1_005_500, null],
  ["a moment more", live, at(5_501), "stale", 1_005_501, 1_002_000],
  ["asleep: only the clock of the day went on", live, at(2_050, 2 * hours), "stale", 1_000_000 + 2 * hours, 1_002_000],
  ["that clock was set back", live, at(2_400, -5 * hours), "live", 1_002_400, null],
  ["a new connection that has said nothing", withNewConnection(live), at(2_400), "live", 1_002_400, null],
  [
    "a new connection's beats without what is to be shown",
    after(withNewConnection(live), 1_006_000, at(6_000)),
    at(6_001),
    "stale",
    1_006_001,
    1_002_000,
  ],
  [
    "and with it",
    withView(after(withNewConnection(live), 1_006_000, at(6_000)), view),
    at(6_001),
    "live",
    1_006_001,
    null,
  ],
  [
    "a server that was set back",
    withView(after(withNewConnection(live), 500_000, at(6_000)), view),
    at(6_100),
    "live",
    500_100,
    null,
  ],
];

test("what a wall shows, by what it heard and when", () => {
  for (const [name, known, moment, phase, now, staleSince] of cases) {
    const shown = wallNow(known, moment);
    assert.deepEqual([shown.phase, shown.now, shown.staleSince], [phase, now, staleSince], name);
  }
});

test("a beat that lay on its way: as old as it is, and not believed beyond 3.5 s", () => {
  const late = after(live, 1_003_000, at(5_000));
  assert.equal(wallNow(late, at(5_000)).silentMs, 1_990);
  assert.equal(withBeat(live, { serverMs: 1_003_000, ages }, at(6_600)), null);
});

test("sources grow older between the beats", () => {
  assert.deepEqual(wallNow(live, at(2_500)).ages, { runner: 900, keeper: 1_200 });
});

test("since when the page is up, by the server's clock", () => {
  assert.equal(live.upSinceMs, 1_000_000);
});

test("a beat as the server writes it", () => {
  const sources = { runner: "2026-11-26T06:41:07.000Z", keeper: null };
  const data = JSON.stringify({ now: "2026-11-26T06:41:08.000Z", sources });
  assert.deepEqual(beatOf(data), {
    serverMs: Date.parse("2026-11-26T06:41:08Z"),
    ages: { runner: 1_000, keeper: null },
  });
});
