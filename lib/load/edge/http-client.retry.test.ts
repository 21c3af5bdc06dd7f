import assert from "node:assert/strict";
import test from "node:test";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import type { Answer } from "./http-exchange.ts";
import { type Ask, aConnection } from "./testing/a-connection.ts";
import { answerOf, rawPeer } from "./testing/raw-peer.ts";

/** Connections that the other side closes while they are kept. */

test("a kept connection that the other side has closed is opened anew", async (t) => {
  const peer = await rawPeer(t, ({ socket, connection }) => {
    socket.write(answerOf(200, String(connection)));
    if (connection === 0) socket.end();
  });
  const { ask, retries } = aConnection(t, peer);
  assert.equal((await ask()).body, "0");
  await waitFor("the connection is closed", () => peer.open() === 0);
  const second = await ask({ method: "POST", body: "x" });
  assert.deepEqual([second.error, second.body, retries()], [null, "1", 0]);
});

type Stale = { answer: Partial<Answer>; retries: number; connections: number };
const stale: [string, Ask, Stale][] = [
  ["GET is sent again, once, and counted", {}, { answer: { error: null, status: 200 }, retries: 1, connections: 2 }],
  ["PUT too", { method: "PUT", body: "x" }, { answer: { error: null, status: 200 }, retries: 1, connections: 2 }],
  [
    "POST is never sent twice",
    { method: "POST", body: "x" },
    { answer: { error: "connection reset", status: 0 }, retries: 0, connections: 1 },
  ],
  [
    "PATCH neither",
    { method: "PATCH", body: "x" },
    { answer: { error: "connection reset", status: 0 }, retries: 0, connections: 1 },
  ],
];
for (const [what, second, expected] of stale)
  test(`a kept connection that breaks under the next request: ${what}`, async (t) => {
    const peer = await rawPeer(t, ({ socket, nth }) =>
      nth === 0 ? socket.write(answerOf(200)) : socket.resetAndDestroy(),
    );
    const { ask, retries } = aConnection(t, peer);
    await ask();
    const { error, status } = await ask(second);
    assert.deepEqual({ answer: { error, status }, retries: retries(), connections: peer.connections() }, expected);
  });

const notAgain: [string, number, (answers: number) => string | null][] = [
  ["on a new connection", 1, () => null],
  ["after the first byte of an answer", 1, (nth) => (nth === 0 ? answerOf(200) : "HTTP/1.1 2")],
  ["a second time", 2, (nth) => (nth === 0 ? answerOf(200) : null)],
];
for (const [when, connections, answer] of notAgain)
  test(`a GET is not sent again ${when}`, async (t) => {
    const peer = await rawPeer(t, ({ socket, nth, connection }) => {
      const bytes = answer(nth + connection);
      if (bytes?.endsWith("\r\n\r\n") === true) socket.write(bytes);
      else if (bytes === null) socket.resetAndDestroy();
      else socket.end(bytes);
    });
    const { ask } = aConnection(t, peer);
    let last = await ask();
    if (last.error === null) last = await ask();
    assert.equal(last.error, "connection reset");
    assert.equal(peer.connections(), connections);
  });
