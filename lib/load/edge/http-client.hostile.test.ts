import assert from "node:assert/strict";
import type { Socket } from "node:net";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { aConnection } from "./testing/a-connection.ts";
import { heapInUse } from "./testing/heap-in-use.ts";
import { answerOf, rawPeer } from "./testing/raw-peer.ts";

/** Peers that do not keep to HTTP, by mistake or on purpose. */

const ok = "HTTP/1.1 200 OK\r\n";
const chunked = `${ok}transfer-encoding: chunked\r\n\r\n`;
const longest = 18_446_744_073_709_551_615n;

const wrong: [string, string, RegExp][] = [
  ["no HTTP", "220 smtp.factory.local ESMTP\r\n", /Expected HTTP/],
  ["TLS where plain text was asked", "\x15\x03\x01\x00\x02\x02\x28", /Expected HTTP/],
  ["a page without a head", "<html>hello</html>", /Expected HTTP/],
  ["another version", "HTTP/1.2 200 OK\r\n\r\n", /version/],
  ["a status of two digits", "HTTP/1.1 99 Odd\r\n\r\n", /status/],
  ["a status of four digits", "HTTP/1.1 1000 Odd\r\n\r\n", /status/],
  ["lines that end without CR", "HTTP/1.1 200 OK\ncontent-length: 0\n\n", /CR/],
  ["a folded header", `${ok}x: a\r\n b\r\ncontent-length: 0\r\n\r\n`, /whitespace/],
  ["a header without a colon", `${ok}nothing\r\n\r\n`, /header/],
  ["a header without a name", `${ok}: x\r\n\r\n`, /header/],
  ["a blank before the colon", `${ok}content-length : 0\r\n\r\n`, /header/],
  ["a zero byte in a header", `${ok}x: a\0b\r\n\r\n`, /header/],
  [
    "a length and chunks",
    `${ok}content-length: 2\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n`,
    /Content-Length/,
  ],
  [
    "chunks and a length",
    `${ok}transfer-encoding: chunked\r\ncontent-length: 2\r\n\r\n2\r\nok\r\n0\r\n\r\n`,
    /Content-Length/,
  ],
  ["two lengths", `${ok}content-length: 2\r\ncontent-length: 3\r\n\r\nok`, /Content-Length/],
  ["a list of lengths", `${ok}content-length: 2, 2\r\n\r\nok`, /Content-Length/],
  ["a negative length", `${ok}content-length: -2\r\n\r\nok`, /Content-Length/],
  ["a length with a sign", `${ok}content-length: +2\r\n\r\nok`, /Content-Length/],
  ["a length in hexadecimal", `${ok}content-length: 0x2\r\n\r\nok`, /Content-Length/],
  ["an empty length", `${ok}content-length:\r\n\r\nok`, /Content-Length/],
  ["a length beyond 64 bits", `${ok}content-length: ${longest + 1n}\r\n\r\nok`, /overflow/],
  ["a negative chunk", `${chunked}-2\r\nok\r\n0\r\n\r\n`, /chunk size/],
  ["a chunk beyond 64 bits", `${chunked}10000000000000000\r\nok`, /overflow/],
  ["a chunk longer than it says", `${chunked}2\r\nokay\r\n0\r\n\r\n`, /chunk/],
  ["a chunk without a size", `${chunked}\r\nok\r\n0\r\n\r\n`, /chunk size/],
  ["another protocol", "HTTP/1.1 101 Switching\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n\x81\x00", /101/],
];
for (const [what, bytes, detail] of wrong)
  test(`${what}: protocol at once, and the next request has a new connection`, async (t) => {
    const peer = await rawPeer(t, ({ socket, connection }) =>
      socket.write(Buffer.from(connection === 0 ? bytes : answerOf(200, "fine"), "latin1")),
    );
    const { ask } = aConnection(t, peer);
    const got = await ask();
    assert.equal(got.error, "protocol");
    assert.match(got.detail, detail);
    assert.equal((await ask()).body, "fine");
    assert.equal(peer.connections(), 2);
  });

/** Writes as fast as the other side reads, until it goes. */
function flood(socket: Socket, bytes: Buffer): void {
  while (!socket.destroyed && socket.write(bytes));
  socket.once("drain", () => flood(socket, bytes));
}

const block = Buffer.alloc(64 * 1024, "x");
const head = (lines: string) => Buffer.from(`${ok}${lines}\r\n`);
const endless: [string, (socket: Socket) => void][] = [
  ["nothing", () => {}],
  ["half a status line", (socket) => socket.write("HTTP/1.1 2")],
  ["a head without an end", (socket) => socket.write(`${ok}x: 1\r\n`)],
  ["one header without an end", (socket) => socket.write(`${ok}x: `) && flood(socket, block)],
  ["headers without an end", (socket) => socket.write(ok) && flood(socket, Buffer.from("x: 1\r\n".repeat(9_000)))],
  ["a reason without an end", (socket) => socket.write("HTTP/1.1 200 ") && flood(socket, block)],
  ["interim answers without an end", (socket) => flood(socket, Buffer.from("HTTP/1.1 102 Wait\r\n\r\n".repeat(3_000)))],
  ["blank lines without an end", (socket) => flood(socket, Buffer.alloc(60_000, "\r\n"))],
  ["a body shorter than it says", (socket) => socket.write(answerOf(200, "ok", { "content-length": "9" }))],
  [
    "a length of all that 64 bits hold",
    (socket) => socket.write(answerOf(200, "ok", { "content-length": `${longest}` })),
  ],
  ["a chunk that does not come", (socket) => socket.write(`${chunked}ffffffffffffffff\r\nok`)],
  ["a chunk extension without an end", (socket) => socket.write(`${chunked}2;`) && flood(socket, block)],
  [
    "trailers without an end",
    (socket) => socket.write(`${chunked}0\r\n`) && flood(socket, Buffer.from("x: 1\r\n".repeat(9_000))),
  ],
  ["a body to a close that does not come", (socket) => socket.write(head(""))],
];
for (const [what, sends] of endless)
  test(`${what}: ended by its time-out`, async (t) => {
    const peer = await rawPeer(t, ({ socket }) => sends(socket));
    const { ask } = aConnection(t, { ...peer, timeouts: { firstByteMs: 150, wholeMs: 200 } });
    const { error, body } = await ask();
    assert.match(String(error), /^time-out (whole|first byte)$/);
    assert.equal(body, null);
    await waitFor("the connection is closed", () => peer.open() === 0);
  });

