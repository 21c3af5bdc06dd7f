import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import * as callsRoute from "#app/api/v1/pilots/[pilot]/calls/route.ts";
import * as pollRoute from "#app/api/v1/pilots/[pilot]/polls/[poll]/route.ts";
import * as signaturesRoute from "#app/api/v1/pilots/[pilot]/polls/[poll]/signatures/route.ts";
import * as pollsRoute from "#app/api/v1/pilots/[pilot]/polls/route.ts";
import { sessionCookie, testPassword } from "#lib/access/testing/person.ts";
import type { Role } from "#lib/platform/ctx.ts";
import { useWebConnection } from "#lib/platform/http/web-connection.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import type { Duty } from "../pilots/core/place.ts";
import { aDoer, aLaunch, anItemOf, type Launch, stationNow, toSign } from "./testing/a-launch.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
  useWebConnection(database.connection);
});
after(() => database.close());

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Answer = { status: number; type?: string } & Record<string, unknown>;

/** Somebody who comes through the doors, with a duty of the launch. */
async function comes(launch: Launch, duties: [Duty, string?][], roles: Role[] = ["viewer"]) {
  const { actor, sessionId } = await aDoer(database.ctx, launch, duties, roles);
  const cookie = await sessionCookie({ id: actor.id, sessionId });
  return async (handler: Handler, body?: object): Promise<Answer> => {
    const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    const headers = { host: "gantry.test", cookie, "content-type": "application/json" };
    const request = new Request("http://gantry.test/x", { headers, ...sent });
    const answer = await handler(request, { params: Promise.resolve({ pilot: launch.pilot, poll: "1" }) });
    const said = (await answer.json()) as { type?: string };
    return { ...said, status: answer.status };
  };
}

const refused = ({ status, type }: Answer) => [status, type];

async function aPolled() {
  const launch = await aLaunch(database.ctx, ["Load"]);
  await anItemOf(database.ctx, launch, { station: "Load" });
  const lead = await comes(launch, [], ["lead"]);
  assert.equal((await lead(pollsRoute.POST, {})).status, 201);
  const owner = await comes(launch, [["station-owner", "Load"]]);
  const { fingerprint: seen } = await stationNow(database.ctx, launch, "Load");
  const go = { call: "go", station: "Load", seen };
  return { launch, lead, owner, go };
}

const toBeSigned = async (launch: Launch, password = testPassword) => ({
  ...{ decision: "go", password },
  ...(await toSign(database.ctx, launch)),
});

test("a viewer with the duty calls, one without is refused, and a call over other evidence is asked again", async () => {
  const { launch, lead, owner, go } = await aPolled();
  assert.deepEqual(refused(await lead(callsRoute.POST, go)), [403, "urn:gantry:needs-station-owner"]);
  const old = { ...go, seen: "0".repeat(64) };
  assert.deepEqual(refused(await owner(callsRoute.POST, old)), [409, "urn:gantry:evidence-moved"]);
  assert.equal((await owner(callsRoute.POST, { call: "no-go", station: "Load", seen: go.seen })).status, 422);
  assert.equal((await owner(callsRoute.POST, go)).status, 201);
  assert.equal((await stationNow(database.ctx, launch, "Load")).state, "GO");
});

test("two deciders sign at once through the doors: both are kept, one of them decides", async () => {
  const { launch, owner, go } = await aPolled();
  assert.equal((await owner(callsRoute.POST, go)).status, 201);
  const [ada, eva] = [await comes(launch, [["decider"]]), await comes(launch, [["decider"]])];
  const body = await toBeSigned(launch);
  assert.deepEqual(refused(await owner(signaturesRoute.POST, body)), [403, "urn:gantry:needs-decider"]);
  const both = await Promise.all([ada(signaturesRoute.POST, body), eva(signaturesRoute.POST, body)]);
  assert.deepEqual(
    both.map(({ status }) => status),
    [201, 201],
  );
  assert.deepEqual(both.map(({ decided }) => decided).sort(), ["go", null].sort());
  assert.equal(JSON.stringify(await owner(pollRoute.GET)).includes(testPassword), false);
});

test("a wrong password signs nothing; after five the session waits, with the right one too", async () => {
  const { launch, owner, go } = await aPolled();
  assert.equal((await owner(callsRoute.POST, go)).status, 201);
  const ada = await comes(launch, [["decider"]]);
  const wrong = await toBeSigned(launch, "wrong horse battery");
  for (let tried = 0; tried < 5; tried++)
    assert.equal((await ada(signaturesRoute.POST, wrong)).type, "urn:gantry:password-wrong");
  const waits = await ada(signaturesRoute.POST, { ...wrong, password: testPassword });
  assert.deepEqual(refused(waits), [429, "urn:gantry:signing-waits"]);
  const { poll } = (await owner(pollRoute.GET)) as unknown as { poll: { signatures: unknown[] } };
  assert.deepEqual(poll.signatures, []);
});
