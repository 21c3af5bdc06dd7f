import assert from "node:assert/strict";
import test from "node:test";
import type { Exchange } from "../../core/exchange.ts";
import type { LoggedRequest } from "../../input/replay-log.ts";
import { aServer } from "../mirror/testing/a-mirror.ts";
import { type ReplayOptions, runReplay } from "./run-replay.ts";

const nothing = { bytes: new Uint8Array(0), length: 0 };
const answer = { status: 200, headers: [], body: nothing, latencyMs: 1 };
const at = Date.parse("2026-11-25T10:00:00Z");

function logged(nth: number): LoggedRequest {
  return { at, method: "GET", target: `/lots/${nth}`, headers: [], body: nothing, answer };
}

type Given = Pick<ReplayOptions, "log" | "record"> & Partial<ReplayOptions>;

function replay(port: number, given: Given) {
  return runReplay({
    ...{ candidate: { url: `http://127.0.0.1:${port}`, headers: [] }, legacy: null, endpoints: [], writes: [] },
    ...{ pace: null, atOnce: 4, idOf: (nth: number) => `r-${nth}` },
    ...given,
  });
}

test("no more than asked are under way at once, and the log is read no further", async (t) => {
  const port = await aServer(t, (_, response) => response.end());
  let pulled = 0;
  async function* log() {
    for (; pulled < 40; pulled++) yield logged(pulled);
  }
  const held: (() => void)[] = [];
  let most = 0;
  const record = () =>
    new Promise<void>((resolve) => {
      held.push(resolve);
      if (held.length < 4) return;
      most = Math.max(most, pulled - recorded);
      recorded += 4;
      for (const release of held.splice(0)) release();
    });
  let recorded = 0;
  const figures = await replay(port, { log: log(), record });
  assert.deepEqual([figures.recorded, most], [40, 4]);
});

test("what cannot be recorded ends the replay with its reason", async (t) => {
  const port = await aServer(t, (_, response) => response.end());
  let pulled = 0;
  async function* log() {
    for (; pulled < 1_000; pulled++) yield logged(pulled);
  }
  const record = () => Promise.reject(new Error("the database is away"));
  await assert.rejects(replay(port, { log: log(), record }), /the database is away/);
  assert.ok(pulled < 1_000, `${pulled} were read`);
});

test("a system that is away is no error of the replay: each exchange says so", async () => {
  const recorded: Exchange[] = [];
  async function* log() {
    for (let nth = 0; nth < 3; nth++) yield logged(nth);
  }
  const record = async (exchange: Exchange) => void recorded.push(exchange);
  const figures = await replay(1, { log: log(), record });
  assert.deepEqual([figures.recorded, recorded.map(({ notCompared }) => notCompared)], [3, Array(3).fill("no-answer")]);
});

test("a stop finishes and records what is under way, sends nothing more, and says so", async (t) => {
  const heard: string[] = [];
  const stop = new AbortController();
  const port = await aServer(t, ({ url = "" }, response) => {
    heard.push(url);
    if (heard.length === 4) stop.abort();
    // Nobody is answered before the stop: all four are under way then.
    if (stop.signal.aborted) response.end();
    else stop.signal.addEventListener("abort", () => response.end());
  });
  async function* log() {
    for (let nth = 0; nth < 40; nth++) yield logged(nth);
  }
  const recorded: string[] = [];
  const record = async ({ id }: Exchange) => void recorded.push(id);
  const figures = await replay(port, { log: log(), record, signal: stop.signal });
  assert.deepEqual([figures.stopped, figures.requests, figures.recorded], [true, 4, 4]);
  assert.deepEqual(recorded.sort(), ["r-0", "r-1", "r-2", "r-3"]);
  assert.equal(heard.length, 4);
});

test("a stop wakes a replay that waits for the next request's time", async (t) => {
  const stop = new AbortController();
  const port = await aServer(t, (_, response) => response.end());
  async function* log() {
    yield logged(0);
    yield { ...logged(1), at: at + 86_400_000 };
  }
  const record = async () => stop.abort();
  const figures = await replay(port, { log: log(), record, pace: 1, signal: stop.signal });
  assert.deepEqual([figures.stopped, figures.requests, figures.recorded], [true, 1, 1]);
});
