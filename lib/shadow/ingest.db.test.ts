import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { POST } from "#app/api/v1/pilots/[pilot]/exchanges/route.ts";
import { aPerson } from "#lib/access/testing/person.ts";
import { aPlace, type Place } from "#lib/load/testing/a-run.ts";
import { useWebConnection } from "#lib/platform/http/web-connection.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { ingestIsBusy } from "./ingest-exchanges.ts";

let database: TestDatabase;
let cookie: string;
let place: Place;
before(async () => {
  database = await testDatabase();
  useWebConnection(database.connection);
  cookie = (await aPerson(database.ctx.db, ["lead"])).cookie;
  place = await aPlace(database.ctx);
});
after(() => database.close());

const answer = { status: 200, headers: { "Content-Type": "application/json" }, body: '{"id":17}', latencyMs: 4.5 };
let made = 0;
const line = (changes: Record<string, unknown> = {}) =>
  JSON.stringify({
    ...{ id: `line-${++made}`, at: "2026-11-25T10:30:00Z", method: "GET", target: "/lots/17" },
    ...{ legacy: answer, candidate: answer, ...changes },
  });

type Sent = { body: BodyInit; query?: string; type?: string; pilot?: string };

async function send({ body, query = "", type = "application/x-ndjson", pilot = place.pilot }: Sent) {
  const headers = { host: "gantry.test", cookie, "content-type": type };
  const address = `http://gantry.test/api/v1/pilots/${pilot}/exchanges${query}`;
  const request = new Request(address, { method: "POST", headers, body });
  const answered = await POST(request, { params: Promise.resolve({ pilot }) });
  return { status: answered.status, headers: answered.headers, said: await answered.json() };
}

test("a batch is taken in, and the same again changes nothing", async () => {
  const differing = { candidate: { ...answer, body: '{"id":18}' } };
  const body = `${line()}\n\n${line(differing)}\n${line({ candidate: null, notCompared: "timed-out" })}\n`;
  const first = await send({ body, query: "?source=envoy-1" });
  const counted = { counted: 3, duplicates: 0, notCompared: 1, differing: 1, differences: 1, newGroups: [1] };
  assert.deepEqual([first.status, first.said], [200, counted]);
  const again = await send({ body, query: "?source=envoy-1" });
  assert.deepEqual([again.status, again.said.counted, again.said.duplicates], [200, 0, 3]);
});

test("mistakes are named by line, nothing of the batch is taken, and nothing sent is repeated", async () => {
  const cases: [name: string, lines: string[], line: number, says: RegExp][] = [
    ["no JSON", [line(), "{"], 2, /line 2 is not JSON/],
    ["a field is missing", [line({ id: undefined })], 1, /line 1: id an id is expected/],
    ["no answer and no reason", [line(), line(), line({ candidate: null })], 3, /line 3: notCompared say why/],
    ["an unknown reason", [line({ candidate: null, notCompared: "not-the-same" })], 1, /one of dropped/],
    ["an unknown field", [line({ sekret: "hunter2" })], 1, /line 1/],
    ["a time without a zone", [line({ at: "2026-11-25 10:30" })], 1, /line 1: at a time such as/],
    ["a time far ahead", [line({ at: "2999-01-01T00:00:00Z" })], 1, /line 1: at lies more than a day ahead/],
    ["two bodies", [line({ legacy: { ...answer, bodyBase64: "AA==" } })], 1, /not both/],
    ["U+0000 in the target", [line({ target: "/a\u0000" })], 1, /line 1: target/],
  ];
  for (const [name, lines, number, says] of cases) {
    const { status, said } = await send({ body: lines.join("\n") });
    assert.equal(status, 422, name);
    assert.equal(said.errors[0].line, number, name);
    assert.match(said.detail, says, name);
    assert.ok(!JSON.stringify(said).includes("hunter2"), name);
  }
  const ok = line();
  assert.equal((await send({ body: `${ok}\n{` })).status, 422);
  assert.equal((await send({ body: ok })).said.counted, 1);
});

test("what does not fit is refused with its own status", async () => {
  const many = Array.from({ length: 2_001 }, () => "{}").join("\n");
  const cases: [name: string, sent: Sent, status: number][] = [
    ["another type", { body: line(), type: "application/json" }, 415],
    ["too many lines", { body: many }, 413],
    ["too many bytes", { body: "x".repeat(8 * 1024 * 1024 + 1) }, 413],
    ["no text", { body: Uint8Array.of(255, 254) }, 422],
    ["a source that is none", { body: line(), query: "?source=a%20b" }, 422],
    ["no such pilot", { body: line(), pilot: "nowhere" }, 404],
  ];
  for (const [name, sent, status] of cases) assert.equal((await send(sent)).status, status, name);
  assert.deepEqual((await send({ body: "" })).said.counted, 0);
});

test("with too much at once, whoever sends is told when to come back, and nothing is lost or doubled", async () => {
  const { sql } = database.connection;
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let locked = false;
  const holding = sql.begin(async (tx) => {
    await tx`select 1 from shadow_pilots where pilot_id = ${place.pilotId} for update`;
    locked = true;
    await held;
  });
  await waitFor("the lock", () => locked);
  const bodies = Array.from({ length: 4 }, () => line());
  const waiting = bodies.map((body) => send({ body }));
  const fifth = line();
  await waitFor("four batches under way", ingestIsBusy);
  const refused = await send({ body: fifth });
  assert.equal(refused.status, 429);
  assert.equal(refused.headers.get("retry-after"), "1");
  release();
  await holding;
  for (const one of waiting) assert.equal((await one).said.counted, 1);
  assert.equal((await send({ body: fifth })).said.counted, 1);
});

test("bodies that are no text or too large are taken as such", async () => {
  const bytes = { ...answer, body: undefined, bodyBase64: Buffer.from([0, 255, 1]).toString("base64") };
  const large = { ...answer, body: "x".repeat(300_000) };
  const unsent = { ...answer, body: undefined, bodyLength: 5_000_000 };
  const body = [
    line({ legacy: bytes, candidate: bytes }),
    line({ legacy: large, candidate: large }),
    line({ candidate: unsent }),
  ].join("\n");
  const { said } = await send({ body });
  assert.deepEqual([said.counted, said.notCompared, said.differing], [3, 2, 0]);
});

test("bodies of 5 MB: one is counted as too large, two are too many bytes, and a mistake behind one has its line", async () => {
  const large = { ...answer, body: "x".repeat(5 * 1024 * 1024) };
  const first = await send({ body: line({ legacy: large }) });
  assert.deepEqual([first.status, first.said.counted, first.said.notCompared], [200, 1, 1]);
  const two = await send({ body: `${line({ legacy: large })}\n${line({ candidate: large })}` });
  assert.deepEqual([two.status, two.said.title], [413, "Payload Too Large"]);
  const ok = line();
  const wrong = await send({
    body: `${ok}\n${line({ legacy: large })}\n${line({ legacy: { ...large, status: 0 } }).slice(0, 400)}`,
  });
  assert.deepEqual([wrong.status, wrong.said.errors[0].line], [422, 3]);
  const unfit = await send({ body: `${ok}\n${line({ legacy: { ...large, status: 0 } })}` });
  assert.deepEqual([unfit.status, unfit.said.errors[0].line], [422, 2]);
  assert.ok(JSON.stringify(unfit.said).length < 2_000, "nothing sent is repeated");
  assert.equal((await send({ body: ok })).said.counted, 1);
});
