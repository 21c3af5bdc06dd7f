import assert from "node:assert/strict";
import fs from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough } from "node:stream";
import test, { type TestContext } from "node:test";
import { brotliCompressSync, deflateRawSync, gzipSync } from "node:zlib";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import type { Exchange } from "../../core/exchange.ts";
import { deliverApart } from "./deliver-apart.ts";
import { exchangeFrame, settingsFrame } from "./exchange-frame.ts";
import { LearntIds } from "./learnt-ids.ts";
import { type Deliver, startRecorder } from "./recorder.ts";
import { Spool } from "./spool.ts";
import { anExchange } from "./testing/an-exchange.ts";

function aRecorder(t: TestContext, deliver: Deliver, folder = fs.mkdtempSync(path.join(tmpdir(), "gantry-recorder-"))) {
  t.after(() => fs.rmSync(folder, { recursive: true, force: true }));
  const input = new PassThrough();
  const spool = new Spool({ folder, segmentBytes: 4_000 });
  const recorder = startRecorder({
    input,
    spool,
    deliver,
    ids: new LearntIds(path.join(folder, "ids")),
    batch: 10,
    batchMs: 5,
    retryMs: 5,
    lastDeliveryMs: 50,
  });
  const send = (from: number, to: number) => {
    for (let nth = from; nth < to; nth++) input.write(exchangeFrame(anExchange(nth)));
  };
  return { input, recorder, spool, folder, send };
}

const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, nth) => anExchange(from + nth).id);

test("exchanges are handed on in batches, in order, and the last ones before it ends", async (t) => {
  const batches: string[][] = [];
  const { input, recorder, send } = aRecorder(t, async (exchanges) => void batches.push(exchanges.map(({ id }) => id)));
  send(0, 25);
  await waitFor("them", () => recorder.figures().delivered === 25);
  send(25, 28);
  input.end();
  await recorder.ended;
  assert.deepEqual(batches.flat(), ids(0, 28));
  assert.ok(batches.length < 10);
});

test("while nobody takes them they go to disk, and afterwards each is handed on once", async (t) => {
  let away = false;
  const taken: string[] = [];
  const { recorder, send } = aRecorder(t, async (exchanges) => {
    if (away) throw new Error("connection refused");
    taken.push(...exchanges.map(({ id }) => id));
  });
  send(0, 20);
  await waitFor("the first", () => taken.length === 20);
  away = true;
  send(20, 150);
  await waitFor("the disk to have them", () => recorder.figures().spooling && recorder.figures().spool.segments > 2);
  assert.equal(recorder.figures().lastFailure, "the database does not answer");
  send(150, 170);
  away = false;
  await waitFor("all of them", () => taken.length === 170);
  send(170, 180);
  await waitFor("the way to be direct again", () => taken.length === 180 && !recorder.figures().spooling);
  assert.equal(new Set(taken).size, 180);
  assert.deepEqual(taken.toSorted(), ids(0, 180).toSorted());
  assert.deepEqual([recorder.figures().spool.bytes, recorder.figures().spool.dropped], [0, 0]);
});

test("what would die with it is told from what is put away", async (t) => {
  let [take, refuse] = [() => {}, () => {}];
  const deliver: Deliver = () =>
    new Promise((resolve, reject) => {
      take = resolve;
      refuse = () => reject(new Error("away"));
    });
  const { recorder, send } = aRecorder(t, deliver);
  const putAway = () => recorder.figures().putAway;
  send(0, 12);
  await waitFor("all of them", () => recorder.figures().received === 12);
  assert.equal(putAway(), 0);
  take();
  await waitFor("the first ten", () => putAway() === 10);
  await waitFor("the rest to be under way", () => recorder.figures().delivered === 10 && putAway() === 10);
  refuse();
  await waitFor("them to be on disk", () => putAway() === 12);
  send(12, 15);
  await waitFor("those too", () => putAway() === 15);
});

test("ended while nobody takes them, or while a delivery hangs: the next one takes them up", async (t) => {
  const cases: [string, Deliver][] = [
    ["refused", () => Promise.reject(new Error("away"))],
    ["hangs", () => new Promise(() => {})],
  ];
  for (const [, deliver] of cases) {
    const folder = fs.mkdtempSync(path.join(tmpdir(), "gantry-recorder-"));
    const first = aRecorder(t, deliver, folder);
    first.send(0, 35);
    first.input.end();
    await first.recorder.ended;
    const taken: string[] = [];
    const second = aRecorder(t, async (exchanges) => void taken.push(...exchanges.map(({ id }) => id)), folder);
    await waitFor("all of them", () => taken.length >= 35);
    assert.deepEqual(taken.toSorted(), ids(0, 35).toSorted());
    second.input.end();
    await second.recorder.ended;
  }
});

