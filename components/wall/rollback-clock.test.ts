import assert from "node:assert/strict";
import test from "node:test";
import type { WallRollback } from "#lib/displays/core/wall-view.ts";
import {
  clockFace,
  minutesText,
  partState,
  partTimes,
  type RollbackPart,
  rollbackBar,
  spanText,
} from "./rollback-clock.ts";

const second = 1_000;
const minute = 60 * second;
const noticedAt = 1_000_000_000;

const faces: [name: string, tookMs: number, text: string, look: string, isOver: boolean][] = [
  ["just noticed", 0, "15:00", "plain", false],
  ["a moment later it still shows the second that is begun", 1, "15:00", "plain", false],
  ["a second later", second, "14:59", "plain", false],
  ["noticed a moment ahead of this clock", -300, "15:00", "plain", false],
  ["just above three minutes", 12 * minute - 1, "03:01", "plain", false],
  ["at three minutes", 12 * minute, "03:00", "hold", false],
  ["the last second", 15 * minute - 1, "00:01", "hold", false],
  ["time is up", 15 * minute, "00:00", "no-go", true],
  ["within the second after it", 15 * minute + 999, "00:00", "no-go", true],
  ["it goes on counting over", 15 * minute + 72 * second, "−01:12", "no-go", true],
  ["for as long as it takes", 130 * minute, "−115:00", "no-go", true],
];

test("the clock counts down from 15:00, turns at 03:00 and at 00:00, and goes on over it", () => {
  for (const [name, took, text, look, isOver] of faces)
    assert.deepEqual(
      clockFace({ is: "running", noticedAt, stoppedAt: null }, noticedAt + took),
      { text, look, isOver },
      name,
    );
});

const stopped: [name: string, tookMs: number, text: string, look: string][] = [
  ["in time", 725 * second, "12:05", "go"],
  ["in the last moment", 15 * minute, "15:00", "go"],
  ["too late", 15 * minute + 72 * second, "16:12", "no-go"],
];

test("a finished way back says how long it took, whatever the time is now", () => {
  for (const [name, took, text, look] of stopped) {
    const face = clockFace({ is: "back", noticedAt, stoppedAt: noticedAt + took }, noticedAt + 1e9);
    assert.deepEqual(face, { text, look, isOver: look === "no-go" }, name);
  }
});

test("armed it stands at 15:00", () => {
  const face = clockFace({ is: "armed", noticedAt: null, stoppedAt: null }, noticedAt);
  assert.deepEqual(face, { text: "15:00", look: "plain", isOver: false });
});

const part = (startedAt: number | null, endedAt: number | null, isGood: boolean | null): RollbackPart => ({
  ...{ phase: "switch", startedAt, endedAt, isGood, says: "", rehearsedMs: null },
});

const parts: [name: string, part: RollbackPart, state: string][] = [
  ["not begun", part(null, null, null), "not-yet"],
  ["under way", part(1, null, null), "running"],
  ["done", part(1, 2, true), "done"],
  ["went wrong", part(1, 2, false), "wrong"],
];

test("a part is not yet, running, done or wrong", () => {
  for (const [name, one, state] of parts) assert.equal(partState(one), state, name);
});

test("a part's times count from when it was noticed", () => {
  const now = noticedAt + 5 * minute;
  const times = (one: RollbackPart) => partTimes(one, { noticedAt, now });
  assert.deepEqual(times(part(null, null, null)), { began: null, took: null });
  assert.deepEqual(times(part(noticedAt + 130 * second, noticedAt + 151 * second, true)), {
    ...{ began: "02:10", took: "0:21" },
  });
  assert.deepEqual(times(part(noticedAt + 223 * second, null, null)), { began: "03:43", took: "1:17" });
});

test("times are written with their zeros", () => {
  assert.equal(minutesText(521_999), "08:41");
  assert.equal(minutesText(-5), "00:00");
  assert.equal(spanText(52_400), "0:52");
  assert.equal(spanText(725_000), "12:05");
});

const view = (phases: RollbackPart[], stoppedAt: number | null = null): WallRollback => ({
  ...{ is: "running", number: 5, drill: false, noticedAt, stoppedAt, by: "", reason: "" },
  ...{ phases, rehearsal: null, newPercent: 0, people: [] },
});

test("the bar is to scale, and grows by five minutes when the time is over", () => {
  const phases = [
    part(noticedAt, noticedAt + 3 * minute, true),
    part(noticedAt + 3 * minute, noticedAt + 4.5 * minute, false),
    part(noticedAt + 6 * minute, null, null),
    part(null, null, null),
  ];
  assert.deepEqual(rollbackBar(view(phases), noticedAt + 9 * minute), {
    ...{ done: "M0 20H200V80H0z", wrong: "M200 20H300V80H200z", running: "M400 20H600V80H400z" },
    ...{ now: "M600 0V100", hold: 800, limit: 1_000 },
  });
  const over = rollbackBar(view(phases), noticedAt + 16 * minute);
  assert.deepEqual([over.hold, over.limit, over.now], [600, 750, "M800 0V100"]);
  assert.equal(over.done, "M0 20H150V80H0z");
  const armed = rollbackBar({ ...view([part(null, null, null)]), noticedAt: null }, noticedAt);
  assert.deepEqual([armed.done, armed.now, armed.limit], ["", "", 1_000]);
});

test("the bar of a finished way back stands still", () => {
  const phases = [part(noticedAt, noticedAt + 3 * minute, true)];
  const at = (now: number) => rollbackBar(view(phases, noticedAt + 3 * minute), now);
  assert.deepEqual(at(noticedAt + 3 * minute), at(noticedAt + 300 * minute));
});
