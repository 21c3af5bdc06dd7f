import assert from "node:assert/strict";
import test from "node:test";
import { type ChainedEvent, canonicalJson, chainText } from "./chain.ts";

const event: ChainedEvent = {
  id: "e",
  chain: "installation",
  pilotId: null,
  sequence: 1,
  at: "2026-11-23T10:00:00.000Z",
  actorKind: "person",
  actorId: "p",
  actorName: "Katrin",
  verb: "run.started",
  subjectKind: "run",
  subjectId: "r",
  before: null,
  after: { b: 1, a: [true, null] },
  reason: null,
  actsDigest: null,
  keyNumber: 1,
};

test("one value has one text", () => {
  const cases: [name: string, value: unknown, text: string][] = [
    ["keys are sorted, at every depth", { b: { d: 1, c: 2 }, a: 3 }, '{"a":3,"b":{"c":2,"d":1}}'],
    ["lists keep their order", [2, 1], "[2,1]"],
    ["members without a value are left out", { a: undefined, b: null }, '{"b":null}'],
    ["texts are quoted", { 'a"b': "ü\n" }, '{"a\\"b":"ü\\n"}'],
  ];
  for (const [name, value, text] of cases) assert.equal(canonicalJson(value), text, name);
});

test("no part of an event can change without its text", () => {
  const text = chainText(event);
  for (const key of Object.keys(event)) assert.notEqual(chainText({ ...event, [key]: "other" }), text, key);
});

test("the order in which members were written does not matter", () => {
  assert.equal(chainText({ ...event, after: { a: [true, null], b: 1 } }), chainText(event));
});
