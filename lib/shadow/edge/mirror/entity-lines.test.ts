import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { EntityLines, type Ticket } from "./entity-lines.ts";

type Step = [does: `${"r" | "w"}${number}` | `-${number}`, ready: number[]];

const cases: [what: string, steps: Step[]][] = [
  [
    "reads share",
    [
      ["r1", [1]],
      ["r2", [2]],
      ["r3", [3]],
    ],
  ],
  [
    "a write has it alone",
    [
      ["w1", [1]],
      ["w2", []],
      ["-1", [2]],
    ],
  ],
  [
    "reads wait for a write before them, then go together",
    [
      ["w1", [1]],
      ["r2", []],
      ["r3", []],
      ["-1", [2, 3]],
    ],
  ],
  [
    "a write waits for all reads before it",
    [
      ["r1", [1]],
      ["r2", [2]],
      ["w3", []],
      ["-1", []],
      ["-2", [3]],
    ],
  ],
  [
    "a read does not overtake a write that waits",
    [
      ["r1", [1]],
      ["w2", []],
      ["r3", []],
      ["-1", [2]],
      ["-2", [3]],
    ],
  ],
  [
    "one that gives up while it waits lets those behind it go",
    [
      ["r1", [1]],
      ["w2", []],
      ["r3", []],
      ["-2", [3]],
    ],
  ],
];
for (const [what, steps] of cases)
  test(what, () => {
    const lines = new EntityLines();
    const tickets: (Ticket | null)[] = [];
    for (const [does, expected] of steps) {
      const ready: number[] = [];
      const nth = Number(does.slice(1));
      const left = tickets[nth];
      told = (number) => void ready.push(number);
      if (does.startsWith("-") && left) lines.leave(left);
      else tickets[nth] = lines.enter([{ key: "lot 17", exclusive: does.startsWith("w") }], () => told(nth));
      assert.deepEqual(ready, expected, does);
    }
  });
let told: (nth: number) => void = () => {};

test("64 may wait for one entity; the next is refused, elsewhere it is not", () => {
  const lines = new EntityLines();
  const enter = (key: string) => lines.enter([{ key, exclusive: true }], () => {});
  for (let nth = 0; nth < 65; nth++) assert.ok(enter("a"));
  assert.equal(enter("a"), null);
  assert.ok(enter("b"));
});

test("any number of readers at once are no line", () => {
  const lines = new EntityLines();
  for (let nth = 0; nth < 1_000; nth++) assert.ok(lines.enter([{ key: "a", exclusive: false }], () => {}));
});

test("whatever comes and goes: a write is alone, all get their turn in the end, and nothing is left", () => {
  const use = fc.record({ key: fc.constantFrom("a", "b", "c"), exclusive: fc.boolean() });
  const uses = fc.array(use, { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(fc.array(uses, { maxLength: 30 }), fc.infiniteStream(fc.nat()), (all, draws) => {
      const lines = new EntityLines();
      const running = new Set<Ticket>();
      const tickets = all.map((one) => {
        let [ticket, early]: [Ticket | null, boolean] = [null, false];
        ticket = lines.enter(one, () => {
          if (ticket === null) early = true;
          else running.add(ticket);
        });
        if (early && ticket !== null) running.add(ticket);
        return ticket;
      });
      assert.ok(tickets.every((ticket) => ticket !== null));
      let left = tickets.length;
      while (running.size > 0) {
        assert.ok(alone([...running]));
        const [draw = 0] = draws.take(1);
        const next = [...running][draw % running.size];
        assert.ok(next);
        running.delete(next);
        lines.leave(next);
        left--;
      }
      assert.deepEqual([left, lines.size], [0, 0]);
    }),
  );
});

function alone(running: readonly Ticket[]): boolean {
  const held = running.flatMap(({ uses }) => uses);
  return held.every(({ key, exclusive }) => !exclusive || held.filter((one) => one.key === key).length === 1);
}
