import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import { httpClient } from "./http-client.ts";
import type { Answer, Target } from "./http-exchange.ts";
import { selfMade } from "./testing/certificate.ts";
import { answerOf, rawPeer } from "./testing/raw-peer.ts";

const certificate = selfMade();
const firstByteMs = 10_000;

function asking(t: TestContext, target: Omit<Target, "addresses">, connectMs = 10_000): () => Promise<Answer> {
  const client = httpClient({
    target: { addresses: ["127.0.0.1"], ...target },
    timeouts: { connectMs, firstByteMs, wholeMs: 20_000 },
    cold: false,
    now: () => performance.now(),
    onRetry: () => {},
  });
  t.after(() => client.close());
  const connection = client.connection();
  const request = "GET / HTTP/1.1\r\nhost: x\r\n\r\n";
  return () =>
    new Promise((onAnswer) =>
      connection.send({ request, method: "GET", readsBody: true, onAnswer }, performance.now()),
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
  const { error, detail } = await asking(t, { port: peer.port, servername: "localhost" }, 60)();
  assert.equal(error, "time-out connect");
  assert.match(detail, /No connection within 60 ms/);
});
