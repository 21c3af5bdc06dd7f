import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import * as noteRoute from "#app/api/v1/pilots/[pilot]/runs/[number]/notes/route.ts";
import * as runRoute from "#app/api/v1/pilots/[pilot]/runs/[number]/route.ts";
import * as secondsRoute from "#app/api/v1/pilots/[pilot]/runs/[number]/seconds/route.ts";
import * as stopRoute from "#app/api/v1/pilots/[pilot]/runs/[number]/stop/route.ts";
import * as runsRoute from "#app/api/v1/pilots/[pilot]/runs/route.ts";
import * as scenariosRoute from "#app/api/v1/pilots/[pilot]/scenarios/route.ts";
import * as unlocksRoute from "#app/api/v1/pilots/[pilot]/systems/[system]/unlocks/route.ts";
import * as systemsRoute from "#app/api/v1/pilots/[pilot]/systems/route.ts";
import { sessionSeconds } from "#lib/access/session-token.ts";
import { aPerson, sessionCookie, type TestPerson } from "#lib/access/testing/person.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { useWebConnection } from "#lib/platform/http/web-connection.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { claimRun } from "./claim-run.ts";
import { scenarioBodyBytes } from "./input/scenarios.ts";
import { insertSecond } from "./store-seconds.ts";
import { aFrame } from "./testing/a-frame.ts";
import { aPlace, aQueuedRun, aRunner, type Place, runAt } from "./testing/a-run.ts";

let database: TestDatabase;
let ctx: Ctx;
let people: Record<"viewer" | "lead" | "admin", TestPerson>;
let place: Place;
let other: Place;

before(async () => {
  database = await testDatabase();
  useWebConnection(database.connection);
  ctx = database.ctx;
  const { db } = ctx;
  people = {
    viewer: await aPerson(db, ["viewer"]),
    lead: await aPerson(db, ["lead"]),
    admin: await aPerson(db, ["admin"]),
  };
  [place, other] = [await aPlace(ctx), await aPlace(ctx)];
});
after(() => database.close());

