import assert from "node:assert/strict";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import test, { after, before, type TestContext } from "node:test";
import { eq } from "drizzle-orm";
import { events } from "#drizzle/schema/platform.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import type { Environment } from "../platform/core/environment.ts";
import { carryOutPasses } from "./edge/pass-runner.ts";
import { resolveTarget } from "./edge/resolve-target.ts";
import type { TryScenario } from "./input/scenarios.ts";
import { saveScenario } from "./save-scenario.ts";
import { aPlace, type Place } from "./testing/a-run.ts";
import type { TryDoors } from "./try-doors.ts";
import { type TryOptions, tryScenario } from "./try-scenario.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

const password = "op3n-sesame";
/** As in the web process, whose own pages are at this port. */
const webPort = 3_999;
const doors = (): TryDoors => ({
  carryOut: carryOutPasses,
  resolve: (baseUrl) => resolveTarget(baseUrl, { webPort, databaseUrl: database.appUrl }),
  secretsFor: () => ({ OPERATOR_PASSWORD: password }),
});

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** A real server; what it was asked stands in `asked`. */
async function aPeer(t: TestContext, answer: Answer) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      asked.push(`${request.method} ${request.url}`);
      answer(request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return { asked, baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const json = (response: ServerResponse, status: number, value: unknown) =>
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(value));

const warehouse: Answer = (request, response, body) => {
  if (request.url === "/api/login")
    return json(response, 200, { access_token: "t0ken-of-the-user", said: JSON.parse(body).password });
  if (request.url === "/api/lots") return json(response, 201, { id: 7, code: "LOT-7" });
  return json(response, 200, { lot: 7, events: [], token: request.headers.authorization });
};

const text = `name: warehouse
setup:
  - name: log in
    post: /api/login
    json: { password: "{{secret.OPERATOR_PASSWORD}}" }
    expect: { status: 200 }
    remember: { token: $.access_token }
headers: { authorization: "Bearer {{token}}" }
mix:
  - name: register lot
    tags: [write]
    post: /api/lots
    json: { code: "{{unique 'LOT-'}}" }
    expect: { status: 201, json: { $.id: present } }
    remember: { lot: $.id }
  - name: traceability
    needs: lot
    get: /api/trace/{{lot}}
    expect: { status: 200, json: { $.events: not empty } }
`;

const asked = (place: Place, change: Partial<TryScenario> = {}) => ({
  ...{ pilot: place.pilot, systemId: place.systemId, text, files: [], only: null },
  ...change,
});
const going = (change: Partial<TryOptions> = {}): TryOptions => ({
  ...{ doors, signal: new AbortController().signal },
  ...change,
});
const triesOf = (place: Place) => ctx.db.select().from(events).where(eq(events.chain, place.pilotId));

test("every request in order with its checks, what does not hold named, no secret in it, and an event with counts alone", async (t) => {
  const peer = await aPeer(t, warehouse);
  const place = await aPlace(ctx, peer);
  const tried = await tryScenario(ctx, asked(place), going());
  assert.ok(tried.ok, JSON.stringify(tried));
  assert.deepEqual(peer.asked, ["POST /api/login", "POST /api/lots", "GET /api/trace/7"]);
  assert.deepEqual(
    tried.steps.map(({ step, status, holds }) => [step, status, holds]),
    [
      ["log in", 200, true],
      ["register lot", 201, true],
      ["traceability", 200, false],
    ],
  );
  assert.deepEqual(tried.steps[2]?.checks, [
    { says: "status 200", holds: true, found: null },
    { says: "$.events is not empty", holds: false, found: "[]" },
  ]);
  assert.equal(tried.ended, null);
  for (const { latencyMs } of tried.steps) assert.ok((latencyMs ?? 0) > 0);
  const shown = JSON.stringify(tried);
  assert.match(shown, /\(hidden\)/);
  assert.doesNotMatch(shown, /op3n-sesame|t0ken-of-the-user/);
  const [event, ...more] = await triesOf(place);
  assert.equal(more.length, 0);
  assert.deepEqual([event?.verb, event?.subjectKind, event?.subjectId], ["scenario.tried", "scenario", "unsaved"]);
  const counts = { requests: 3, failing: 1, cut: false };
  assert.deepEqual(event?.after, { name: "warehouse", system: place.systemName, ...counts });
});

test("one tag, step or kind of users alone; a scenario that is saved is what the event is about", async (t) => {
  const peer = await aPeer(t, warehouse);
  const place = await aPlace(ctx, peer);
  const saved = await saveScenario(ctx, { pilot: place.pilot, text, files: [], basedOn: null });
  assert.ok(saved.ok);
  const tried = await tryScenario(ctx, asked(place, { only: { kind: "tag", tag: "write" } }), going());
  assert.ok(tried.ok);
  assert.deepEqual(peer.asked, ["POST /api/login", "POST /api/lots"]);
  assert.deepEqual((await triesOf(place)).at(-1)?.subjectId, saved.id);
  const none = await tryScenario(ctx, asked(place, { only: { kind: "step", step: "no such" } }), going());
  assert.ok(!none.ok && none.refusal === "part-empty");
});

test("rows of a file are sent", async (t) => {
  const peer = await aPeer(t, warehouse);
  const place = await aPlace(ctx, peer);
  const scanning = 'name: bags\ndata: { bags: { file: bags.csv } }\nmix: [{ get: "/bags/{{bags.qr_id}}" }]\n';
  const files = [{ name: "bags.csv", text: "qr_id\nQ-1\n" }];
  const tried = await tryScenario(ctx, asked(place, { text: scanning, files }), going());
  assert.ok(tried.ok, JSON.stringify(tried));
  assert.deepEqual(peer.asked, ["GET /bags/Q-1"]);
});

test("a slow target is cut at the limit, and when whoever asked has gone", async (t) => {
  const peer = await aPeer(t, (request, response) => {
    if (request.url !== "/slow") json(response, 200, {});
  });
  const place = await aPlace(ctx, peer);
  const slow = "name: slow\nmix:\n  - get: /quick\n  - get: /slow\n  - get: /after\n";
  const cut = await tryScenario(ctx, asked(place, { text: slow }), going({ longestMs: 300 }));
  assert.ok(cut.ok);
  assert.deepEqual(
    cut.steps.map(({ step }) => step),
    ["GET /quick"],
  );
  assert.match(cut.ended ?? "", /^Cut after 0\.3 s/);
  const leaving = new AbortController();
  setTimeout(() => leaving.abort(), 100);
  const left = await tryScenario(ctx, asked(place, { text: slow }), going({ signal: leaving.signal }));
  assert.ok(left.ok);
  assert.deepEqual(peer.asked, ["GET /quick", "GET /slow", "GET /quick", "GET /slow"]);
  assert.deepEqual(
    (await triesOf(place)).map(({ after: told }) => Object(told).cut),
    [true, true],
  );
});

test("nobody there is a check that does not hold, with the reason", async () => {
  const place = await aPlace(ctx, { baseUrl: "http://127.0.0.1:9" });
  const tried = await tryScenario(ctx, asked(place, { text: "name: x\nmix: [{ get: / }]\n" }), going());
  assert.ok(tried.ok);
  const [step] = tried.steps;
  assert.deepEqual([step?.status, step?.holds], [null, false]);
  assert.match(step?.checks[0]?.found ?? "", /refused/i);
});

test("while a try is under way another one of the pilot is refused, and of another pilot is not", async (t) => {
  const held: (() => void)[] = [];
  const peer = await aPeer(t, (_request, response) => held.push(() => json(response, 200, {})));
  const [place, other] = [await aPlace(ctx, peer), await aPlace(ctx, peer)];
  const once = { text: "name: x\nmix: [{ get: / }]\n" };
  const first = tryScenario(ctx, asked(place, once), going());
  await waitFor("a try has been sent", () => held.length === 1);
  const second = await tryScenario(ctx, asked(place, once), going());
  assert.ok(!second.ok && second.refusal === "try-under-way");
  const elsewhere = tryScenario(ctx, asked(other, once), going());
  await waitFor("a try has been sent", () => held.length === 2);
  for (const answer of held.splice(0)) answer();
  assert.ok((await first).ok && (await elsewhere).ok);
  const third = tryScenario(ctx, asked(place, once), going());
  await waitFor("a try has been sent", () => held.length === 1);
  held[0]?.();
  assert.ok((await third).ok, "afterwards there is room for another");
});

test("what is refused is refused before anything is sent, and leaves no event", async (t) => {
  const peer = await aPeer(t, warehouse);
  const place = await aPlace(ctx, peer);
  const at = (environment: Environment, baseUrl = peer.baseUrl) => aPlace(ctx, { environment, baseUrl });
  const production = await at("production");
  const metadata = await at("test", "http://169.254.169.254");
  const own = await at("test", `http://127.0.0.1:${webPort}`);
  const many = Array.from({ length: 10 }, (_, kind) => {
    const steps = Array.from({ length: 21 }, (_, step) => `{ get: /${kind}/${step} }`);
    return `  - { kind: k${kind}, share: 1, mix: [${steps.join(", ")}] }`;
  });
  const cases: [what: string, ask: ReturnType<typeof asked>, refusal: string, says: RegExp][] = [
    ["production", asked(production), "try-of-production", new RegExp(production.systemName)],
    ["an address nothing is sent to", asked(metadata), "try-address", /169\.254\.169\.254/],
    ["Gantry's own pages", asked(own), "try-address", /own pages/],
    ["another pilot's system", asked(place, { systemId: own.systemId }), "system-not-found", /.*/],
    ["mistakes", asked(place, { text: "name: x" }), "scenario-mistakes", /Line 1/],
    ["210 requests", asked(place, { text: `name: x\nusers:\n${many.join("\n")}\n` }), "try-too-long", /210/],
    ["no such pilot", { ...asked(place), pilot: "nowhere" }, "pilot-not-found", /.*/],
  ];
  for (const [what, ask, refusal, says] of cases) {
    const answer = await tryScenario(ctx, ask, going());
    assert.ok(!answer.ok, what);
    assert.equal(answer.refusal, refusal, what);
    assert.match(JSON.stringify(answer.details ?? ""), says, what);
  }
  const poor = () => ({ ...doors(), secretsFor: () => ({}) });
  const missing = await tryScenario(ctx, asked(place), going({ doors: poor }));
  assert.deepEqual(missing.ok || [missing.refusal, missing.details?.says?.["names"]], [
    ...["try-secrets-missing", "OPERATOR_PASSWORD"],
  ]);
  assert.deepEqual(peer.asked, []);
  for (const one of [place, production, metadata, own]) assert.deepEqual(await triesOf(one), []);
});
