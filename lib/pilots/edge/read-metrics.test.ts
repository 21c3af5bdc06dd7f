import assert from "node:assert/strict";
import { createServer, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import test, { type TestContext } from "node:test";
import { resolveTarget } from "../../load/edge/resolve-target.ts";
import { nodeExporter } from "../testing/shown-metrics.ts";
import { lookAtMetrics } from "./look-at-metrics.ts";
import { mostMetricsBytes, openMetrics } from "./read-metrics.ts";

async function listening(t: TestContext, server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/metrics`;
}

const answering = (t: TestContext, answer: (response: ServerResponse) => void) =>
  listening(
    t,
    createServer((_, response) => answer(response)),
  );

async function readOnce(url: string, signal?: AbortSignal) {
  const door = openMetrics(url, ["127.0.0.1"]);
  try {
    return await door.read(signal);
  } finally {
    await door.close();
  }
}

const own = { webPort: 1, databaseUrl: "postgres://127.0.0.1:2/gantry" };
const guard = (url: string) => resolveTarget(url, own);

test("an answer is read, one connection serves the next, and the format is asked for", async (t) => {
  const seen: { accept: string | undefined; port: number | undefined }[] = [];
  const server = createServer((request, response) => {
    seen.push({ accept: request.headers.accept, port: request.socket.remotePort });
    response.end(nodeExporter);
  });
  const door = openMetrics(await listening(t, server), ["127.0.0.1"]);
  t.after(() => door.close());
  const [first, second] = [await door.read(), await door.read()];
  assert.ok(first.ok && second.ok);
  assert.equal(first.text, nodeExporter);
  assert.match(seen[0]?.accept ?? "", /^text\/plain;version=0\.0\.4/);
  assert.equal(seen[0]?.port, seen[1]?.port);
});

test("as much as is taken is read, a byte more is not", async (t) => {
  const sizes = [mostMetricsBytes, mostMetricsBytes + 1];
  const url = await answering(t, (response) => response.end("#".repeat(sizes.shift() ?? 0)));
  const whole = await readOnce(url);
  assert.ok(whole.ok && whole.text.length === mostMetricsBytes);
  assert.deepEqual(await readOnce(url), { ok: false, why: "its answer is longer than 2 MiB" });
});

test("an answer without an end is given up at 2 MiB", async (t) => {
  const url = await answering(t, (response) => {
    const write = () => {
      while (!response.destroyed && response.write("a 1\n".repeat(10_000)));
    };
    response.on("drain", write);
    write();
  });
  assert.deepEqual(await readOnce(url), { ok: false, why: "its answer is longer than 2 MiB" });
});

const silent: [what: string, answer: (response: ServerResponse) => void][] = [
  ["never answers", () => {}],
  ["answers its head and no more", (response) => response.writeHead(200).write("up 1\n")],
  [
    "answers a byte now and then",
    (response) => {
      const timer = setInterval(() => response.write("a"), 100);
      response.on("close", () => clearInterval(timer));
    },
  ],
];

for (const [what, answer] of silent)
  test(`one that ${what} is given up after 2 s`, async (t) => {
    const url = await answering(t, answer);
    const startedMs = performance.now();
    assert.deepEqual(await readOnce(url), { ok: false, why: "it did not answer within 2 s" });
    assert.ok(performance.now() - startedMs < 4_000);
  });

test("whoever leaves is not held up by one that never answers", async (t) => {
  const leaving = new AbortController();
  const url = await answering(t, () => leaving.abort());
  const read = await readOnce(url, leaving.signal);
  assert.ok(!read.ok);
  assert.notEqual(read.why, "it did not answer within 2 s");
});

test("a status that is no 200 is said; a redirect is not followed", async (t) => {
  let followed = 0;
  const elsewhere = await answering(t, (response) => {
    followed += 1;
    response.end("up 1\n");
  });
  const url = await answering(t, (response) => response.writeHead(302, { location: elsewhere }).end());
  assert.deepEqual(await readOnce(url), {
    ok: false,
    why: "status 302: it leads to another address, which is not followed",
  });
  assert.equal(followed, 0);
  const broken = await answering(t, (response) => response.writeHead(503).end("x".repeat(100_000)));
  assert.deepEqual(await readOnce(broken), { ok: false, why: "status 503" });
});

test("one that refuses, hangs up, or speaks something else is told in words", async (t) => {
  const closed = await listening(t, createServer());
  const gone = closed.replace(/:\d+/, ":9");
  assert.deepEqual(await readOnce(gone), { ok: false, why: "it refuses the connection: nothing listens on this port" });
  const hangUp = await answering(t, (response) => response.destroy());
  const cut = await readOnce(hangUp);
  assert.ok(!cut.ok && /closed the connection/.test(cut.why), JSON.stringify(cut));
  const other = createTcpServer((socket) => {
    socket.on("error", () => {});
    socket.end("-ERR unknown command\r\n");
  });
  await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
  t.after(() => other.close());
  const read = await readOnce(`http://127.0.0.1:${(other.address() as AddressInfo).port}/metrics`);
  assert.ok(!read.ok && read.why !== "");
});

