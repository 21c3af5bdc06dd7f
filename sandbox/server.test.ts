import assert from "node:assert/strict";
import net, { type AddressInfo } from "node:net";
import test, { type TestContext } from "node:test";
import { plantSystem } from "./server.ts";
import { practicePassword } from "./warehouse.ts";

type Ask = { method?: string; body?: string; token?: string; by?: string };
type Plant = { port: number; ask(path: string, ask?: Ask): Promise<{ status: number; body: unknown }> };

/** The new system on a port of its own; chance always says 0, so that every fault with a ratio hits and no answer takes longer than usual. */
async function aPlant(t: TestContext, name: "legacy" | "new" = "new"): Promise<Plant> {
  const { server } = plantSystem(name, () => 0);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const ask: Plant["ask"] = async (path, { method = "GET", body, token, by } = {}) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body === undefined ? {} : { body }),
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(by === undefined ? {} : { "x-switched-by": by }),
      },
    });
    const text = await answer.text();
    const isJson = answer.headers.get("content-type") === "application/json";
    return { status: answer.status, body: isJson ? JSON.parse(text) : text };
  };
  return { port, ask };
}

async function aToken({ ask }: Plant): Promise<string> {
  const body = JSON.stringify({ email: "operator1@factory.local", password: practicePassword });
  const answer = await ask("/api/login", { method: "POST", body });
  assert.equal(answer.status, 200);
  return String(Reflect.get(Object(answer.body), "access_token"));
}

const lotBody = JSON.stringify({ lot_code: "LOT-1", lot_type: "RAW", weight_kg: 100 });

test("an operator's way through the plant", async (t) => {
  const plant = await aPlant(t);
  const token = await aToken(plant);
  const lot = await plant.ask("/api/v1/lots", { method: "POST", body: lotBody, token });
  assert.equal(lot.status, 201);
  const id = Reflect.get(Object(lot.body), "id");
  const body = JSON.stringify({ lot_id: id, gate_id: 1, decision: "PASS" });
  assert.equal((await plant.ask("/api/v1/qc-decisions", { method: "POST", body, token })).status, 201);
  const trace = await plant.ask("/api/v1/traceability/LOT-1?all=yes", { token });
  assert.equal(Reflect.get(Object(trace.body), "decisions").length, 1);
});

test("health and metrics are open, and metrics count answers", async (t) => {
  const { ask } = await aPlant(t);
  const health = { status: "healthy", database: "connected", version: "2026.11" };
  assert.deepEqual(await ask("/health"), { status: 200, body: health });
  const { status, body } = await ask("/metrics");
  assert.equal(status, 200);
  assert.match(String(body), /^plant_answers_total\{route="health",status="200"\} 1$/m);
  assert.match(String(body), /^plant_answer_seconds_bucket\{route="health",le="\+Inf"\} 1$/m);
  assert.match(String(body), /^plant_answer_seconds_bucket\{route="health",le="30"\} 1$/m);
  assert.match(String(body), /^plant_answer_seconds_sum\{route="health"\} 0?\.?\d/m);
  assert.match(String(body), /^plant_lots 0$/m);
  assert.match(String(body), /^process_resident_memory_bytes \d+$/m);
});

