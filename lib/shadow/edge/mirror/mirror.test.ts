import assert from "node:assert/strict";
import type { IncomingHttpHeaders } from "node:http";
import test from "node:test";
import { deadPort } from "#lib/load/edge/testing/raw-peer.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { aMirror, aRawServer, aServer, fetchOne, keptAlive, textOf } from "./testing/a-mirror.ts";

test("an exchange: what both answered, and nothing of the client's credentials on the way to the new system", async (t) => {
  const legacyPort = await aServer(t, (_, answer) => answer.setHeader("X-System", "legacy").end('{"kg":1}'));
  const seen: IncomingHttpHeaders[] = [];
  const candidatePort = await aServer(t, (request, answer) => {
    seen.push(request.headers);
    answer.statusCode = 203;
    answer.end(`{"url":"${request.url}"}`);
  });
  const url = `http://127.0.0.1:${candidatePort}`;
  const headers = [{ header: "Authorization", value: "Bearer its-own" }];
  const config = { candidate: { url, headers } };
  const { port, recorded } = await aMirror(t, { legacyPort, candidatePort, config });
  const sent = {
    Authorization: "Bearer the-clients",
    Cookie: "session=1",
    "X-Keep": "yes",
    Connection: "x-hop",
    "X-Hop": "no",
  };
  const got = await fetchOne(port, { path: "/lots/17?full=1", headers: sent });
  assert.deepEqual([got.status, got.body, got.headers["x-system"]], [200, '{"kg":1}', "legacy"]);
  await waitFor("the exchange", () => recorded.length === 1);
  const [exchange] = recorded;
  assert.ok(exchange);
  assert.deepEqual([exchange.method, exchange.target, exchange.notCompared], ["GET", "/lots/17?full=1", null]);
  assert.deepEqual([exchange.legacy?.status, exchange.candidate?.status], [200, 203]);
  assert.equal(Buffer.from(exchange.candidate?.body.bytes ?? []).toString(), '{"url":"/lots/17?full=1"}');
  assert.ok((exchange.legacy?.latencyMs ?? -1) >= 0 && (exchange.candidate?.latencyMs ?? -1) > 0);
  const [asked] = seen;
  assert.deepEqual(
    [asked?.authorization, asked?.cookie, asked?.["x-keep"], asked?.["x-hop"], asked?.["gantry-mirror"], asked?.host],
    ["Bearer its-own", undefined, "yes", undefined, exchange.id, `127.0.0.1:${candidatePort}`],
  );
});

test("writes reach the new system only where they are opted in, after legacy's answer, and once", async (t) => {
  const order: string[] = [];
  const legacyPort = await aServer(t, async (request, answer) => {
    const body = await textOf(request);
    order.push(`legacy ${request.method} ${request.url} ${body}`);
    answer.statusCode = 201;
    answer.end();
  });
  const candidatePort = await aServer(t, async (request, answer) => {
    order.push(`new ${request.method} ${request.url} ${await textOf(request)}`);
    answer.end();
  });
  const config = { writes: ["PUT /lots/{id}", "DELETE /lots/{id}"] };
  const { port, recorded } = await aMirror(t, { legacyPort, candidatePort, config });
  await fetchOne(port, { method: "POST", path: "/lots", body: "a" });
  await fetchOne(port, { method: "PUT", path: "/lots/17?x=1", body: "b", headers: { "Transfer-Encoding": "chunked" } });
  await fetchOne(port, { method: "DELETE", path: "/lots/17" });
  await waitFor("all of them", () => recorded.length === 3);
  assert.deepEqual(
    order.filter((line) => line.startsWith("new")),
    ["new PUT /lots/17?x=1 b", "new DELETE /lots/17 "],
  );
  assert.ok(order.indexOf("legacy PUT /lots/17?x=1 b") < order.indexOf("new PUT /lots/17?x=1 b"));
  assert.deepEqual(
    recorded.map(({ method, notCompared }) => [method, notCompared]),
    [
      ["POST", "not-mirrored"],
      ["PUT", null],
      ["DELETE", null],
    ],
  );
});

