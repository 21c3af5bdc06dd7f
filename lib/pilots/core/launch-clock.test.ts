import assert from "node:assert/strict";
import test from "node:test";
import { launchClock } from "./launch-clock.ts";
import { placeWindow, wallWindow } from "./move-window.ts";

const window = { fromMs: Date.parse("2026-11-26T07:00:00Z"), toMs: Date.parse("2026-11-26T11:00:00Z") };

const cases: [now: string, text: string, phase: string, spoken: string][] = [
  ["2026-11-21T09:47:00Z", "L-4 d 21:13", "before", "4 days, 21 hours and 13 minutes to the go-live window"],
  ["2026-11-25T07:00:00Z", "L-1 d 00:00", "before", "1 day to the go-live window"],
  ["2026-11-25T07:00:01Z", "L-23:59:59", "before", "23 hours and 59 minutes to the go-live window"],
  ["2026-11-26T06:59:59.999Z", "L-00:00:01", "before", "less than a minute to the go-live window"],
  ["2026-11-26T07:00:00Z", "L+00:00:00", "open", "less than a minute since the go-live window began"],
  ["2026-11-26T10:59:59.999Z", "L+03:59:59", "open", "3 hours and 59 minutes since the go-live window began"],
  ["2026-11-26T11:00:00Z", "L+04:00:00", "over", "4 hours since the go-live window began"],
  ["2026-11-28T10:04:30Z", "L+2 d 03:04", "over", "2 days, 3 hours and 4 minutes since the go-live window began"],
];

test("the clock to the window", () => {
  for (const [now, text, phase, spoken] of cases)
    assert.deepEqual(launchClock(window, Date.parse(now)), { text, phase, spoken }, now);
});

test("real hours count: the day before a launch on a change of clocks has 23 or 25", () => {
  const before = (wall: string, now: string) => {
    const placed = placeWindow({ from: wall, to: wall.replace("T08", "T12") }, "Europe/Prague");
    assert.ok(placed.ok);
    return launchClock({ fromMs: Date.parse(placed.window.from), toMs: Date.parse(placed.window.to) }, Date.parse(now))
      .text;
  };
  // 08:00 the day before, by the site's clock.
  assert.equal(before("2026-03-29T08:00", "2026-03-28T07:00:00Z"), "L-23:00:00");
  assert.equal(before("2026-10-25T08:00", "2026-10-24T06:00:00Z"), "L-1 d 01:00");
});

const windows: [zone: string, from: string, to: string, expected: string][] = [
  ["Europe/Prague", "2026-11-26T08:00", "2026-11-26T12:00", "2026-11-26T07:00:00.000Z 2026-11-26T11:00:00.000Z"],
  // Six hours by the clock, seven in truth.
  ["Europe/Prague", "2026-10-25T00:00", "2026-10-25T06:00", "2026-10-24T22:00:00.000Z 2026-10-25T05:00:00.000Z"],
  ["Europe/Prague", "2026-03-29T02:30", "2026-03-29T06:00", "skipped 2026-03-29T02:30"],
  ["Europe/Prague", "2026-03-28T22:00", "2026-03-29T02:30", "skipped 2026-03-29T02:30"],
  // Both ends in the hour that is lived twice: the first time.
  ["Europe/Prague", "2026-10-25T02:10", "2026-10-25T02:40", "2026-10-25T00:10:00.000Z 2026-10-25T00:40:00.000Z"],
];

test("a window of wall times as instants, and back", () => {
  for (const [zone, from, to, expected] of windows) {
    const placed = placeWindow({ from, to }, zone);
    if (placed.ok) assert.deepEqual(wallWindow(placed.window, zone), { from, to });
    const said = placed.ok ? `${placed.window.from} ${placed.window.to}` : `skipped ${placed.skipped}`;
    assert.equal(said, expected, `${from} ${to}`);
  }
});
