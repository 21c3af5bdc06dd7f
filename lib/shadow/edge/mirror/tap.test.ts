import assert from "node:assert/strict";
import { once } from "node:events";
import net from "node:net";
import test from "node:test";
import { deadPort } from "#lib/load/edge/testing/raw-peer.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { aRawServer } from "./testing/a-mirror.ts";
import { aTap } from "./testing/a-tap.ts";
import { ask, scriptedLegacy } from "./testing/scripted.ts";

const bytes = (text: string) => Buffer.from(text, "latin1");
const ok = (body: string) => `HTTP/1.1 200 OK\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

type Seen = [method: string, target: string, body: string | null, status: number | null, answer: string | null];

const cases: [what: string, request: string, answer: string, seen: Seen[], notObserved: string[]][] = [
  ["a GET", "GET /a?b=1 HTTP/1.1\r\n\r\n", ok("hi"), [["GET", "/a?b=1", "", 200, "hi"]], []],
  [
    "requests without a pause, in order",
    "GET /a HTTP/1.1\r\n\r\nHEAD /b HTTP/1.1\r\n\r\nPOST /c HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}",
    `${ok("one")}HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nHTTP/1.1 201 Made\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n3\r\n0\r\nX-Sum: 1\r\n\r\n`,
    [
      ["GET", "/a", "", 200, "one"],
      ["HEAD", "/b", "", 200, ""],
      ["POST", "/c", "{}", 201, "3"],
    ],
    [],
  ],
  [
    "100 and 103 before the answer",
    "PUT /a HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx",
    `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: </a>\r\n\r\n${ok("y")}`,
    [["PUT", "/a", "x", 200, "y"]],
    [],
  ],
  [
    "an answer that the close ends",
    "GET /a HTTP/1.1\r\n\r\n",
    "HTTP/1.1 200 OK\r\n\r\nall",
    [["GET", "/a", "", 200, "all"]],
    [],
  ],
  [
    "204 and 304",
    "GET /a HTTP/1.1\r\n\r\nGET /b HTTP/1.1\r\n\r\n",
    "HTTP/1.1 204 No\r\n\r\nHTTP/1.1 304 Same\r\nContent-Length: 9\r\n\r\n",
    [
      ["GET", "/a", "", 204, ""],
      ["GET", "/b", "", 304, ""],
    ],
    [],
  ],
  [
    "another protocol, refused",
    "GET /a HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: h2c\r\n\r\nGET /b HTTP/1.1\r\n\r\n",
    ok("1") + ok("2"),
    [
      ["GET", "/a", "", 200, "1"],
      ["GET", "/b", "", 200, "2"],
    ],
    [],
  ],
  [
    "another protocol, taken",
    "GET /chat HTTP/1.1\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n",
    "HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n\x81\x05hello",
    [],
    ["upgraded"],
  ],
  ["a tunnel", "CONNECT a:1 HTTP/1.1\r\n\r\n\x16\x03", "HTTP/1.1 200 OK\r\n\r\n\x16\x03", [], ["upgraded"]],
  ["no HTTP", "SSH-2.0-OpenSSH_9.6\r\n", "SSH-2.0-OpenSSH_9.2\r\n", [], ["unreadable"]],
  ["an answer that is none", "GET /a HTTP/1.1\r\n\r\n", "hello", [], ["unreadable"]],
  [
    "an answer that nobody asked for",
    "GET /a HTTP/1.1\r\n\r\n",
    ok("1") + ok("2"),
    [["GET", "/a", "", 200, "1"]],
    ["unreadable"],
  ],
  [
    "an answer cut off",
    "GET /a HTTP/1.1\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf",
    [["GET", "/a", "", null, null]],
    [],
  ],
];
for (const [what, request, answer, seen, notObserved] of cases)
  test(`${what}: passed on as it is, and seen`, async (t) => {
    const legacy = await scriptedLegacy(t);
    const tapped = await aTap(t, () => legacy.port);
    const script = {
      request: [bytes(request)],
      requestEnding: "leave" as const,
      answers: [{ afterBytes: request.length, parts: [bytes(answer)] }],
      answerEnding: "end" as const,
    };
    const asked = legacy.play(script);
    assert.deepEqual(await ask(tapped.port, script), { bytes: answer, end: "end" });
    assert.deepEqual(await asked, { bytes: request, end: "end" });
    await waitFor("the connection to be gone", () => tapped.tap.open() === 0);
    const text = (body: Uint8Array | null | undefined) => (body ? Buffer.from(body).toString("latin1") : null);
    assert.deepEqual(
      tapped.observed.map((one) => [
        one.method,
        one.target,
        text(one.requestBody.bytes),
        one.legacy?.status ?? null,
        text(one.legacy?.body.bytes),
      ]),
      seen,
    );
    assert.deepEqual(tapped.notObserved, notObserved);
  });

test("a refusal before the request is whole belongs to it, and is told once both have ended", async (t) => {
  const legacy = await aRawServer(t, (socket) =>
    socket.once("data", () => socket.write("HTTP/1.1 413 Large\r\nContent-Length: 0\r\n\r\n")),
  );
  const { port, observed } = await aTap(t, () => legacy);
  const client = net.connect({ port, host: "127.0.0.1" });
  client.write("POST /big HTTP/1.1\r\nContent-Length: 4\r\n\r\nbo");
  await once(client, "data");
  assert.equal(observed.length, 0);
  client.end("dy");
  await waitFor("it to be told", () => observed.length === 1);
  assert.equal(observed[0]?.legacy?.status, 413);
  assert.equal(observed[0]?.requestBody.length, 4);
});

test("a body over the limit is passed on whole, and only its length is kept", async (t) => {
  const large = "x".repeat(300_000);
  const legacy = await aRawServer(t, (socket) => socket.once("data", () => socket.end(ok(large))));
  const { port, observed } = await aTap(t, () => legacy, { captureBytes: 100_000 });
  const client = net.connect({ port, host: "127.0.0.1" });
  client.write("GET / HTTP/1.1\r\n\r\n");
  let length = 0;
  client.on("data", (part) => {
    length += part.length;
  });
  await once(client, "end");
  assert.equal(length, ok(large).length);
  await waitFor("it to be told", () => observed.length === 1);
  assert.deepEqual(observed[0]?.legacy?.body, { bytes: null, length: large.length });
});

test("many bodies under way at once do not take more memory than they may", async (t) => {
  const legacy = await aRawServer(t, (socket) => socket.on("data", () => {}));
  const { port, budget } = await aTap(t, () => legacy, { budgetBytes: 1_000_000 });
  const clients = Array.from({ length: 20 }, () => net.connect({ port, host: "127.0.0.1" }));
  for (const client of clients) client.write(`POST / HTTP/1.1\r\nContent-Length: 300000\r\n\r\n${"x".repeat(200_000)}`);
  await waitFor("the memory to be used up", () => budget.left < 200_000);
  assert.ok(budget.left >= 0);
  for (const client of clients) client.destroy();
  await waitFor("it to be given back", () => budget.left === 1_000_000);
});

test("legacy is not there: the client's connection is broken off, as if nobody listened", async (t) => {
  const nobody = await deadPort();
  const { port, tap, abandoned } = await aTap(t, () => nobody);
  const client = net.connect({ port, host: "127.0.0.1" });
  client.on("connect", () => client.write("GET / HTTP/1.1\r\n\r\n"));
  const [error] = await once(client, "error");
  assert.match(String(error.code), /ECONNRESET|EPIPE/);
  await waitFor("both to be gone", () => tap.open() === 0);
  assert.equal(abandoned(), 0);
});

test("a client that leaves before the answer: legacy is told, and no failure of legacy's is seen", async (t) => {
  let legacyEnded = false;
  const legacy = await aRawServer(t, (socket) =>
    socket
      .on("data", () => {})
      .on("end", () => {
        legacyEnded = true;
        socket.end();
      }),
  );
  const { port, observed, abandoned } = await aTap(t, () => legacy);
  const client = net.connect({ port, host: "127.0.0.1" });
  client.write("GET / HTTP/1.1\r\n\r\n", () => client.destroy());
  await waitFor("it to be counted", () => abandoned() === 1);
  assert.deepEqual([legacyEnded, observed], [true, []]);
});

for (const slow of ["client", "legacy"] as const)
  test(`a slow ${slow} holds the other up instead of filling the memory`, async (t) => {
    let sent = 0;
    const part = Buffer.alloc(256 * 1024, "x");
    const pour = (socket: net.Socket) => {
      while (socket.writable && socket.writableNeedDrain === false && sent < 512 * part.length) {
        socket.write(part);
        sent += part.length;
      }
    };
    let [received, slowSocket]: [number, net.Socket | null] = [0, null];
    const legacy = await aRawServer(t, (socket) => {
      if (slow === "legacy") slowSocket = socket.pause();
      else
        socket.once("data", () =>
          socket.write("HTTP/1.1 200 OK\r\n\r\n", () => socket.on("drain", () => pour(socket)) && pour(socket)),
        );
    });
    const { port } = await aTap(t, () => legacy);
    const client = net.connect({ port, host: "127.0.0.1" });
    t.after(() => client.destroy());
    await once(client, "connect");
    if (slow === "legacy") client.write("POST / HTTP/1.1\r\nContent-Length: 999999999\r\n\r\n");
    else client.write("GET / HTTP/1.1\r\n\r\n");
    if (slow === "legacy") client.on("drain", () => pour(client)) && pour(client);
    else slowSocket = client.pause();
    const before = process.memoryUsage().rss;
    let last = -1;
    await waitFor("nothing to move any more", async () => {
      const still = sent === last && sent > 0;
      last = sent;
      await new Promise((resolve) => setTimeout(resolve, 200));
      return still;
    });
    // Kernel buffers of both connections hold some megabytes.
    assert.ok(sent < 64 * 1024 * 1024, `${sent} bytes went nowhere`);
    assert.ok(process.memoryUsage().rss - before < 64 * 1024 * 1024);
    const reader: net.Socket | null = slowSocket;
    assert.ok(reader);
    (reader as net.Socket)
      .on("data", (bytes) => {
        received += bytes.length;
      })
      .resume();
    await waitFor("it to go on", () => received > sent / 2 && sent > last);
  });

test("asked to end: an idle connection ends at once, one with a request under way after its answer", async (t) => {
  const answers: (() => void)[] = [];
  const legacy = await aRawServer(t, (socket) => socket.on("data", () => answers.push(() => socket.write(ok("late")))));
  const { port, tap } = await aTap(t, () => legacy);
  const [idle, busy] = [net.connect({ port, host: "127.0.0.1" }), net.connect({ port, host: "127.0.0.1" })];
  const idleEnded = once(idle.resume(), "end");
  busy.write("GET / HTTP/1.1\r\n\r\n");
  await waitFor("both to be there", () => tap.open() === 2 && answers.length === 1);
  const drained = tap.drain(60_000);
  await idleEnded;
  const answer = once(busy, "data");
  answers[0]?.();
  assert.equal(String((await answer)[0]), ok("late"));
  await once(busy.resume(), "end");
  await drained;
  await assert.rejects(once(net.connect({ port, host: "127.0.0.1" }), "connect"), { code: "ECONNREFUSED" });
});
