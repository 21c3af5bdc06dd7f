import assert from "node:assert/strict";
import type { Socket } from "node:net";
import test from "node:test";
import { deadPort } from "#lib/load/edge/testing/raw-peer.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { aMirror, aRawServer, aServer, fetchOne, keptAlive } from "./testing/a-mirror.ts";

const legacyBody = JSON.stringify({ system: "legacy", rows: "x".repeat(2_000) });

const faults: [what: string, onSocket: (socket: Socket) => void, outcome: RegExp][] = [
  ["hangs", (socket) => socket.on("data", () => {}), /timed-out|dropped|breaker-open/],
  ["breaks off at once", (socket) => socket.resetAndDestroy(), /no-answer|breaker-open/],
  ["closes without an answer", (socket) => socket.on("data", () => socket.end()), /no-answer|breaker-open/],
  [
    "answers garbage",
    (socket) => socket.on("data", () => socket.write("!!\0\xff garbage \r\n\r\n")),
    /no-answer|breaker-open/,
  ],
  [
    "breaks off in the middle of its answer",
    (socket) =>
      socket.on("data", () =>
        socket.write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nhalf", () => socket.resetAndDestroy()),
      ),
    /no-answer|breaker-open/,
  ],
  ["never ends its answer", (socket) => socket.on("data", () => pour(socket)), /too-large|breaker-open|dropped/],
  [
    "answers before it is asked",
    (socket) => socket.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"),
    // Bytes that come just after the question look like its answer.
    /no-answer|breaker-open|dropped|null/,
  ],
  [
    "changes the protocol",
    (socket) =>
      socket.on("data", () => socket.write("HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n\0\0")),
    /no-answer|breaker-open/,
  ],
];

function pour(socket: Socket): void {
  if (!socket.writable) return;
  if (socket.bytesWritten === 0) socket.write("HTTP/1.1 200 OK\r\n\r\n");
  if (socket.write(Buffer.alloc(64 * 1024, "x"))) setImmediate(() => pour(socket));
  else socket.once("drain", () => pour(socket));
}

for (const [what, onSocket, outcome] of faults)
  test(`the new system ${what}: no client notices`, async (t) => {
    const legacyPort = await aServer(t, (_, answer) => answer.end(legacyBody));
    const candidatePort = await aRawServer(t, onSocket);
    const { mirror, port, recorded } = await aMirror(t, { legacyPort, candidatePort });
    const agent = keptAlive(t, 16);
    const asked = Array.from({ length: 200 }, (_, nth) => fetchOne(port, { path: `/lots/${nth}`, agent }));
    for (const got of await Promise.all(asked)) assert.deepEqual([got.status, got.body], [200, legacyBody]);
    await mirror.drain(1_000);
    assert.equal(recorded.length, 200);
    for (const { notCompared, candidate } of recorded) {
      // What is still under way at the end is given up.
      if (notCompared !== "dropped") assert.match(String(notCompared), outcome);
      assert.equal(candidate === null, notCompared !== null);
    }
  });

test("the new system is not there: no client notices, and after 20 failures it is left alone", async (t) => {
  const legacyPort = await aServer(t, (_, answer) => answer.end(legacyBody));
  const { mirror, port, recorded } = await aMirror(t, { legacyPort, candidatePort: await deadPort() });
  const agent = keptAlive(t, 1);
  for (let nth = 0; nth < 60; nth++) assert.equal((await fetchOne(port, { agent })).status, 200);
  await waitFor("all of them", () => recorded.length === 60);
  const counted = mirror.figures().notCompared;
  assert.ok((counted["no-answer"] ?? 0) >= 20 && (counted["no-answer"] ?? 0) < 60, JSON.stringify(counted));
  assert.equal((counted["no-answer"] ?? 0) + (counted["breaker-open"] ?? 0), 60);
  assert.equal(recorded.length, 60);
});
