import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { users } from "#drizzle/schema/access.ts";
import { sessionSeconds } from "#lib/access/session-token.ts";
import { aPerson, sessionCookie, type TestPerson } from "#lib/access/testing/person.ts";
import { refuse } from "../result.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { reply, route } from "./route.ts";
import { useWebConnection } from "./web-connection.ts";

let database: TestDatabase;
let lead: TestPerson;
let viewer: TestPerson;

before(async () => {
  database = await testDatabase();
  useWebConnection(database.connection);
  lead = await aPerson(database.ctx.db, ["lead"]);
  viewer = await aPerson(database.ctx.db, ["viewer"]);
});
after(() => database.close());

const address = "http://gantry.test:3000/api/v1/things/7?from=3";
const body = z.strictObject({ name: z.string().min(1), stages: z.array(z.strictObject({ from: z.number() })) });
const good = JSON.stringify({ name: "a", stages: [{ from: 1 }] });
const params = z.object({ number: z.coerce.number().int().positive() });
const query = z.object({ from: z.coerce.number().int().optional() });

const door = route({ roles: ["lead", "admin"], body, params, query }, async (ctx, input) =>
  reply(
    201,
    { ok: true, who: ctx.actor.name, ...input.params, ...input.query, name: input.body.name },
    { location: "/7" },
  ),
);

type Ask = { headers?: Record<string, string>; body?: BodyInit | null; number?: string; url?: string; method?: string };

function ask({ headers = {}, body: sent = good, number = "7", url = address, method = "POST" }: Ask = {}) {
  const all = { host: "gantry.test:3000", cookie: lead.cookie, "content-type": "application/json", ...headers };
  const request = new Request(url, { method, headers: all, body: sent, duplex: "half" } as RequestInit);
  return door(request, { params: Promise.resolve({ number }) });
}

type Problem = { status: number; detail: string; type: string; errors?: { path: string; message: string }[] };

async function problemOf(answer: Promise<Response>): Promise<Problem> {
  const response = await answer;
  assert.match(response.headers.get("content-type") ?? "", /^application\/problem\+json/);
  assert.ok(response.headers.get("x-request-id"));
  const problem = (await response.json()) as Problem;
  assert.equal(problem.status, response.status);
  return problem;
}

test("what fits passes: input parsed, actor known, status and header as said", async () => {
  const answer = await ask();
  assert.equal(answer.status, 201);
  assert.equal(answer.headers.get("location"), "/7");
  assert.deepEqual(await answer.json(), { who: lead.actor.name, number: 7, from: 3, name: "a" });
});

test("no session, an old one, one of a disabled account: 401 and its sentence", async () => {
  const { id } = viewer.actor;
  const signedOut = await problemOf(ask({ headers: { cookie: "" } }));
  assert.deepEqual([signedOut.status, signedOut.type], [401, "urn:gantry:signed-out"]);
  const cookie = await sessionCookie({ id, agoSeconds: sessionSeconds + 60 });
  const expired = await problemOf(ask({ headers: { cookie } }));
  assert.equal(expired.status, 401);
  assert.match(expired.detail, /ended after 8 hours/);
  const disabled = await aPerson(database.ctx.db, ["lead"]);
  await database.ctx.db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, disabled.actor.id));
  assert.match((await problemOf(ask({ headers: { cookie: disabled.cookie } }))).detail, /disabled/);
});

test("another role: 403 and who may", async () => {
  const problem = await problemOf(ask({ headers: { cookie: viewer.cookie } }));
  assert.equal(problem.status, 403);
  assert.match(problem.detail, /Only a lead or an admin/);
});

test("origin: its own under any of its names, no other, not null", async () => {
  const cases: [headers: Record<string, string>, status: number][] = [
    [{ origin: "http://gantry.test:3000" }, 201],
    [{ origin: "https://walls.plant.example", "x-forwarded-host": "walls.plant.example" }, 201],
    [{ origin: "https://walls.plant.example", "x-forwarded-host": "walls.plant.example:443, inner" }, 201],
    [{ origin: "https://elsewhere.example" }, 403],
    [{ origin: "http://gantry.test:4000" }, 403],
    [{ origin: "null" }, 403],
    [{ "sec-fetch-site": "cross-site" }, 403],
    [{ "sec-fetch-site": "same-site" }, 403],
    [{ "sec-fetch-site": "same-origin" }, 201],
  ];
  for (const [headers, status] of cases) assert.equal((await ask({ headers })).status, status, JSON.stringify(headers));
});

