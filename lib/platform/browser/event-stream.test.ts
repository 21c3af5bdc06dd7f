import assert from "node:assert/strict";
import test from "node:test";
import { eventStreamReader, type StreamMessage } from "./event-stream.ts";

const beat: StreamMessage = { id: null, event: "beat", data: '{"now":1}' };
const cases: [name: string, text: string, messages: StreamMessage[]][] = [
  ["one message", 'event: beat\ndata: {"now":1}\n\n', [beat]],
  ["with an id", 'id: 7\nevent: beat\ndata: {"now":1}\n\n', [{ ...beat, id: "7" }]],
  ["with a time to come back", 'retry: 2000\nid: 7\nevent: beat\ndata: {"now":1}\n\n', [{ ...beat, id: "7" }]],
  ["two at once", 'event: beat\ndata: {"now":1}\n\nevent: beat\ndata: {"now":1}\n\n', [beat, beat]],
  ["not yet complete", 'event: beat\ndata: {"now":1}\n', []],
  ["a comment is no message", ": still here\n\n", []],
  ["an id alone is no message", "id: 7\n\n", []],
  ["without a name", "data: x\n\n", [{ id: null, event: "message", data: "x" }]],
  ["a colon in the data, no space", "event:beat\ndata:a: b\n\n", [{ id: null, event: "beat", data: "a: b" }]],
  ["data of several lines", "event: beat\ndata: a\ndata: b\n\n", [{ id: null, event: "beat", data: "a\nb" }]],
  ["an empty datum", "event: beat\ndata:\n\n", [{ id: null, event: "beat", data: "" }]],
];

test("messages of an event stream", () => {
  for (const [name, text, messages] of cases) assert.deepEqual(eventStreamReader()(text), messages, name);
});

test("wherever the stream is cut, the messages are the same", () => {
  const text = cases.map(([, one]) => one.replace(/\n*$/, "\n\n")).join("");
  const whole = eventStreamReader()(text);
  for (let cut = 0; cut <= text.length; cut++) {
    const read = eventStreamReader();
    assert.deepEqual([...read(text.slice(0, cut)), ...read(text.slice(cut))], whole, `cut at ${cut}`);
  }
});

test("a message without an end is not kept for ever", () => {
  const read = eventStreamReader();
  assert.throws(() => {
    for (let n = 0; n < 10; n++) read("x".repeat(1024 * 1024));
  }, /without an end/);
});