test("a write that broke off is not sent again", async (t) => {
  const legacyPort = await aServer(t, (_, answer) => answer.end());
  let asked = 0;
  const candidatePort = await aRawServer(t, (socket) =>
    socket.on("data", () => {
      asked++;
      if (asked === 1) socket.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      else socket.destroy();
    }),
  );
  const { port, recorded } = await aMirror(t, { legacyPort, candidatePort, config: { writes: ["POST /lots"] } });
  for (let nth = 0; nth < 2; nth++) {
    await fetchOne(port, { method: "POST", path: "/lots" });
    await waitFor("it to be over", () => recorded.length === nth + 1);
  }
  assert.deepEqual([asked, recorded.map(({ notCompared }) => notCompared)], [2, [null, "no-answer"]]);
});

test("who reads what was just made waits for the new system to have made it", async (t) => {
  let made = false;
  const legacyPort = await aServer(t, (_, answer) => answer.end("{}"));
  const candidatePort = await aServer(t, (request, answer) => {
    if (request.method === "GET") answer.writeHead(made ? 200 : 404).end();
    else
      setTimeout(() => {
        made = true;
        answer.end();
      }, 50);
  });
  const { port, recorded } = await aMirror(t, { legacyPort, candidatePort, config: { writes: ["PUT /lots/{id}"] } });
  await fetchOne(port, { method: "PUT", path: "/lots/17", body: "{}" });
  await Promise.all(["/lots/17", "/lots", "/lots/17?a=1"].map((path) => fetchOne(port, { path })));
  await waitFor("all of them", () => recorded.length === 4);
  assert.deepEqual(new Set(recorded.map(({ candidate }) => candidate?.status)), new Set([200]));
});

test("a twin is asked the same, reads only; without it the pair still counts", async (t) => {
  const legacyPort = await aServer(t, (_, answer) => answer.end("legacy"));
  const twinAsked: string[] = [];
  const twinPort = await aServer(t, (request, answer) => {
    twinAsked.push(`${request.method} ${request.url}`);
    if (request.url === "/broken") request.socket.destroy();
    else answer.end("twin");
  });
  const candidatePort = await aServer(t, (_, answer) => answer.end("new"));
  const config = { twin: { url: `http://127.0.0.1:${twinPort}` }, writes: ["POST /a"] };
  const { port, recorded } = await aMirror(t, { legacyPort, candidatePort, config });
  await fetchOne(port, { path: "/a" });
  await fetchOne(port, { path: "/broken" });
  await fetchOne(port, { path: "/a", method: "POST" });
  await waitFor("all of them", () => recorded.length === 3);
  const twins = recorded.map(({ method, target, twin, notCompared }) => [
    `${method} ${target}`,
    twin?.body.bytes ? Buffer.from(twin.body.bytes).toString() : null,
    notCompared,
  ]);
  assert.deepEqual(twins.sort(), [
    ["GET /a", "twin", null],
    ["GET /broken", null, null],
    ["POST /a", null, null],
  ]);
  assert.deepEqual(twinAsked.sort(), ["GET /a", "GET /broken"]);
});

test("bodies over the limit: passed on whole, counted, and never asked of the new system", async (t) => {
  const large = "x".repeat(200_000);
  const legacyPort = await aServer(t, (request, answer) => answer.end(request.url === "/large" ? large : "small"));
  const asked: string[] = [];
  const candidatePort = await aServer(t, (request, answer) => {
    asked.push(request.url ?? "");
    answer.end(large);
  });
  const { port, recorded } = await aMirror(t, { legacyPort, candidatePort, config: { captureBytes: 100_000 } });
  assert.equal((await fetchOne(port, { path: "/large" })).body, large);
  await fetchOne(port, { path: "/small" });
  await waitFor("both", () => recorded.length === 2);
  assert.deepEqual(asked, ["/small"]);
  assert.deepEqual(
    recorded.map(({ notCompared }) => notCompared),
    ["too-large", "too-large"],
  );
});