test("a body that is not JSON: 400 with the place, 415 for another type; what was sent is not repeated", async () => {
  const broken = await problemOf(ask({ body: '{"name": "hunter2' }));
  assert.equal(broken.status, 400);
  assert.ok(!JSON.stringify(broken).includes("hunter2"));
  assert.equal((await problemOf(ask({ body: "" }))).status, 400);
  assert.equal((await problemOf(ask({ body: new Uint8Array([0xff, 0xfe]) }))).status, 400);
  assert.equal((await problemOf(ask({ headers: { "content-type": "text/plain" } }))).status, 415);
});

test("10 MB: 413 with the limit, also without a content-length; the limit itself fits", async () => {
  const tooMuch = await problemOf(ask({ body: "x".repeat(10_000_000) }));
  assert.equal(tooMuch.status, 413);
  assert.match(tooMuch.detail, /1 MiB/);
  const piece = new Uint8Array(1_000_000);
  let pieces = 10;
  const stream = new ReadableStream({
    pull: (controller) => (pieces-- > 0 ? controller.enqueue(piece) : controller.close()),
  });
  assert.equal((await problemOf(ask({ body: stream }))).status, 413);
  const fits = JSON.stringify({ name: "", stages: [] });
  assert.equal((await ask({ body: fits.padEnd(1024 * 1024) })).status, 422);
});

test("input that does not fit: 422 with the field's path", async () => {
  const problem = await problemOf(
    ask({ body: JSON.stringify({ name: 7, stages: [{ from: 1 }, { from: "2" }], naem: 1 }) }),
  );
  assert.equal(problem.status, 422);
  assert.deepEqual(problem.errors?.map((one) => one.path).sort(), ["naem", "name", "stages.1.from"]);
  const wrongQuery = await problemOf(ask({ url: address.replace("from=3", "from=x") }));
  assert.deepEqual(
    wrongQuery.errors?.map((one) => one.path),
    ["from"],
  );
});

test("a character that the database cannot keep is refused where it stands, whatever the schema says", async () => {
  const cases: [ask: Ask, status: number, path: string][] = [
    [{ body: '{"name":"a\\u0000","stages":[]}' }, 422, "name"],
    [{ body: '{"name":"\\\\u0000","stages":[]}' }, 201, ""],
  ];
  for (const [asked, status, path] of cases) {
    const answer = await ask(asked);
    const said = (await answer.json()) as Partial<Problem>;
    assert.deepEqual([answer.status, said.errors?.[0]?.path ?? ""], [status, path]);
  }
  const deep = route({ roles: "public", body: z.object({ a: z.array(z.unknown()) }) }, async () => ({ ok: true }));
  const request = new Request(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"a":[1,{"b":["\\u0000"]}]}',
  });
  assert.equal((await problemOf(deep(request))).errors?.[0]?.path, "a.1.b.0");
});

test("very many mistakes are counted, and the first hundred told", async () => {
  const stages = Array.from({ length: 5_000 }, () => 1);
  const problem = await problemOf(ask({ body: JSON.stringify({ name: "a", stages }) }));
  assert.equal(problem.errors?.length, 100);
  assert.match(problem.detail, /and 4997 more\.$/);
});

test("a path that does not fit is not found", async () => {
  assert.equal((await problemOf(ask({ number: "seven" }))).status, 404);
});

test("a refusal becomes its status, sentence and fields", async () => {
  const refusing = route({ roles: "any person" }, async () =>
    refuse("role-needed", { says: { roles: "a decider" }, fields: [{ path: "scenarioText", message: "m", line: 2 }] }),
  );
  const request = new Request(address, { headers: { cookie: viewer.cookie } });
  const problem = await problemOf(refusing(request));
  assert.deepEqual([problem.status, problem.detail], [403, "Only a decider may do this. Ask an admin for the role."]);
  assert.deepEqual(problem.errors, [{ path: "scenarioText", message: "m", line: 2 }]);
});

test("a fault: 500 with an id that the log has, and nothing of its cause", async (t) => {
  const logged = t.mock.method(process.stderr, "write", () => true);
  const breaking = route({ roles: "public" }, async () => {
    throw new Error("password=secret");
  });
  const answer = await breaking(new Request(`${address}&token=t0ken`));
  const problem = (await answer.json()) as Problem;
  assert.equal(answer.status, 500);
  assert.ok(!JSON.stringify(problem).includes("secret"));
  const line = String(logged.mock.calls[0]?.arguments[0]);
  const id = answer.headers.get("x-request-id") ?? "none";
  assert.ok(line.includes(id) && problem.detail.includes(id));
  assert.ok(!line.includes("t0ken"));
});

test("a refusal that no table has is a fault", async (t) => {
  t.mock.method(process.stderr, "write", () => true);
  const odd = route({ roles: "public" }, async () => refuse("never-heard-of"));
  assert.equal((await odd(new Request(address))).status, 500);
});
