import assert from "node:assert/strict";
import test from "node:test";
import { type Announcements, announce, noAnnouncements } from "./announcements.ts";

/** Seconds, what there is to say, the alarm, then what was said and which alarm stands. */
type Step = [seconds: number, says: string, alarm: string, polite: string, stands: string];

const stories: [name: string, steps: Step[]][] = [
  ["the first is said at once", [[0, "HOLD", "", "HOLD", ""]]],
  [
    "four a minute, then the newest when there is room",
    [
      [0, "a", "", "a", ""],
      [1, "b", "", "b", ""],
      [2, "c", "", "c", ""],
      [3, "d", "", "d", ""],
      [4, "e", "", "d", ""],
      [59, "f", "", "d", ""],
      [60, "f", "", "f", ""],
      [60.5, "g", "", "f", ""],
      [61, "g", "", "g", ""],
    ],
  ],
  [
    "an alarm is said at once, also when the minute is full",
    [
      [0, "a", "", "a", ""],
      [1, "b", "", "b", ""],
      [2, "c", "", "c", ""],
      [3, "d", "", "d", ""],
      [4, "e", "NO-GO", "d", "NO-GO"],
      [5, "e", "STALE", "d", "STALE"],
      [6, "e", "", "d", ""],
    ],
  ],
  [
    "what was taken back before there was room is never said",
    [
      [0, "a", "", "a", ""],
      [1, "b", "", "b", ""],
      [2, "c", "", "c", ""],
      [3, "d", "", "d", ""],
      [4, "e", "", "d", ""],
      [70, "d", "", "d", ""],
    ],
  ],
  ["nothing is nothing", [[0, "", "", "", ""]]],
];

test("what is said aloud", () => {
  for (const [name, steps] of stories) {
    let state: Announcements = noAnnouncements;
    for (const [seconds, says, alarm, polite, stands] of steps) {
      state = announce(state, { says, alarm, nowMs: seconds * 1000 });
      assert.deepEqual([state.polite, state.alarm], [polite, stands], `${name}, second ${seconds}`);
    }
  }
});

test("an hour in which something changes each second: at most four polite sentences in any minute", () => {
  let state = noAnnouncements;
  const said: number[] = [];
  for (let second = 0; second < 3_600; second += 1) {
    const next = announce(state, { says: `change ${second}`, alarm: "", nowMs: second * 1000 });
    if (next.polite !== state.polite) said.push(second);
    state = next;
  }
  for (const from of said) assert.ok(said.filter((at) => at >= from && at < from + 60).length <= 4, `from ${from}`);
  assert.ok(state.saidAtMs.length <= 4);
});
