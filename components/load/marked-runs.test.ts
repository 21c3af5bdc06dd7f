import assert from "node:assert/strict";
import test from "node:test";
import { comparePath, type Marked, withBaseline, withMark } from "./marked-runs.ts";

const plain = (...numbers: number[]): Marked => numbers.map((number) => ({ number, isBaseline: false }));
const ended = { kind: "load", state: "ended", isBaseline: false } as const;

const marks: [
  name: string,
  before: Marked,
  run: Parameters<typeof withMark>[1],
  after: number[],
  says: RegExp | null,
][] = [
  ["the first", [], { ...ended, number: 12 }, [12], null],
  ["a second", plain(12), { ...ended, number: 9 }, [12, 9], null],
  ["again takes it away", plain(12, 9), { ...ended, number: 12 }, [9], null],
  ["a sixth", plain(1, 2, 3, 4, 5), { ...ended, number: 6 }, [1, 2, 3, 4, 5], /^At most 5/],
  ["one that goes on", [], { ...ended, number: 6, state: "running" }, [], /^Run 6 cannot/],
  ["a smoke run", [], { ...ended, number: 6, kind: "smoke" }, [], /^Run 6 cannot/],
];
for (const [name, before, run, after, says] of marks)
  test(name, () => {
    const found = withMark(before, run);
    assert.deepEqual(
      found.marked.map(({ number }) => number),
      after,
    );
    if (says === null) assert.equal(found.says, null);
    else assert.match(found.says ?? "", says);
  });

test("the oldest is the base, unless a baseline is among them", () => {
  assert.equal(comparePath("p", plain(14, 9, 12)), "/p/runs/compare?runs=9,12,14");
  assert.equal(comparePath("p", [...plain(14, 9), { number: 12, isBaseline: true }]), "/p/runs/compare?runs=12,9,14");
});

test("a new baseline takes the place of one; those of other scenarios and loads stay", () => {
  const marked = [...plain(14, 9), ...[3, 5].map((number) => ({ number, isBaseline: true }))];
  const baselines = (replaces: number | null) =>
    withBaseline(marked, { number: 14, replaces }).flatMap(({ number, isBaseline }) => (isBaseline ? [number] : []));
  assert.deepEqual(baselines(5), [14, 3]);
  assert.deepEqual(baselines(null), [14, 3, 5]);
  assert.deepEqual(baselines(99), [14, 3, 5]);
});