test("sampling: the rest is counted, without bodies and headers", async (t) => {
  const legacyPort = await aServer(t, (_, answer) => answer.end("something"));
  const candidatePort = await aServer(t, (_, answer) => answer.end("something"));
  const sampling = { ratio: 0, endpoints: [{ endpoint: "GET /lots/{id}", ratio: 1 }] };
  const { port, recorded } = await aMirror(t, { legacyPort, candidatePort, config: { sampling } });
  await fetchOne(port, { path: "/lots/17" });
  await fetchOne(port, { path: "/lots" });
  await waitFor("both", () => recorded.length === 2);
  const left = recorded.find(({ target }) => target === "/lots");
  assert.deepEqual(
    [left?.notCompared, left?.requestHeaders, left?.legacy?.body],
    ["not-mirrored", [], { bytes: null, length: 9 }],
  );
  assert.equal(recorded.find(({ target }) => target === "/lots/17")?.notCompared, null);
});

test("ids: asked for under the new system's name, and not compared when it has none", async (t) => {
  const legacyPort = await aServer(t, (request, answer) => answer.end(request.method === "POST" ? '{"id":17}' : "{}"));
  const asked: string[] = [];
  const candidatePort = await aServer(t, (request, answer) => {
    asked.push(`${request.method} ${request.url}`);
    setTimeout(() => answer.end(request.method === "POST" ? '{"id":912}' : "{}"), 20);
  });
  const endpoints = [
    { name: "POST /lots", method: "POST", template: "/lots", makes: [{ type: "lot", path: "$.id" }], uses: [] },
    {
      name: "GET /lots/{id}",
      method: "GET",
      template: "/lots/{id}",
      makes: [],
      uses: [{ type: "lot", place: "{id}" }],
    },
  ];
  const config = { writes: ["POST /lots"], endpoints };
  const { port, recorded } = await aMirror(t, { legacyPort, candidatePort, config });
  await fetchOne(port, { method: "POST", path: "/lots" });
  await fetchOne(port, { path: "/lots/17" });
  await fetchOne(port, { path: "/lots/18" });
  await waitFor("all of them", () => recorded.length === 3);
  assert.deepEqual(asked, ["POST /lots", "GET /lots/912"]);
  const outcomes = recorded.map(({ method, target, notCompared }) => `${method} ${target} ${notCompared}`);
  assert.deepEqual(outcomes.sort(), ["GET /lots/17 null", "GET /lots/18 unmapped-id", "POST /lots null"]);
});

test("a new configuration: kept-alive connections stay, whatever it changes", async (t) => {
  const legacyPort = await aServer(t, (request, answer) => answer.end(String(request.socket.remotePort)));
  const candidatePort = await aServer(t, (_, answer) => answer.end());
  const { mirror, config, port, recorded } = await aMirror(t, { legacyPort, candidatePort });
  const agent = keptAlive(t, 1);
  const first = await fetchOne(port, { agent });
  const otherPort = await aServer(t, (_, answer) => answer.end("other"));
  const other = `http://127.0.0.1:${otherPort}`;
  const free = await deadPort();
  const changes = [
    { ...config, candidate: null },
    { ...config, mirroring: false },
    { ...config, captureBytes: 10 },
    { ...config, legacy: other },
    { ...config, legacy: other, listen: { host: "127.0.0.1", port: free } },
  ];
  for (const change of changes) {
    await mirror.apply(change);
    // The same connection, to the same legacy.
    assert.deepEqual((await fetchOne(port, { agent })).body, first.body);
  }
  assert.equal((await fetchOne(free, {})).body, "other");
  await assert.rejects(fetchOne(port, {}), { code: "ECONNREFUSED" });
  await assert.rejects(
    mirror.apply({
      ...config,
      candidate: { url: other, passCredentials: false, headers: [{ header: "a", value: { file: "/nowhere" } }] },
    }),
    /nowhere/,
  );
  assert.deepEqual((await fetchOne(port, { agent })).body, first.body);
  // One of them while nothing was mirrored.
  await waitFor("those that were to be recorded", () => recorded.length === 7);
});
