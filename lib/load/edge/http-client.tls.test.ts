import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { httpClient } from "./http-client.ts";
import type { Answer, Target } from "./http-exchange.ts";
import { selfMade } from "./testing/certificate.ts";
import { answerOf, rawPeer } from "./testing/raw-peer.ts";

const certificate = selfMade();
const firstByteMs = 10_000;

type Setting = { connectMs?: number; connections?: number };

function asking(
  t: TestContext,
  target: Omit<Target, "addresses">,
  { connectMs = 10_000, connections = 1 }: Setting = {},
): (connection?: number) => Promise<Answer> {
  const client = httpClient({
    target: { addresses: ["127.0.0.1"], ...target },
    timeouts: { connectMs, firstByteMs, wholeMs: 20_000 },
    cold: false,
    now: () => performance.now(),
    onRetry: () => {},
  });
  t.after(() => client.close());
  const all = Array.from({ length: connections }, () => client.connection());
  const request = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";
  return (connection = 0) =>
    new Promise((onAnswer) =>
      all[connection]?.send({ request, method: "GET", readsBody: true, onAnswer }, performance.now()),
    );
}

const good: [string, string][] = [
  ["by name", "localhost"],
  ["by address", "127.0.0.1"],
];
for (const [how, servername] of good)
  test(`TLS with a trusted certificate, asked for ${how}: answers over one connection`, async (t) => {
    const peer = await rawPeer(t, ({ socket, nth }) => socket.write(answerOf(200, String(nth))), { certificate });
    const ask = asking(t, { port: peer.port, servername, ca: certificate.cert });
    assert.deepEqual([(await ask()).body, (await ask()).body], ["0", "1"]);
    assert.equal(peer.connections(), 1);
  });

test("long answers to two at once over TLS: each its own, though they read into one buffer", async (t) => {
  const body = (letter: string) => letter.repeat(300_000);
  const peer = await rawPeer(t, ({ socket, connection }) => socket.write(answerOf(200, body("ab"[connection] ?? ""))), {
    certificate,
  });
  const ask = asking(t, { port: peer.port, servername: "localhost", ca: certificate.cert }, { connections: 2 });
  const bodies = (await Promise.all([ask(0), ask(1)])).map((answer) => answer.body);
  assert.deepEqual(bodies.toSorted(), [body("a"), body("b")]);
});

const refused: [string, Omit<Target, "addresses" | "port">][] = [
  ["a certificate that nobody vouches for", { servername: "localhost" }],
  ["a certificate of another maker", { servername: "localhost", ca: selfMade().cert }],
  ["a certificate for another name", { servername: "factory.local", ca: certificate.cert }],
  ["a certificate for another address", { servername: "127.0.0.9", ca: certificate.cert }],
];
for (const [what, target] of refused)
  test(`${what}: tls, and nothing is sent`, async (t) => {
    const peer = await rawPeer(t, ({ socket }) => socket.write(answerOf(200)), { certificate });
    const { error, detail } = await asking(t, { port: peer.port, ...target })();
    assert.equal(error, "tls");
    assert.notEqual(detail, "");
    assert.deepEqual(peer.requests, []);
  });

test("a peer that speaks no TLS: tls", async (t) => {
  const peer = await rawPeer(t, () => {}, { onConnection: (socket) => socket.write("220 smtp.factory.local\r\n") });
  assert.equal((await asking(t, { port: peer.port, servername: "localhost" })()).error, "tls");
});

test("a peer that closes during the handshake: tls", async (t) => {
  const peer = await rawPeer(t, () => {}, { onConnection: (socket) => socket.once("data", () => socket.end()) });
  assert.equal((await asking(t, { port: peer.port, servername: "localhost" })()).error, "tls");
});

test("a handshake that never ends: time-out connect", async (t) => {
  const peer = await rawPeer(t, () => {});
  const { error, detail } = await asking(t, { port: peer.port, servername: "localhost" }, { connectMs: 60 })();
  assert.equal(error, "time-out connect");
  assert.match(detail, /No connection within 60 ms/);
});
