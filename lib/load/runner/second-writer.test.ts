import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { secondWriter } from "./second-writer.ts";

/** A database that can be away, hang, or refuse. */
function aStore() {
  const stored: number[] = [];
  const state = { away: false, hangs: false, tries: 0 };
  const write = (second: number) => async () => {
    state.tries++;
    if (state.hangs) await new Promise(() => {});
    if (state.away) throw new Error("connect ECONNREFUSED");
    stored.push(second);
  };
  return { stored, state, write };
}

function aWriter(patienceMs = 60_000) {
  const told: string[] = [];
  const writer = secondWriter({ onTooLong: ({ was }) => told.push(was), patienceMs, retryMs: 5 });
  return { writer, told };
}

const quiet = (t: TestContext) => t.mock.method(console, "error", () => {});

test("everything is written, in order, one at a time", async () => {
  const { writer, told } = aWriter();
  const written: number[] = [];
  let going = 0;
  for (let second = 0; second < 20; second++)
    writer.add(`second ${second}`, async () => {
      assert.equal(++going, 1);
      await new Promise((resolve) => setTimeout(resolve, second % 3));
      written.push(second);
      going--;
    });
  await writer.flushed();
  assert.deepEqual(
    written,
    Array.from({ length: 20 }, (_, second) => second),
  );
  assert.deepEqual(told, []);
});

test("a database that is away for a moment loses nothing and is no reason to stop", async (t) => {
  const logged = quiet(t);
  const { writer, told } = aWriter();
  const store = aStore();
  store.state.away = true;
  for (const second of [0, 1, 2]) writer.add(`second ${second}`, store.write(second));
  await waitFor("some tries", () => store.state.tries > 3);
  assert.deepEqual(store.stored, []);
  writer.add("second 3", store.write(3));
  store.state.away = false;
  await writer.flushed();
  assert.deepEqual([store.stored, told], [[0, 1, 2, 3], []]);
  assert.deepEqual(
    logged.mock.calls.map(({ arguments: [line] }) => line),
    [
      "second 0 cannot be stored just now: the database does not answer. It is kept in memory and tried again.",
      "second 0 is stored, after 0 s; what waited follows.",
    ],
  );
});

test("past its patience it says so once, and still keeps everything", async (t) => {
  quiet(t);
  const { writer, told } = aWriter(30);
  const store = aStore();
  store.state.away = true;
  for (const second of [0, 1]) writer.add(`second ${second}`, store.write(second));
  await waitFor("the word", () => told.length > 0);
  const { tries } = store.state;
  await waitFor("more tries", () => store.state.tries > tries + 15);
  store.state.away = false;
  await writer.flushed();
  assert.deepEqual([store.stored, told], [[0, 1], ["The database was away"]]);
});

test("a database that does not answer at all is away too", async (t) => {
  quiet(t);
  const { writer, told } = aWriter(30);
  const store = aStore();
  store.state.hangs = true;
  writer.add("second 0", store.write(0));
  await waitFor("the word", () => told.length === 1);
  assert.deepEqual(told, ["The database was away"]);
  writer.giveUp();
  await writer.flushed();
  assert.deepEqual(store.stored, []);
});

test("a database that is always a little too slow is away too: what waits does not grow for ever", async (t) => {
  quiet(t);
  const { writer, told } = aWriter(60);
  let written = 0;
  const slow = async () => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    written++;
  };
  for (let second = 0; second < 30; second++) writer.add(`second ${second}`, slow);
  await writer.flushed();
  assert.deepEqual([written, told], [30, ["The database was too slow"]]);
});

test("what the database refuses is left out, and holds up nothing after it", async (t) => {
  const logged = quiet(t);
  const { writer, told } = aWriter();
  const store = aStore();
  const refusal = Object.assign(new Error("integer out of range"), { code: "22003" });
  const wrapped = new Error("Failed query: insert … params: …", { cause: refusal });
  writer.add("second 0", () => Promise.reject(wrapped));
  writer.add("second 1", store.write(1));
  await writer.flushed();
  assert.deepEqual([store.stored, told], [[1], []]);
  assert.deepEqual(
    logged.mock.calls.map(({ arguments: [line] }) => line),
    ["second 0 was refused by the database and is left out: integer out of range"],
  );
});

test("giving up ends the wait, and nothing is tried or taken after it", async (t) => {
  quiet(t);
  const { writer } = aWriter();
  const store = aStore();
  store.state.away = true;
  writer.add("second 0", store.write(0));
  await waitFor("a try", () => store.state.tries > 0);
  const flushed = writer.flushed();
  writer.giveUp();
  await flushed;
  store.state.away = false;
  writer.add("second 1", store.write(1));
  await writer.flushed();
  assert.deepEqual(store.stored, []);
});

test("nothing to write is written at once", async () => {
  await aWriter().writer.flushed();
});
