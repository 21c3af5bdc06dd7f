import assert from "node:assert/strict";
import test from "node:test";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import type { Answer, ClientOptions } from "./http-exchange.ts";
import { aConnection } from "./testing/a-connection.ts";
import { answerOf, deadPort, rawPeer } from "./testing/raw-peer.ts";

const answers: [string, string, { method?: string; ends?: boolean }, Partial<Answer>][] = [
  ["a length", answerOf(200, "hello"), {}, { status: 200, body: "hello" }],
  [
    "chunks",
    "HTTP/1.1 201 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
    {},
    { status: 201, body: "hello" },
  ],
  ["interim answers", `HTTP/1.1 100 Continue\r\n\r\n${answerOf(200, "ä")}`, {}, { status: 200, body: "ä" }],
  ["204", "HTTP/1.1 204 No\r\n\r\n", {}, { status: 204, body: "" }],
  ["304", "HTTP/1.1 304 Same\r\ncontent-length: 9\r\n\r\n", {}, { status: 304, body: "" }],
  ["a length to HEAD", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n", { method: "HEAD" }, { status: 200, body: "" }],
  ["an end by the close", "HTTP/1.1 200 OK\r\n\r\nhello", { ends: true }, { status: 200, body: "hello" }],
  ["a redirect, not followed", answerOf(301, "", { location: "/elsewhere" }), {}, { status: 301, body: "" }],
];
for (const [what, answer, { method = "GET", ends = false }, expected] of answers)
  test(`an answer with ${what}, in one piece`, async (t) => {
    const peer = await rawPeer(t, ({ socket }) => (ends ? socket.end(answer) : socket.write(answer)));
    const got = await aConnection(t, peer).ask({ method });
    assert.deepEqual({ ...got, ...expected, error: null, detail: "" }, got);
    assert.equal(got.bytesIn, Buffer.byteLength(answer));
    assert.equal(got.bytesOut, peer.requests[0]?.length);
    assert.ok(got.sentAtMs <= got.endedAtMs);
    assert.equal(peer.requests.length, 1);
  });

test("an answer byte by byte is the same answer", async (t) => {
  const bytes = Buffer.from(answerOf(200, '{"id":1}'));
  const peer = await rawPeer(t, async ({ socket }) => {
    for (const byte of bytes) {
      socket.write(Uint8Array.of(byte));
      await new Promise(setImmediate);
    }
  });
  const got = await aConnection(t, peer).ask();
  assert.equal(got.error, null);
  assert.equal(got.body, '{"id":1}');
  assert.equal(got.bytesIn, bytes.length);
});

test("a body is not kept when nobody reads it, however large", async (t) => {
  const body = "x".repeat(3 * 1024 * 1024);
  const peer = await rawPeer(t, ({ socket }) => socket.write(answerOf(200, body)));
  const got = await aConnection(t, peer).ask({ readsBody: false });
  assert.deepEqual([got.error, got.body, got.bytesIn > body.length], [null, null, true]);
});

test("a body over 1 MiB that has to be read is too large, one of 1 MiB is not", async (t) => {
  const size = 1024 * 1024;
  const peer = await rawPeer(t, ({ socket, connection }) =>
    socket.write(answerOf(200, "x".repeat(connection === 0 ? size + 1 : size))),
  );
  const { ask } = aConnection(t, peer);
  const large = await ask();
  assert.equal(large.error, "answer too large");
  assert.match(large.detail, /larger than 1 MiB/);
  const right = await ask();
  assert.equal(right.error, null);
  assert.equal(right.body?.length, size);
});

test("the first bytes of a refused answer are kept as they came, in however many parts", async (t) => {
  const answer = answerOf(503, "busy ".repeat(10_000));
  const peer = await rawPeer(t, async ({ socket }) => {
    for (const [from, to] of [
      [0, 10],
      [10, 60],
      [60, answer.length],
    ]) {
      socket.write(answer.slice(from, to));
      for (let turn = 0; turn < 3; turn++) await new Promise(setImmediate);
    }
  });
  const got = await aConnection(t, peer).ask({ readsBody: false });
  assert.equal(got.status, 503);
  assert.equal(got.raw, answer.slice(0, 8192));
});

test("one connection serves one request after another", async (t) => {
  const peer = await rawPeer(t, ({ socket, nth }) => socket.write(answerOf(200, String(nth))));
  const { ask } = aConnection(t, peer);
  const bodies: (string | null)[] = [];
  for (let nth = 0; nth < 5; nth++) bodies.push((await ask()).body);
  assert.deepEqual(bodies, ["0", "1", "2", "3", "4"]);
  assert.equal(peer.connections(), 1);
});

const unusable: [string, { cold?: boolean }, (nth: number) => string][] = [
  ["the other side says it closes", {}, (nth) => answerOf(200, String(nth), { connection: "close" })],
  ["it speaks HTTP/1.0", {}, (nth) => answerOf(200, String(nth)).replace("/1.1", "/1.0")],
  ["bytes follow the answer", {}, (nth) => `${answerOf(200, String(nth))}HTTP/1.1 200 OK\r\n`],
  ["connections are to be cold", { cold: true }, (nth) => answerOf(200, String(nth))],
];
for (const [why, setting, answer] of unusable)
  test(`a new connection for the next request when ${why}`, async (t) => {
    const peer = await rawPeer(t, ({ socket, connection }) => socket.write(answer(connection)));
    const { ask } = aConnection(t, { port: peer.port, ...setting });
    assert.deepEqual([(await ask()).body, (await ask()).body], ["0", "1"]);
    assert.equal(peer.connections(), 2);
    await waitFor("the first connection is closed", () => peer.open() <= 1);
  });

test("bytes that come when nothing was asked cost the connection, not an answer", async (t) => {
  const peer = await rawPeer(t, ({ socket, connection }) => {
    socket.write(answerOf(200, String(connection)));
    if (connection === 0) setImmediate(() => socket.write(answerOf(200, "nobody asked")));
  });
  const { ask } = aConnection(t, peer);
  assert.equal((await ask()).body, "0");
  await waitFor("the connection is closed", () => peer.open() === 0);
  assert.equal((await ask()).body, "1");
});

test("nobody listens: refused", async (t) => {
  const { error, detail } = await aConnection(t, { port: await deadPort() }).ask();
  assert.equal(error, "connection refused");
  assert.match(detail, /ECONNREFUSED/);
});

const cut: [string, string | null][] = [
  ["before an answer", null],
  ["within the head", "HTTP/1.1 200 OK\r\n"],
  ["within the body", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf"],
  ["after an interim answer", "HTTP/1.1 100 Continue\r\n\r\n"],
];
for (const [where, bytes] of cut)
  test(`the connection is closed ${where}: connection reset`, async (t) => {
    const peer = await rawPeer(t, ({ socket }) => (bytes === null ? socket.resetAndDestroy() : socket.end(bytes)));
    const { error, body } = await aConnection(t, peer).ask();
    assert.deepEqual([error, body], ["connection reset", null]);
  });

test("bytes that are no HTTP: protocol, and the next request has a new connection", async (t) => {
  const peer = await rawPeer(t, ({ socket, connection }) =>
    socket.write(connection === 0 ? "220 smtp.factory.local ESMTP\r\n" : answerOf(200)),
  );
  const { ask } = aConnection(t, peer);
  const { error, detail, raw } = await ask();
  assert.equal(error, "protocol");
  assert.notEqual(detail, "");
  assert.equal(raw, "220 smtp.factory.local ESMTP\r\n");
  assert.equal((await ask()).error, null);
});

const timeOuts: [string, string, Partial<ClientOptions["timeouts"]>, RegExp][] = [
  ["time-out first byte", "", { firstByteMs: 60 }, /No byte of an answer within 60 ms/],
  ["time-out whole", "", { wholeMs: 60 }, /No whole answer within 60 ms/],
  [
    "time-out whole",
    "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf",
    { firstByteMs: 50, wholeMs: 90 },
    /within 90 ms/,
  ],
];
for (const [kind, bytes, timeouts, sentence] of timeOuts)
  test(`${kind} after ${bytes.length} bytes, and no connection is left open`, async (t) => {
    const peer = await rawPeer(t, ({ socket }) => socket.write(bytes));
    const { ask } = aConnection(t, { port: peer.port, timeouts });
    const from = performance.now();
    const got = await ask();
    assert.equal(got.error, kind);
    assert.match(got.detail, sentence);
    assert.ok(got.endedAtMs - from > (timeouts.wholeMs ?? timeouts.firstByteMs ?? 0));
    await waitFor("the connection is closed", () => peer.open() === 0);
  });

test("connections take the addresses in turn", async (t) => {
  const peer = await rawPeer(t, ({ socket }) => socket.write(answerOf(200)));
  const { ask } = aConnection(t, { port: peer.port, cold: true, addresses: ["127.0.0.1", "127.0.0.2"] });
  const errors = [await ask(), await ask(), await ask()].map(({ error }) => error);
  assert.deepEqual(errors, [null, "connection refused", null]);
});

test("closing the client ends every connection, and what was on its way gets no answer", async (t) => {
  const peer = await rawPeer(t, () => {});
  const { client, ask } = aConnection(t, peer);
  let answered = false;
  void ask().then(() => {
    answered = true;
  });
  await waitFor("the request is there", () => peer.requests.length === 1);
  client.close();
  await waitFor("the connection is closed", () => peer.open() === 0);
  assert.equal(answered, false);
});