test("refusals", async (t) => {
  const plant = await aPlant(t);
  const token = await aToken(plant);
  const post = (body: string) => ({ method: "POST", body, token });
  const cases: [string, string, Ask, number][] = [
    ["nothing there", "/api/v2/lots", { token }, 404],
    ["another method", "/api/v1/lots", { token }, 405],
    ["no token", "/api/v1/lots", { method: "POST", body: lotBody }, 401],
    ["a wrong token", "/api/v1/lots", { method: "POST", body: lotBody, token: "x" }, 401],
    ["not JSON", "/api/v1/lots", post("{"), 400],
    ["no body", "/api/v1/lots", post(""), 400],
    ["a JSON text", "/api/v1/lots", post('"lot"'), 422],
    ["a JSON list", "/api/v1/lots", post("[]"), 422],
    ["no lot", "/api/v1/lots", post("{}"), 422],
    ["a body of 65 KiB", "/api/v1/lots", post(`"${"x".repeat(65 * 1024)}"`), 413],
    ["a body of 10 MiB", "/api/v1/lots", post("x".repeat(10 * 1024 * 1024)), 413],
    ["a code in broken escapes", "/api/v1/traceability/%E0%A4%A", { token }, 404],
    ["an unknown lot", "/api/v1/traceability/LOT-7", { token }, 404],
    ["faults by POST", "/faults", { method: "POST", body: "{}" }, 405],
    ["faults not in JSON", "/faults", { method: "PUT", body: "slow" }, 400],
    ["faults as a list", "/faults", { method: "PUT", body: "[]" }, 422],
    ["an unknown fault", "/faults", { method: "PUT", body: '{"fast":{}}' }, 422],
    ["an unknown fault by its name", "/faults/fast", { method: "PUT", body: "{}" }, 404],
    ["an unknown fault off", "/faults/fast", { method: "DELETE" }, 404],
    ["a figure out of bounds", "/faults/slow", { method: "PUT", body: '{"factor":1001}' }, 422],
    ["one fault by POST", "/faults/slow", { method: "POST", body: "{}" }, 405],
    ["the state by PUT", "/faults/state", { method: "PUT", body: "{}" }, 405],
  ];
  for (const [what, path, ask, status] of cases) {
    const answer = await plant.ask(path, ask);
    assert.equal(answer.status, status, what);
    assert.equal(typeof Reflect.get(Object(answer.body), "detail"), "string", what);
  }
});

test("faults are switched on, shown, and all off again", async (t) => {
  const { ask } = await aPlant(t);
  const faults = { errorRatio: { ratio: 1, route: "health" } };
  assert.deepEqual(await ask("/faults", { method: "PUT", body: JSON.stringify(faults) }), {
    status: 200,
    body: faults,
  });
  assert.deepEqual((await ask("/faults")).body, faults);
  assert.equal((await ask("/health")).status, 503);
  assert.equal((await ask("/metrics")).status, 200);
  assert.deepEqual(await ask("/faults", { method: "DELETE" }), { status: 200, body: {} });
  assert.deepEqual((await ask("/faults")).body, {});
  assert.equal((await ask("/health")).status, 200);
});

test("a new version shows in the health, and in nothing else", async (t) => {
  const { ask } = await aPlant(t);
  const before = (await ask("/health")).body;
  assert.equal((await ask("/faults/newVersion", { method: "PUT", body: "{}" })).status, 200);
  assert.deepEqual((await ask("/health")).body, { ...Object(before), version: "2026.12" });
  assert.equal((await ask("/faults/newVersion", { method: "PUT", body: '{"route":"lots"}' })).status, 422);
  await ask("/faults/newVersion", { method: "DELETE" });
  assert.deepEqual((await ask("/health")).body, before);
});

test("one is switched and the others stay; the state says since when and by whom", async (t) => {
  const { ask } = await aPlant(t);
  const on = async () => {
    const { startedAt, on } = Object((await ask("/faults/state")).body);
    assert.ok(Date.parse(startedAt) <= Date.now());
    return on.map(({ since, ...one }: { since: string }) => ({ ...one, hasBegun: Date.parse(since) <= Date.now() }));
  };
  assert.deepEqual(await on(), []);
  await ask("/faults", { method: "PUT", body: '{"slow":{"addMs":1}}' });
  await ask("/faults/timeZone", { method: "PUT", body: "{}", by: encodeURIComponent("Jiří Šťastný") });
  await ask("/faults/reset", { method: "PUT", body: '{"ratio":0}', by: "%E0%A4%A" });
  const slow = { fault: "slow", figures: { addMs: 1 }, by: null, hasBegun: true };
  const timeZone = { fault: "timeZone", figures: {}, by: "Jiří Šťastný", hasBegun: true };
  const reset = { fault: "reset", figures: { ratio: 0 }, by: null, hasBegun: true };
  assert.deepEqual(await on(), [slow, timeZone, reset]);
  await ask("/faults/slow", { method: "DELETE" });
  assert.deepEqual(await on(), [timeZone, reset]);
  await ask("/faults", { method: "DELETE" });
  assert.deepEqual(await on(), []);
});

