import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import * as versionRoute from "#app/api/v1/pilots/[pilot]/scenarios/[scenario]/versions/[version]/route.ts";
import * as overviewRoute from "#app/api/v1/pilots/[pilot]/scenarios/overview/route.ts";
import * as scenariosRoute from "#app/api/v1/pilots/[pilot]/scenarios/route.ts";
import * as triesRoute from "#app/api/v1/pilots/[pilot]/scenarios/tries/route.ts";
import { aPerson, type TestPerson } from "#lib/access/testing/person.ts";
import { useWebConnection } from "#lib/platform/http/web-connection.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import type { PassStep } from "./core/pass.ts";
import { aPlace, onePage, type Place } from "./testing/a-run.ts";
import { setTryDoors } from "./try-doors.ts";

let database: TestDatabase;
let lead: TestPerson;
let place: Place;
before(async () => {
  database = await testDatabase();
  useWebConnection(database.connection);
  lead = await aPerson(database.ctx.db, ["lead"]);
  place = await aPlace(database.ctx);
});
after(() => database.close());

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

async function call(handler: Handler, { body, more = {} }: { body?: object; more?: Record<string, string> }) {
  const headers = { cookie: lead.cookie, "content-type": "application/json" };
  const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const request = new Request("http://gantry.test/", { headers, ...sent });
  const answer = await handler(request, { params: Promise.resolve({ pilot: place.pilot, ...more }) });
  return { status: answer.status, ...(await answer.json()) };
}

test("saved, refused where somebody was first, listed, and read back by its version", async () => {
  const saved = await call(scenariosRoute.POST, { body: { text: onePage, basedOn: null } });
  assert.deepEqual([saved.status, saved.version, saved.made], [201, 1, true]);
  const late = await call(scenariosRoute.POST, { body: { text: `${onePage}# late\n`, basedOn: null } });
  assert.equal(late.status, 409);
  assert.match(
    late.detail,
    new RegExp(`^There is a scenario called one page already, version 1 by ${lead.actor.name}\\.`),
  );
  const behind = await call(scenariosRoute.POST, { body: { text: `${onePage}# late\n`, basedOn: 2 } });
  assert.equal(behind.status, 409);
  assert.match(behind.detail, new RegExp(`^${lead.actor.name} has saved version 1 of one page meanwhile\\.`));
  const { scenarios } = await call(overviewRoute.GET, {});
  assert.deepEqual([scenarios.length, scenarios[0].id, scenarios[0].savedBy], [1, saved.id, lead.actor.name]);
  const version = await call(versionRoute.GET, { more: { scenario: saved.id, version: "1" } });
  assert.deepEqual([version.status, version.text, version.files], [200, onePage, []]);
  assert.equal((await call(versionRoute.GET, { more: { scenario: saved.id, version: "2" } })).status, 404);
});

test("mistakes come with their places", async () => {
  const wrong = await call(scenariosRoute.POST, { body: { text: "name: x\nmix:\n  - gte: /\n", basedOn: null } });
  assert.equal(wrong.status, 422);
  assert.deepEqual([wrong.errors[0].line, wrong.errors[0].column], [3, 5]);
});

test("a try is sent by what the process was given for it, to the address of the system", async () => {
  const step: PassStep = {
    ...{ pass: 1, place: 0, step: "page", status: 200, latencyMs: 3, holds: true, checks: [] },
    ...{ request: "GET / HTTP/1.1", answer: "HTTP/1.1 200 OK" },
  };
  const reached: string[] = [];
  setTryDoors({
    carryOut: async ({ target, onStep }) => {
      reached.push(...target.addresses);
      onStep(step);
    },
    resolve: async () => ({ ok: true, addresses: ["127.0.0.1"] }),
    secretsFor: () => ({}),
  });
  const tried = await call(triesRoute.POST, { body: { text: onePage, systemId: place.systemId } });
  assert.deepEqual([tried.status, tried.system, tried.steps, tried.ended], [200, place.systemName, [step], null]);
  assert.deepEqual(reached, ["127.0.0.1"]);
  const production = await aPlace(database.ctx, { environment: "production" });
  const refused = await call(triesRoute.POST, {
    body: { text: onePage, systemId: production.systemId },
    more: { pilot: production.pilot },
  });
  assert.equal(refused.status, 422);
  assert.match(refused.detail, /is production: a scenario is never tried there\./);
});
