import assert from "node:assert/strict";
import test from "node:test";
import { HeldChunks } from "./held-chunks.ts";

function held(mostBytes: number) {
  const freed: string[] = [];
  const chunks = new HeldChunks(mostBytes, (slab) => void freed.push(slab.toString()));
  const add = (text: string, exchanges: number) =>
    chunks.add({ bytes: Buffer.from(text), exchanges, slab: Buffer.from(text) });
  const restart = () => {
    const { chunks: again, from, lost } = chunks.restart();
    return [again.map(({ bytes }) => bytes.toString()), from, lost];
  };
  return { chunks, add, restart, freed };
}

test("what is put away is let go and its memory used again; a chunk of which a part is missing stays whole", () => {
  const { chunks, add, restart, freed } = held(100);
  for (const text of ["one", "two", "three"]) add(text, 10);
  chunks.putAway(10);
  chunks.putAway(25);
  assert.deepEqual(freed, ["one", "two"]);
  assert.deepEqual(restart(), [["three"], 20, 0]);
  chunks.putAway(30);
  assert.ok(chunks.isEmpty);
});

test("beyond its bound the oldest goes: lost only when the recorder dies before it has put it away", () => {
  const { chunks, add, restart, freed } = held(8);
  for (const text of ["aaaa", "bbbb", "cccc", "dddd"]) add(text, 5);
  chunks.putAway(7);
  assert.deepEqual(restart(), [["cccc", "dddd"], 10, 3]);
  assert.deepEqual(restart(), [["cccc", "dddd"], 10, 0]);
  assert.deepEqual(freed, [], "it may still be under way");
});

test("what four recorders died of is not given to a fifth", () => {
  const { chunks, add, restart } = held(100);
  restart();
  add("poison", 2);
  for (let nth = 0; nth < 2; nth++) assert.deepEqual(restart(), [["poison"], 0, 0]);
  assert.deepEqual(restart(), [[], 2, 2]);
  add("more", 1);
  chunks.putAway(3);
  assert.deepEqual(restart(), [[], 3, 0]);
});

test("figures that are none change nothing", () => {
  const { chunks, add, restart } = held(100);
  add("one", 1);
  chunks.putAway(Number.NaN);
  assert.deepEqual(restart(), [["one"], 0, 0]);
});
