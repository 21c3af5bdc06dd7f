import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { seededRandom } from "./random.ts";
import {
  chosenEntry,
  type Entry,
  keepEntry,
  type Memory,
  type Slot,
  TemplateFault,
  type UserState,
} from "./user-state.ts";

const aMemory = (): Memory => ({ entries: [], oldest: 0, chosen: null });
const slot: Slot = { index: 0, name: "lots", size: 3, fields: null, row: null };
const aUser = (memory: Memory, random = seededRandom(1)): UserState => ({
  number: 0,
  kind: 0,
  random,
  memory: [memory],
  flow: [],
});

test("the newest entries stay, however many come", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), fc.array(fc.nat(), { maxLength: 60 }), (size, values) => {
      const memory = aMemory();
      for (const value of values) keepEntry(memory, size, [value]);
      const kept = memory.entries.flat() as number[];
      const sorted = (list: number[]) => [...list].sort((a, b) => a - b);
      assert.deepEqual(sorted(kept), sorted(values.slice(-size)));
    }),
  );
});

test("one entry a request: the same for every template in it, whatever is remembered meanwhile", () => {
  const memory = aMemory();
  for (const id of [1, 2, 3]) keepEntry(memory, 3, [id]);
  const user = aUser(memory);
  const chosen = chosenEntry(user, slot);
  for (const id of [4, 5, 6]) keepEntry(memory, 3, [id]);
  assert.equal(chosenEntry(user, slot), chosen);
  memory.chosen = null;
  assert.notEqual(chosenEntry(user, slot), chosen);
});

test("every entry is drawn about as often", () => {
  const memory = aMemory();
  const entries: Entry[] = [["a"], ["b"], ["c"]];
  for (const entry of entries) keepEntry(memory, 3, entry);
  const user = aUser(memory);
  const drawn = Array.from({ length: 3_000 }, () => {
    memory.chosen = null;
    return chosenEntry(user, slot);
  });
  for (const entry of entries)
    assert.ok(Math.abs(drawn.filter((one) => one === entry).length - 1_000) < 130, `${entry}`);
});

test("the highest chance there is still draws an entry", () => {
  const memory = aMemory();
  keepEntry(memory, 3, ["only"]);
  assert.deepEqual(
    chosenEntry(
      aUser(memory, () => 1 - 2 ** -32),
      slot,
    ),
    ["only"],
  );
});

test("with nothing remembered there is nothing to choose", () => {
  const expected = { name: "TemplateFault", message: "Nothing is remembered as lots yet." };
  assert.throws(() => chosenEntry(aUser(aMemory()), slot), expected);
  assert.throws(
    () => chosenEntry({ number: 0, kind: 0, random: Math.random, memory: [], flow: [] }, slot),
    TemplateFault,
  );
});