test("a delivery that hangs does not fill the memory", async (t) => {
  const { recorder, send } = aRecorder(t, () => new Promise(() => {}));
  for (let from = 0; from < 9_000; from += 1_000) send(from, from + 1_000);
  await waitFor("the disk to have them", () => recorder.figures().spool.segments > 0);
});

test("one exchange that can never be recorded holds up no other", async (t) => {
  const [taken, refused]: [string[], string[]] = [[], []];
  const deliver: Deliver = async (exchanges) => {
    if (exchanges.some(({ id }) => id === "exchange-7")) throw new Error("bad data");
    taken.push(...exchanges.map(({ id }) => id));
  };
  const apart = deliverApart(deliver, {
    isRefusal: (error) => error instanceof Error && error.message === "bad data",
    onRefused: ({ id }) => void refused.push(id),
  });
  const { recorder, send } = aRecorder(t, apart);
  send(0, 20);
  await waitFor("them", () => recorder.figures().delivered === 20);
  assert.deepEqual(
    [taken.toSorted(), refused],
    [
      ids(0, 20)
        .filter((id) => id !== "exchange-7")
        .toSorted(),
      ["exchange-7"],
    ],
  );
});

/** Known secrets, on every way into an exchange. */
const secrets = {
  bearer: "Bearer 5ecret-bearer-0001",
  cookie: "sid=5ecret-cookie-0002",
  setCookie: "sid=5ecret-setcookie-0003; HttpOnly",
  query: "5ecret-query-0004",
  form: "5ecret-form-0005",
  json: "5ecret-json-0006",
  deep: "5ecret-deep-0007",
  packed: "5ecret-packed-0008",
};

function withSecrets(nth: number): Exchange {
  const json = JSON.stringify({
    password: secrets.json,
    users: [{ badge: secrets.deep, kg: 12345678901234567890n.toString() }],
  });
  const packed =
    [gzipSync, brotliCompressSync, deflateRawSync][nth % 3]?.(JSON.stringify({ password: secrets.packed })) ??
    Buffer.alloc(0);
  const coding = ["gzip", "br", "deflate"][nth % 3] ?? "";
  const answer = (bytes: Buffer, headers: [string, string][]) => ({
    status: 200,
    headers,
    body: { bytes, length: bytes.length },
    latencyMs: 1,
  });
  const form = Buffer.from(`user=a&password=${secrets.form}`);
  return anExchange(nth, {
    target: `/login?token=${secrets.query}&page=2`,
    requestHeaders: [
      ["authorization", secrets.bearer],
      ["cookie", secrets.cookie],
      ["content-type", "application/x-www-form-urlencoded"],
    ],
    requestBody: { bytes: form, length: form.length },
    legacy: answer(Buffer.from(json), [
      ["set-cookie", secrets.setCookie],
      ["content-type", "application/json"],
    ]),
    candidate: answer(packed, [
      ["content-encoding", coding],
      ["content-type", "application/json"],
    ]),
    twin: answer(Buffer.from(json), []),
  });
}

test("known secrets sent every way: neither on the disk nor handed on, and what is no secret stays", async (t) => {
  let away = true;
  const taken: Exchange[] = [];
  const { input, recorder, folder } = aRecorder(t, async (exchanges) => {
    if (away) throw new Error("away");
    taken.push(...exchanges);
  });
  input.write(settingsFrame({ redaction: ["$.users[*].badge"], endpoints: [] }));
  for (let nth = 0; nth < 30; nth++) input.write(exchangeFrame(withSecrets(nth)));
  await waitFor(
    "the disk to have them",
    () => recorder.figures().received === 30 && recorder.figures().spool.segments > 1,
  );
  const onDisk = fs.readdirSync(folder).map((name) => fs.readFileSync(path.join(folder, name)).toString("latin1"));
  assert.ok(onDisk.join("").includes("page=2"));
  away = false;
  await waitFor("all of them", () => taken.length === 30);
  const texts = taken.map((one) =>
    JSON.stringify(one, (name, value) => (name === "bytes" && value ? Buffer.from(value).toString("latin1") : value)),
  );
  for (const text of [...onDisk, ...texts]) assert.doesNotMatch(text, /5ecret/);
  assert.match(texts[0] ?? "", /12345678901234567890/);
});
