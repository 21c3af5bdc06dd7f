import assert from "node:assert/strict";
import test from "node:test";
import { ServedCounts, writeOf } from "./served.ts";
import { aMirror, aServer, fetchOne } from "./testing/a-mirror.ts";
import type { Observed } from "./watch.ts";

const balancer = { header: "x-served-by", legacy: ["old"], new: ["new"] };

function answered(by: string | null, { status = 200, latencyMs = 10, method = "GET" } = {}): Observed {
  const body = { bytes: Buffer.from("{}"), length: 2 };
  const headers = by === null ? [] : ([["x-served-by", by]] as const);
  return {
    ...{ at: 1, method, target: "/lots", requestHeaders: [["authorization", "secret"]], requestBody: body },
    ...{ legacy: { status, headers, body, latencyMs }, starved: false },
  };
}

function counting() {
  let now = 1_000_000_000;
  const counts = new ServedCounts(() => now);
  const pass = (ms: number) => {
    now += ms;
  };
  return { counts, pass };
}

test("requests, errors and p99 by side, a span at a time", () => {
  const { counts, pass } = counting();
  for (let nth = 0; nth < 99; nth++) counts.count(answered("new", { latencyMs: 10 }), balancer);
  counts.count(answered("new", { latencyMs: 900, status: 500 }), balancer);
  counts.count(answered("new", { latencyMs: 900, status: 404 }), balancer);
  counts.count(answered("old", { latencyMs: 40 }), balancer);
  assert.deepEqual(counts.figures().spans, []);
  pass(5_000);
  counts.count(answered("old"), balancer);
  const [span, ...later] = counts.figures().spans;
  assert.deepEqual([later.length, span?.at, span?.unsaid], [0, 1_000_005_000, 0]);
  assert.deepEqual([span?.new.requests, span?.new.errors], [101, 1]);
  assert.deepEqual([span?.legacy.requests, span?.legacy.errors], [1, 0]);
  const [fresh, old] = [span?.new.latencyMsP99 ?? 0, span?.legacy.latencyMsP99 ?? 0];
  assert.ok(Math.abs(fresh - 900) < 20 && Math.abs(old - 40) < 1, `${fresh} ${old}`);
  pass(5_000);
  const second = counts.figures().spans[1];
  assert.deepEqual([second?.new, second?.legacy.requests], [{ requests: 0, errors: 0, latencyMsP99: null }, 1]);
});

test("what failed and names nobody counts on both; what went well is said to be unsaid", () => {
  const { counts, pass } = counting();
  assert.equal(counts.count({ ...answered("new"), legacy: null }, balancer), null);
  counts.count(answered("<NOSRV>", { status: 503 }), balancer);
  counts.count(answered(null), balancer);
  counts.count(answered("new-9", { method: "POST", status: 201 }), balancer);
  pass(5_000);
  const { spans, unsaidWrites } = counts.figures();
  const failed = { requests: 2, errors: 2, latencyMsP99: null };
  assert.deepEqual([spans[0]?.legacy, spans[0]?.new, spans[0]?.unsaid, unsaidWrites], [failed, failed, 2, 1]);
});

test("a minute is kept, also after a long silence; a pause begins it anew", () => {
  const { counts, pass } = counting();
  counts.count(answered("new"), balancer);
  pass(24 * 3_600_000);
  const { spans, since } = counts.figures();
  assert.deepEqual([spans.length, spans.at(-1)?.at, since], [12, 1_000_000_000 + 24 * 3_600_000, 1_000_000_000]);
  assert.ok(spans.every(({ new: fresh }) => fresh.requests === 0));
  counts.watch(false);
  assert.equal(counts.figures().since, null);
  pass(7);
  counts.watch(true);
  pass(7);
  counts.watch(true);
  assert.equal(counts.figures().since, 1_000_000_000 + 24 * 3_600_000 + 7);
});

test("of a write its list gets what may name the thing, and nothing of the request but its line", () => {
  const observed = answered("new", { method: "POST", status: 201 });
  const { requestHeaders, requestBody, legacy, candidate, notCompared } = writeOf(observed, "a.1");
  assert.deepEqual([requestHeaders, requestBody.bytes, candidate, notCompared], [[], null, null, "not-mirrored"]);
  assert.deepEqual([legacy?.headers, legacy?.body.length], [[], 2]);
});

const front = { balancer: { header: "X-Served-By", legacy: ["old"], new: ["new"] } };

test("in front of the balancer only writes that the new system took are recorded; the answer stays as it was", async (t) => {
  const legacyPort = await aServer(t, (request, response) => {
    const [, side = "", status = ""] = (request.url ?? "").split("/");
    response.writeHead(Number(status), { "x-served-by": side }).end(`{"id":7}`);
  });
  const { port, recorded, mirror, config } = await aMirror(t, { legacyPort, config: front });
  for (const [method, path] of [
    ["GET", "/new/200"],
    ["POST", "/old/201"],
    ["POST", "/new/409"],
    ["POST", "/new/201"],
    ["DELETE", "/other/200"],
  ] as const) {
    const got = await fetchOne(port, { method, path });
    assert.deepEqual([got.body, got.headers["x-served-by"]], [`{"id":7}`, path.split("/")[1]]);
  }
  assert.deepEqual(
    recorded.map(({ method, target }) => `${method} ${target}`),
    ["POST /new/201"],
  );
  assert.equal(mirror.figures().served?.unsaidWrites, 1);
  await assert.rejects(mirror.apply({ ...config, balancer: null }), /with a new start/);
});

test("it copies nothing, and one value cannot mean both sides", async (t) => {
  const two = aMirror(t, { legacyPort: 1, candidatePort: 2, config: front });
  await assert.rejects(two, /copies nothing/);
  const both = { balancer: { ...front.balancer, legacy: ["new"] } };
  await assert.rejects(aMirror(t, { legacyPort: 1, config: both }), /both sides/);
});
