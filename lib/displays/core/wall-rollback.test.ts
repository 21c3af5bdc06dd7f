import assert from "node:assert/strict";
import test from "node:test";
import { type BackPhase, backPhases, type RolloutAct } from "../../rollout/core/acts.ts";
import { backLimitMs } from "../../rollout/core/back-clock.ts";
import type { RolloutSeen } from "./rollout-seen.ts";
import { aRollout, asked, begun, called, minute, moved, part } from "./testing/a-rollout-seen.ts";
import { type RehearsedBack, type RollbackSeen, wallRollback } from "./wall-rollback.ts";

const hour = 60 * minute;
const seen = (change: Partial<RollbackSeen> = {}): RollbackSeen => ({
  ...{ isPlanned: true, rollout: null, reading: { newPercent: null, readAt: null }, rehearsed: null, people: [] },
  ...change,
});

/** Ten percent are over; noticed at 2 min, the first tap at 4 min, called at the fifth act's 5 min, nothing is over since. */
const over: RolloutAct[] = [begun, asked(10), moved(10), begun, called(2 * minute, 4 * minute), moved(0)];
const two = [part("detect", 2 * minute, 4 * minute), part("decide", 4 * minute, 5 * minute)];
const lasts = (phase: BackPhase, from: number, to: number, isGood = true) =>
  part(phase, from * minute, to * minute, isGood);
const gone = [...two, lasts("switch", 5, 6), lasts("verify", 6, 7), lasts("drain", 7, 9), lasts("reconcile", 9, 10)];
const told = [...gone, lasts("announce", 10, 12)];

test("none, armed, running, back", () => {
  const ended = (change: Partial<RolloutSeen>) =>
    aRollout([...over, ...told], { endedAt: 12 * minute, endedHow: "back", ...change });
  const now = 13 * minute;
  const cases: [name: string, seen: Partial<RollbackSeen>, now: number, is: string, number: number | null][] = [
    ["no plan, or no such switch", { isPlanned: false }, now, "none", null],
    ["planned", {}, now, "armed", null],
    ["a rollout is open", { rollout: aRollout([begun, asked(10), moved(10)]) }, now, "armed", 4],
    ["called", { rollout: aRollout([...over, ...two]) }, now, "running", 4],
    ["called without a plan any more", { isPlanned: false, rollout: aRollout(over) }, now, "running", 4],
    ["seen to be back", { rollout: aRollout([...over, ...gone]) }, now, "back", 4],
    ["read back otherwise", { rollout: aRollout([...over, ...two, lasts("verify", 5, 6, false)]) }, now, "running", 4],
    ["over, since an hour", { rollout: ended({}) }, 12 * minute + hour, "back", 4],
    ["over, since more than a day", { rollout: ended({}) }, 12 * minute + 25 * hour, "armed", null],
    ["a drill that is over", { rollout: ended({ drill: true }) }, now, "armed", null],
    ["given up", { rollout: aRollout([begun], { endedAt: now, endedHow: "abandoned" }) }, now, "armed", null],
  ];
  for (const [name, change, at, is, number] of cases) {
    const shown = wallRollback(seen(change), at);
    assert.deepEqual([shown.is, shown.number], [is, number], name);
  }
});

test("in each part of the way back: those before it have times, it has begun, those after it have not", () => {
  const parts = [...gone, lasts("announce", 10, 12)];
  const starts = [2, 4, 5, 6, 7, 9, 10];
  for (let done = 2; done < parts.length; done++) {
    const rollout = aRollout([...over, ...parts.slice(0, done)]);
    const { phases, stoppedAt } = wallRollback(seen({ rollout }), 20 * minute);
    assert.deepEqual(
      phases.map(({ phase }) => phase),
      backPhases,
    );
    const name = `${done} parts are done`;
    const expected = starts.map((at, place) => (place <= done ? at * minute : null));
    assert.deepEqual(
      phases.map((one) => one.startedAt),
      expected,
      name,
    );
    assert.deepEqual(
      phases.map((one) => one.isGood),
      starts.map((_, place) => (place < done ? true : null)),
      name,
    );
    assert.deepEqual(phases.filter((one) => one.endedAt !== null).length, done, name);
    assert.equal(stoppedAt, done >= 4 ? 7 * minute : null, name);
  }
});

test("a part that failed stays to be read, and the clock goes on", () => {
  const rollout = aRollout([...over, ...two, lasts("switch", 5, 6, false)]);
  const { is, phases, stoppedAt, noticedAt, by, reason } = wallRollback(seen({ rollout }), 9 * minute);
  assert.deepEqual([is, noticedAt, stoppedAt, by, reason], ["running", 2 * minute, null, "Ada", "errors"]);
  const [, , change, verify] = phases;
  assert.deepEqual([change?.isGood, change?.says, change?.endedAt], [false, "switch says", 6 * minute]);
  assert.equal(verify?.startedAt, null);
  const elsewhere = aRollout([...over, ...two, lasts("switch", 5, 6), lasts("verify", 6, 7, false)]);
  const again = wallRollback(seen({ rollout: elsewhere }), 9 * minute);
  assert.deepEqual([again.is, again.stoppedAt, again.phases[3]?.isGood], ["running", null, false]);
});

test("back after 16 minutes is told as it was", () => {
  const late = [...two, lasts("switch", 5, 17), lasts("verify", 17, 18)];
  const { is, noticedAt, stoppedAt } = wallRollback(seen({ rollout: aRollout([...over, ...late]) }), 30 * minute);
  assert.equal(is, "back");
  assert.equal((stoppedAt ?? 0) - (noticedAt ?? 0), backLimitMs + minute);
});

test("the rehearsal, and how long each part took in it", () => {
  const back = aRollout([...over, ...told]).state.back;
  assert.ok(back);
  const rehearsed: RehearsedBack = { number: 2, at: 12 * minute, drill: true, back };
  const shown = wallRollback(seen({ rehearsed }), 20 * minute);
  assert.deepEqual(shown.rehearsal, { at: 12 * minute, tookMs: 5 * minute, drill: true });
  assert.deepEqual(
    shown.phases.map(({ rehearsedMs }) => (rehearsedMs ?? 0) / minute),
    [2, 1, 1, 1, 2, 1, 2],
  );
  const rollout = aRollout([...over, ...told], { endedAt: 12 * minute, endedHow: "back" });
  const itself = wallRollback(seen({ rollout, rehearsed: { ...rehearsed, number: 4 } }), 20 * minute);
  assert.equal(itself.rehearsal, null, "a rollback is no rehearsal of itself");
  assert.ok(itself.phases.every(({ rehearsedMs }) => rehearsedMs === null));
  assert.equal(wallRollback(seen(), 0).rehearsal, null);
});

test("what the switch was read to do counts for 10 s", () => {
  for (const [newPercent, readAt, now, shown] of [
    [50, 1_000, 11_000, 50],
    [50, 1_000, 11_001, null],
    [0, 1_000, 1_000, 0],
    [null, 1_000, 1_000, null],
    [50, null, 1_000, null],
  ] as const)
    assert.equal(wallRollback(seen({ reading: { newPercent, readAt } }), now).newPercent, shown);
});