const bodies: [string, boolean, RegExp][] = [
  ["that has to be read is too large", true, /^answer too large$/],
  ["that nobody reads is ended by its time-out", false, /^time-out whole$/],
];
for (const [what, readsBody, kind] of bodies)
  for (const [how, lines, bytes] of [
    ["with a length", "content-length: 999999999999\r\n", block],
    ["in chunks", "transfer-encoding: chunked\r\n", Buffer.from(`fff0\r\n${"x".repeat(0xfff0)}\r\n`)],
    ["to the close", "", block],
  ] as const)
    test(`an endless body ${how} ${what}`, async (t) => {
      const peer = await rawPeer(t, ({ socket }) => socket.write(head(lines)) && flood(socket, bytes));
      const { ask } = aConnection(t, { ...peer, timeouts: { wholeMs: readsBody ? 10_000 : 200 } });
      assert.match(String((await ask({ readsBody })).error), kind);
      await waitFor("the connection is closed", () => peer.open() === 0);
    });

test("an answer that drips a byte at a time is ended by its time-out, and is read when it has the time", async (t) => {
  const bytes = Buffer.from(answerOf(200, "fine"));
  const peer = await rawPeer(t, async ({ socket, connection }) => {
    for (const byte of bytes) {
      if (socket.destroyed) return;
      socket.write(Uint8Array.of(byte));
      await new Promise((resolve) => setTimeout(resolve, connection === 0 ? 20 : 0));
    }
  });
  const hurried = aConnection(t, { ...peer, timeouts: { firstByteMs: 200, wholeMs: 200 } });
  assert.equal((await hurried.ask()).error, "time-out whole");
  assert.equal((await aConnection(t, peer).ask()).body, "fine");
});

test("headers of 100 KiB, and 2,000 of them, are read and not kept", async (t) => {
  const lines = [
    `x: ${"a".repeat(100 * 1024)}\r\n`,
    Array.from({ length: 2_000 }, (_, nth) => `x${nth}: 1\r\n`).join(""),
  ];
  const peer = await rawPeer(t, ({ socket, nth }) => socket.write(`${ok}${lines[nth]}content-length: 2\r\n\r\nok`));
  const { ask } = aConnection(t, peer);
  for (const line of lines) {
    const { error, body, raw, bytesIn } = await ask();
    assert.deepEqual([error, body, raw, bytesIn > line.length], [null, "ok", null, true]);
  }
});

test("a gzip bomb stays packed: a body is what came over the wire", async (t) => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  const peer = await rawPeer(t, ({ socket }) => {
    socket.write(head(`content-encoding: gzip\r\ncontent-length: ${bomb.length}\r\n`));
    socket.write(bomb);
  });
  const { ask } = aConnection(t, peer);
  const { error, body, bytesIn } = await ask();
  assert.equal(error, null);
  assert.equal(body, bomb.toString("utf8"));
  assert.ok(bytesIn < 128 * 1024);
});

const MiB = 1024 * 1024;
const beginnings = ["content-length: 999999999999\r\n\r\n", "\r\n", "x: "].map((rest) => Buffer.from(ok + rest));
const refusal = Buffer.from("HTTP/1.1 500 No\r\n\r\n");

test("80 endless answers leave nothing in memory", async (t) => {
  const kinds = [...beginnings, refusal];
  const peer = await rawPeer(t, ({ socket, nth, connection }) => {
    socket.write(kinds[(nth + connection) % kinds.length] ?? "");
    flood(socket, block);
  });
  const connections = Array.from({ length: 8 }, () => aConnection(t, { ...peer, timeouts: { wholeMs: 60 } }));
  const rounds = async (count: number) => {
    for (let nth = 0; nth < count; nth++) await Promise.all(connections.map(({ ask }) => ask()));
    await waitFor("the connections are closed", () => peer.open() === 0);
  };
  await rounds(2);
  const before = heapInUse();
  await rounds(8);
  const kept = heapInUse() - before;
  assert.ok(kept < 2 * MiB, `${kept} bytes kept`);
});

for (const [what, beginning] of [
  ["a body that nobody reads", beginnings[1]],
  ["a header", beginnings[2]],
  ["a refusal", refusal],
] as const)
  test(`while 8 answers with ${what} of 8 MiB go on, they hold no more than what is kept of them for people`, async (t) => {
    const sockets: Socket[] = [];
    const peer = await rawPeer(t, ({ socket }) => {
      sockets.push(socket);
      socket.write(beginning ?? "");
      for (let nth = 0; nth < 128; nth++) socket.write(block);
    });
    const before = heapInUse();
    const connections = Array.from({ length: 8 }, () => aConnection(t, peer));
    for (const { ask } of connections) void ask({ readsBody: false });
    await waitFor("all is sent", () => sockets.length === 8 && sockets.every((one) => one.writableLength === 0));
    const held = heapInUse() - before;
    assert.ok(held < 4 * MiB, `${held} bytes held`);
  });
