import assert from "node:assert/strict";
import net from "node:net";
import test, { type TestContext } from "node:test";
import tls from "node:tls";
import { testCertificate, testKey } from "../testing/certificate.ts";
import { type CheckOptions, checkSystem } from "./check-system.ts";
import { patientLookup } from "./patient-lookup.ts";

/** Real peers on loopback. `localhost` is looked up as 127.0.0.1, whatever this machine says. */

const own = { webPort: 1, databaseUrl: "postgres://nobody@127.0.0.1:2/none" };
const here = async () => ["127.0.0.1"];
const options: CheckOptions = { own, look: here, timeoutMs: 5_000 };

type Listener = net.Server | tls.Server;

async function listening(t: TestContext, server: Listener): Promise<number> {
  const sockets = new Set<net.Socket>();
  server.on("connection", (socket: net.Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  assert.ok(typeof address === "object" && address !== null);
  return address.port;
}

/** Below all ports that systems give out: nothing takes it while a test runs. */
const shutPort = 3;

test("one that answers: its addresses and how long the connection took; nothing is sent to it", async (t) => {
  let received = 0;
  const server = net.createServer((socket) => socket.on("data", (bytes) => (received += bytes.length)));
  const gone = new Promise((resolve) => server.on("connection", (socket) => socket.once("close", resolve)));
  const port = await listening(t, server);
  const seen = await checkSystem(`http://localhost:${port}/base`, options);
  assert.deepEqual([seen.answers, seen.addresses, seen.why], [true, ["127.0.0.1"], null]);
  assert.ok(seen.latencyMs !== null && seen.latencyMs > 0 && seen.latencyMs < options.timeoutMs);
  await gone;
  assert.equal(received, 0);
});

test("one that refuses, and one of two addresses that answers", async (t) => {
  const refused = await checkSystem(`http://localhost:${shutPort}`, options);
  assert.deepEqual([refused.answers, refused.latencyMs, refused.addresses], [false, null, ["127.0.0.1"]]);
  assert.match(refused.why ?? "", /refuses the connection/);
  const port = await listening(t, net.createServer());
  const two = async () => ["127.0.0.2", "127.0.0.1"];
  const seen = await checkSystem(`http://localhost:${port}`, { ...options, look: two });
  assert.deepEqual([seen.answers, seen.addresses], [true, ["127.0.0.1"]]);
});

test("https answers only with a certificate for its name that this machine trusts", async (t) => {
  const port = await listening(t, tls.createServer({ key: testKey, cert: testCertificate }));
  const trusted = await checkSystem(`https://localhost:${port}`, { ...options, ca: testCertificate });
  assert.deepEqual([trusted.answers, trusted.why], [true, null]);
  const unknown = await checkSystem(`https://localhost:${port}`, options);
  assert.match(unknown.why ?? "", /TLS is not accepted/);
  const another = await checkSystem(`https://elsewhere.example:${port}`, { ...options, ca: testCertificate });
  assert.equal(another.answers, false);
  assert.match(another.why ?? "", /TLS is not accepted.*elsewhere\.example/s);
});

test("plain text where TLS is expected, and a connection closed in the handshake", async (t) => {
  const plain = await listening(
    t,
    net.createServer((socket) => socket.end("HTTP/1.1 400 Bad Request\r\n\r\n")),
  );
  const closing = await listening(
    t,
    net.createServer((socket) => socket.destroy()),
  );
  for (const port of [plain, closing]) {
    const seen = await checkSystem(`https://localhost:${port}`, options);
    assert.deepEqual([seen.answers, typeof seen.why], [false, "string"]);
  }
});

test("one that takes the connection and says nothing, and a name server that says nothing: an end, and why", async (t) => {
  const mute = await listening(t, net.createServer());
  const short = { ...options, timeoutMs: 200 };
  const hangs = await checkSystem(`https://localhost:${mute}`, short);
  assert.deepEqual([hangs.answers, hangs.why], [false, "Nothing came back for 0.2 s."]);
  const lost = await checkSystem("http://lost.example", { ...short, look: () => new Promise(() => {}) });
  assert.deepEqual([lost.answers, lost.addresses], [false, []]);
  assert.match(lost.why ?? "", /name server said nothing about lost\.example for 0\.2 s/);
});

const forbidden: [baseUrl: string, leadsTo: string[], why: RegExp][] = [
  ["http://metadata.example", ["169.254.169.254"], /cloud metadata address/],
  ["http://mixed.example", ["10.0.0.1", "169.254.1.1"], /link-local/],
  ["http://[fe80::1]:80", [], /link-local/],
  ["http://own.example:1", ["127.0.0.1"], /Gantry's own pages/],
  ["http://own.example:2", ["127.0.0.1"], /Gantry's own database/],
  ["http://nobody.example", [], /has no address here/],
];

test("what no run may reach is not reached by a look either", async () => {
  for (const [baseUrl, leadsTo, why] of forbidden) {
    const seen = await checkSystem(baseUrl, { ...options, look: async () => leadsTo });
    assert.equal(seen.answers, false, baseUrl);
    assert.match(seen.why ?? "", why, baseUrl);
  }
});

test("names that hang share their look-up, and later take two threads at most; quick ones go on", async (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const asked: string[] = [];
  const hanging = new Map<string, (addresses: string[]) => void>();
  const look = patientLookup((host) => {
    asked.push(host);
    if (host === "quick") return Promise.resolve(["10.0.0.1"]);
    return new Promise((resolve) => hanging.set(host, resolve));
  });
  const hosts = ["a", "b", "c"];
  const first = hosts.map(look);
  look("a");
  assert.deepEqual(asked, hosts);
  t.mock.timers.tick(60_000);
  for (const host of hosts) hanging.get(host)?.([]);
  await Promise.all(first);
  // All three are known to be slow now.
  hosts.map(look);
  assert.deepEqual(asked.slice(3), ["a", "b"]);
  assert.deepEqual(await look("quick"), ["10.0.0.1"]);
});