test("an answer that ends too early is none", async (t) => {
  const url = await answering(t, (response) => {
    response.writeHead(200, { "content-length": "100" }).write("up 1\n");
    setImmediate(() => response.destroy());
  });
  assert.equal((await readOnce(url)).ok, false);
});

test("the connection goes to the checked place, whatever the name says now", async (t) => {
  const url = await answering(t, (response) => response.end("up 1\n"));
  const door = openMetrics(url.replace("127.0.0.1", "metrics.invalid"), ["127.0.0.1"]);
  t.after(() => door.close());
  const read = await door.read();
  assert.ok(read.ok && read.text === "up 1\n");
});

test("a look says what is there and what of it is usual", async (t) => {
  const url = await answering(t, (response) => response.end(nodeExporter));
  const seen = await lookAtMetrics({ address: "/metrics", url }, guard);
  assert.deepEqual([seen.why, seen.address, seen.metrics.length], [null, "/metrics", 9]);
  assert.deepEqual(
    seen.offered.map(({ label }) => label),
    ["CPU", "Memory available", "Load, 1 min", "TCP connections"],
  );
});

test("a look at what is no metrics says its line", async (t) => {
  const url = await answering(t, (response) => response.end("<html>Log in</html>"));
  const seen = await lookAtMetrics({ address: "/metrics", url }, guard);
  assert.equal(seen.why, 'its answer is no metrics: line 1 is no metric: "<html>Log in</html>"');
});

test("what may not be reached is not asked", async (t) => {
  let asked = 0;
  const server = createServer((_, response) => {
    asked += 1;
    response.end("up 1\n");
  });
  const url = await listening(t, server);
  const { port } = server.address() as AddressInfo;
  const cases: [
    url: string,
    guard: typeof lookAtMetrics extends (a: never, g: infer Guard) => unknown ? Guard : never,
    why: RegExp,
  ][] = [
    [url, (one) => resolveTarget(one, { ...own, webPort: port }), /Gantry's own pages\. It is never asked\.$/],
    ["http://169.254.169.254/metrics", guard, /a cloud metadata address\. It is never asked\.$/],
    ["http://[fe80::1]/metrics", guard, /a link-local address\. It is never asked\.$/],
    ["http://0.0.0.0/metrics", guard, /an unspecified address\. It is never asked\.$/],
    ["http://db.example/metrics", (one) => resolveTarget(one, own, async () => ["169.254.169.254"]), /metadata/],
    ["http://db.example/metrics", (one) => resolveTarget(one, own, async () => []), /has no address here/],
  ];
  for (const [url, guard, why] of cases)
    assert.match((await lookAtMetrics({ address: "/metrics", url }, guard)).why ?? "", why, url);
  assert.equal(asked, 0);
});