test("legacy breaks as the new system does, and never answers otherwise", async (t) => {
  const { ask } = await aPlant(t, "legacy");
  for (const [path, body] of [
    ["/faults/timeZone", "{}"],
    ["/faults", '{"timeZone":{}}'],
  ] as const) {
    const answer = await ask(path, { method: "PUT", body });
    assert.equal(answer.status, 422);
    assert.match(String(Reflect.get(Object(answer.body), "detail")), /timeZone is the new system's/);
  }
  assert.equal((await ask("/faults/errorRatio", { method: "PUT", body: '{"ratio":1}' })).status, 200);
  assert.equal((await ask("/health")).status, 503);
});

test("a leak holds memory and slows all answers; switched off it is given back", async (t) => {
  const { ask } = await aPlant(t);
  const leaked = async () => Number(/^plant_leaked_bytes (\d+)$/m.exec(String((await ask("/metrics")).body))?.[1]);
  await ask("/faults/leak", { method: "PUT", body: '{"kibPerRequest":1024,"route":"health"}' });
  for (let nth = 0; nth < 50; nth++) await ask("/health");
  assert.equal(await leaked(), 50 * 1024 * 1024);
  const from = performance.now();
  await ask("/nothing");
  assert.ok(performance.now() - from >= 99, "each MiB costs 2 ms");
  await ask("/faults/leak", { method: "DELETE" });
  assert.equal(await leaked(), 0);
});

test("differences show in the answers of the new system", async (t) => {
  const plant = await aPlant(t);
  const token = await aToken(plant);
  await plant.ask("/faults", { method: "PUT", body: '{"weightRounded":{},"statusTwoHundred":{}}' });
  const body = JSON.stringify({ lot_code: "LOT-1", lot_type: "RAW", weight_kg: 99.5 });
  const lot = await plant.ask("/api/v1/lots", { method: "POST", body, token });
  assert.deepEqual([lot.status, Reflect.get(Object(lot.body), "weight_kg")], [200, 100]);
  const again = await plant.ask("/api/v1/lots", { method: "POST", body, token });
  assert.equal(again.status, 409);
});

test("a wrong status and a wrong body are seen in right answers, and leave refusals alone", async (t) => {
  const { ask } = await aPlant(t);
  await ask("/faults", { method: "PUT", body: '{"wrongStatus":{"ratio":1}}' });
  assert.equal((await ask("/health")).status, 202);
  assert.equal((await ask("/nothing")).status, 404);
  await ask("/faults", { method: "PUT", body: '{"wrongBody":{"ratio":1}}' });
  assert.deepEqual(await ask("/health"), { status: 200, body: { message: "ok" } });
});

test("a reset cuts the connection, also one that its client has left before", async (t) => {
  const { ask, port } = await aPlant(t);
  await ask("/faults", { method: "PUT", body: '{"reset":{"ratio":1,"route":"health"},"slow":{"addMs":50}}' });
  const gone = net.connect(port, "127.0.0.1", () => gone.end("GET /health HTTP/1.1\r\nhost: x\r\n\r\n"));
  gone.once("finish", () => gone.destroy());
  await assert.rejects(ask("/health"));
  assert.equal((await ask("/metrics")).status, 200);
});

/** How long an answer takes is the fault here; it can be longer than asked for, never shorter. */
const delays: [string, string][] = [
  ["slow", '{"slow":{"addMs":300}}'],
  ["stall", '{"stall":{"forMs":300}}'],
  ["slow start", '{"slowStart":{"seconds":600},"slow":{"factor":10}}'],
];
for (const [fault, body] of delays)
  test(`${fault}: nothing is answered before its time`, async (t) => {
    const { ask } = await aPlant(t);
    const from = performance.now();
    await ask("/faults", { method: "PUT", body });
    const answers = await Promise.all([ask("/health"), ask("/health")]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200],
    );
    assert.ok(performance.now() - from >= 299);
  });
