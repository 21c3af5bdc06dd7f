import assert from "node:assert/strict";
import test from "node:test";
import {
  isSourceStale,
  type Moment,
  serverMsAt,
  setClock,
  silentMs,
  sourceAgeMs,
  type WallClock,
} from "./wall-clock.ts";

/** Server time 1,000,000 was read when the steady clock said 500 and the clock of the day was three hours off. */
const at: Moment = { steadyMs: 500, dayMs: 1_000_000 + 3 * 3_600_000 };
const clock: WallClock = { at, serverMs: 1_000_000 };
const after = (steadyMs: number, dayMs: number): Moment => ({
  steadyMs: at.steadyMs + steadyMs,
  dayMs: at.dayMs + dayMs,
});

const times: [name: string, moment: Moment, passedMs: number][] = [
  ["at once", at, 0],
  ["both clocks run", after(4_000, 4_000), 4_000],
  ["asleep: the steady clock stood still", after(10, 3_600_000), 3_600_000],
  ["the clock of the day was set back", after(4_000, -7_200_000), 4_000],
  ["it was set forward: believed until the next beat", after(250, 7_200_250), 7_200_250],
  ["both went back: time does not", after(-5, -5), 0],
];

test("the server's time by the wall, however wrong the display's is", () => {
  for (const [name, moment, passedMs] of times) {
    assert.equal(serverMsAt(clock, moment), clock.serverMs + passedMs, name);
    assert.equal(silentMs(clock, clock.serverMs, moment), passedMs, `${name}: silent`);
  }
});

test("a beat that comes late moves no clock, and is as old as it is", () => {
  const moment = after(5_000, 5_000);
  const next = setClock(clock, { serverMs: 1_001_000, at: moment, isFirst: false });
  assert.equal(next.serverMs, 1_005_000 - 10);
  assert.equal(silentMs(next, 1_001_000, moment), 3_990);
});

test("the first beat of a connection sets the clock, also back", () => {
  assert.equal(setClock(clock, { serverMs: 900_000, at: after(1, 1), isFirst: true }).serverMs, 900_000);
});

test("a display whose clock runs one part in a thousand too fast is never more than 11 ms ahead", () => {
  let own: WallClock = { at: { steadyMs: 0, dayMs: 0 }, serverMs: 0 };
  for (let second = 1; second <= 86_400; second += 1) {
    const ms = second * 1_001;
    own = setClock(own, { serverMs: second * 1_000, at: { steadyMs: ms, dayMs: ms }, isFirst: false });
    assert.ok(own.serverMs - second * 1_000 <= 11, `second ${second}`);
  }
});

const sources: [name: string, ageAtBeatMs: number | null, sinceBeatMs: number, intervalMs: number, stale: boolean][] = [
  ["fresh", 900, 300, 1_000, false],
  ["at its limit", 4_700, 300, 1_000, false],
  ["beyond", 4_700, 301, 1_000, true],
  ["twice its interval", 19_000, 1_000, 10_000, false],
  ["more than twice its interval", 19_001, 1_000, 10_000, true],
  ["never heard of", null, 0, 1_000, true],
];

test("figures are marked beyond twice their interval, at least 5 s", () => {
  for (const [name, age, since, interval, stale] of sources)
    assert.equal(isSourceStale(sourceAgeMs(age, since), interval), stale, name);
});