type Handler = (
  request: Request,
  context: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>;
type Ask = {
  as?: keyof typeof people;
  cookie?: string;
  params?: Record<string, string>;
  query?: string;
  body?: BodyInit;
  headers?: Record<string, string>;
};
type Answer = {
  status: number;
  detail?: string;
  errors?: { path: string; message: string; line?: number; column?: number }[];
} & Record<string, unknown>;

/** As Next.js calls a handler: the path's parts beside the request. */
async function call(handler: Handler, ask: Ask): Promise<Answer> {
  const { as = "lead", params = { pilot: place.pilot }, query = "", body, headers = {} } = ask;
  const cookie = ask.cookie ?? people[as].cookie;
  const sent = body === undefined ? {} : { method: "POST", body, duplex: "half" };
  const all = { host: "gantry.test", cookie, "content-type": "application/json", ...headers };
  const request = new Request(`http://gantry.test/x${query}`, { headers: all, ...sent });
  const answer = await handler(request, { params: Promise.resolve(params) });
  assert.equal(answer.headers.get("cache-control"), "no-store");
  if (answer.status >= 400) assert.match(answer.headers.get("content-type") ?? "", /^application\/problem\+json/);
  return { ...((await answer.json()) as object), status: answer.status };
}

function asked(changes: Parameters<typeof runAt>[1] = {}): string {
  const { pilot: _pilot, ...run } = runAt(place, changes);
  return JSON.stringify(run);
}

test("a lead starts a run and reads it, its seconds and the list; stops it and notes why", async () => {
  const started = await call(runsRoute.POST, { body: asked() });
  assert.equal(started.status, 201);
  const params = { pilot: place.pilot, number: String(started["number"]) };
  const run = await call(runRoute.GET, { params, as: "viewer" });
  assert.deepEqual(
    [run.status, run["id"], run["state"], run["requestedBy"]],
    [200, started["id"], "queued", people.lead.actor.name],
  );
  const note = await call(noteRoute.POST, { params, body: JSON.stringify({ text: "first", second: 0 }) });
  assert.deepEqual([note.status, note["text"], note["writtenBy"]], [201, "first", people.lead.actor.name]);
  const stop = () => call(stopRoute.POST, { params, body: JSON.stringify({ reason: "enough" }) });
  assert.equal((await stop()).status, 202);
  const again = await stop();
  assert.deepEqual([again.status, again.detail], [409, "This run has already ended."]);
  const list = await call(runsRoute.GET, { as: "viewer" });
  assert.deepEqual([list.status, list["total"]], [200, 1]);
});

test("the list is asked for in its address, and says what does not fit", async () => {
  const cases: [query: string, status: number, says: RegExp][] = [
    ["", 200, /^$/],
    ["?filter=verdict:pass&segment=fail&sort=-p99&page=1000", 200, /^$/],
    ["?segment=baseline&filter=baseline:yes", 200, /^$/],
    ["?filter=targe:x", 422, /^There is no filter targe:\. Did you mean target:\?/],
    [`?filter=${"x".repeat(300)}`, 422, /at most 200 characters/],
    ["?filter=%00", 422, /U\+0000/],
    ["?segment=green", 422, /segment: one of all, running, fail, inconclusive, pass, baseline/],
    ["?sort=p50", 422, /sort: one of number, p99, errors, delivered/],
    ["?page=0", 422, /page: from 1 on/],
    ["?page=1001", 422, /page: at most 1000/],
    ["?page=1.5", 422, /page: a whole page/],
    ["?page=x", 422, /page: a page/],
  ];
  for (const [query, status, says] of cases) {
    const answer = await call(runsRoute.GET, { query });
    assert.equal(answer.status, status, query);
    assert.match(answer.detail ?? "", says, query);
  }
});

test("seconds from where one asks", async () => {
  const run = await aQueuedRun(ctx, other);
  await claimRun(ctx, { run, runnerId: aRunner(), addresses: ["127.0.0.1"] });
  for (const second of [0, 1, 2]) await insertSecond(ctx.db, run, aFrame(second));
  const params = { pilot: other.pilot, number: String(run.number) };
  const cases: [query: string, status: number, next: number | undefined][] = [
    ["", 200, 3],
    ["?from=2", 200, 3],
    ["?from=9", 200, 9],
    ["?from=1&to=1", 200, 2],
    ["?from=1&to=99", 200, 3],
    ["?from=2&to=1", 200, 2],
    ["?to=x", 422, undefined],
    ["?to=99999999999", 422, undefined],
    ["?from=-1", 422, undefined],
    ["?from=x", 422, undefined],
    ["?from=99999999999", 422, undefined],
  ];
  for (const [query, status, next] of cases) {
    const answer = await call(secondsRoute.GET, { params, query });
    assert.deepEqual([answer.status, answer["next"]], [status, next], query);
  }
});

test("what is not there: 404 with a sentence", async () => {
  const run = await aQueuedRun(ctx, other);
  const at = (pilot: string, number: string) => ({ params: { pilot, number } });
  const noPilot = "There is no pilot of this name.";
  const noRun = "This pilot has no run of this number.";
  const cases: [what: string, handler: Handler, ask: Ask, detail: string][] = [
    ["an unknown pilot's run", runRoute.GET, at("nowhere", "1"), noPilot],
    ["an unknown pilot's runs", runsRoute.GET, { params: { pilot: "nowhere" } }, noPilot],
    ["an unknown pilot's scenarios", scenariosRoute.GET, { params: { pilot: "nowhere" } }, noPilot],
    ["a run to start for it", runsRoute.POST, { params: { pilot: "nowhere" }, body: asked() }, noPilot],
    ["a run under another pilot's path", runRoute.GET, at(place.pilot, String(run.number + 100)), noRun],
    ["its seconds", secondsRoute.GET, at(place.pilot, "999"), noRun],
    ["a note on it", noteRoute.POST, { ...at(place.pilot, "999"), body: '{"text":"x","second":0}' }, noRun],
    ["a stop of it", stopRoute.POST, { ...at(place.pilot, "999"), body: '{"reason":"x"}' }, noRun],
  ];
  for (const [what, handler, ask, detail] of cases) {
    const answer = await call(handler, ask);
    assert.deepEqual([answer.status, answer.detail], [404, detail], what);
  }
  for (const number of ["0", "-1", "x", "1.5", "1e1", "0x1", "01", "", " 1", "99999999999"])
    assert.equal((await call(runRoute.GET, at(place.pilot, number))).status, 404, `run "${number}"`);
});

test("a run of one pilot under the path of another, of the same number, is that other's", async () => {
  const [here, there] = [await aPlace(ctx), await aPlace(ctx)];
  const run = await aQueuedRun(ctx, here);
  const mine = await call(runRoute.GET, { params: { pilot: here.pilot, number: "1" } });
  assert.equal(mine["id"], run.id);
  assert.equal((await call(runRoute.GET, { params: { pilot: there.pilot, number: "1" } })).status, 404);
});

test("who may not: 401 without a session or with an old one, 403 for another role", async () => {
  const expired = await sessionCookie({ id: people.lead.actor.id, agoSeconds: sessionSeconds + 60 });
  const params = { pilot: place.pilot, number: "1" };
  const note = JSON.stringify({ text: "x", second: 0 });
  const system = { pilot: place.pilot, system: place.systemId };
  const cases: [what: string, handler: Handler, ask: Ask, status: number][] = [
    ["nobody reads", runRoute.GET, { params, cookie: "" }, 401],
    ["an expired session reads", runRoute.GET, { params, cookie: expired }, 401],
    ["an expired session starts", runsRoute.POST, { cookie: expired, body: asked() }, 401],
    ["a viewer starts", runsRoute.POST, { as: "viewer", body: asked() }, 403],
    ["a viewer stops", stopRoute.POST, { as: "viewer", params, body: '{"reason":"x"}' }, 403],
    ["a viewer notes", noteRoute.POST, { as: "viewer", params, body: note }, 403],
    ["a lead names a system", systemsRoute.POST, { body: "{}" }, 403],
    ["a lead unlocks production", unlocksRoute.POST, { params: system, body: "{}" }, 403],
    ["another site starts", runsRoute.POST, { body: asked(), headers: { origin: "https://elsewhere.example" } }, 403],
  ];
  for (const [what, handler, ask, status] of cases) assert.equal((await call(handler, ask)).status, status, what);
});

test("what does not fit: the status, and where", async () => {
  const post = (body: BodyInit, headers = {}) => call(runsRoute.POST, { body, headers });
  assert.equal((await post("x".repeat(scenarioBodyBytes + 1))).status, 413);
  assert.equal((await post(asked(), { "content-type": "text/plain" })).status, 415);
  assert.equal((await post("{not json")).status, 400);
  const profile = { model: "open" as const, maxUsers: 5, startLimitMs: 1_000 };
  const day = { from: 1, to: 1, seconds: 86_400 };
  const cases: [what: string, body: string, paths: string[]][] = [
    ["nothing", "{}", ["name", "objectives", "profile", "scenarioText", "systemId"]],
    ["no system", asked({ systemId: "x" }), ["systemId"]],
    ["a rate of 0", asked({ profile: { ...profile, stages: [{ from: 0, to: 0, seconds: 9 }] } }), ["profile.stages"]],
    ["two days", asked({ profile: { ...profile, stages: [day, day] } }), ["profile.stages"]],
    ["a NUL", asked({ scenarioText: "name: \u0000" }), ["scenarioText"]],
    ["half a letter", asked({ name: "\ud800" }), ["name"]],
  ];
  for (const [what, body, paths] of cases) {
    const answer = await post(body);
    assert.equal(answer.status, 422, what);
    assert.deepEqual(answer.errors?.map(({ path }) => path).sort(), paths, what);
  }
  const stop = await call(stopRoute.POST, {
    params: { pilot: place.pilot, number: "1" },
    body: '{"reason":"a\\u0000"}',
  });
  assert.deepEqual([stop.status, stop.errors?.[0]?.path], [422, "reason"]);
});

test("a scenario with a typo: 422, its line and column, and its sentence", async () => {
  const answer = await call(runsRoute.POST, {
    body: asked({ scenarioText: "name: x\nmix:\n  - get: /\n    wieght: 2\n" }),
  });
  assert.equal(answer.status, 422);
  const [mistake] = answer.errors ?? [];
  assert.deepEqual([mistake?.path, mistake?.line, mistake?.column], ["scenarioText", 4, 5]);
  assert.match(answer.detail ?? "", /^The scenario cannot be read: Line 4, column 5/);
});

test("an admin names a production system and unlocks it; a lead then starts one run there", async () => {
  const { pilot } = place;
  const named = await call(systemsRoute.POST, {
    as: "admin",
    body: JSON.stringify({
      ...{ name: "the real one", baseUrl: "http://127.0.0.1:9/", environment: "production" },
      reason: "the night before the launch",
    }),
  });
  assert.deepEqual([named.status, named["baseUrl"]], [201, "http://127.0.0.1:9"]);
  const systemId = String(named["id"]);
  const start = (typed?: string) => call(runsRoute.POST, { body: asked({ systemId, typed }) });
  assert.equal((await start()).status, 422);
  const locked = await start("the real one");
  assert.deepEqual([locked.status, locked.detail?.slice(0, 27)], [403, "the real one is production."]);
  const unlocked = await call(unlocksRoute.POST, {
    as: "admin",
    params: { pilot, system: systemId },
    body: JSON.stringify({ reason: "one run, at night", minutes: 10, name: "the real one" }),
  });
  assert.equal(unlocked.status, 201);
  assert.deepEqual([(await start("the real one")).status, (await start("the real one")).status], [201, 403]);
});
