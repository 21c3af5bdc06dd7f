import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { v7 as uuidv7 } from "uuid";
import * as archiveRoute from "#app/api/v1/pilots/[pilot]/archive/route.ts";
import * as dutyRoute from "#app/api/v1/pilots/[pilot]/duties/[duty]/route.ts";
import * as dutiesRoute from "#app/api/v1/pilots/[pilot]/duties/route.ts";
import * as factsRoute from "#app/api/v1/pilots/[pilot]/facts/route.ts";
import * as placesRoute from "#app/api/v1/pilots/[pilot]/places/route.ts";
import * as planRoute from "#app/api/v1/pilots/[pilot]/plan/route.ts";
import * as pilotRoute from "#app/api/v1/pilots/[pilot]/route.ts";
import * as removalRoute from "#app/api/v1/pilots/[pilot]/systems/[system]/removal/route.ts";
import * as systemRoute from "#app/api/v1/pilots/[pilot]/systems/[system]/route.ts";
import * as unlockRoute from "#app/api/v1/pilots/[pilot]/systems/[system]/unlocks/[unlock]/route.ts";
import * as pilotsRoute from "#app/api/v1/pilots/route.ts";
import { aPerson, type TestPerson } from "#lib/access/testing/person.ts";
import { aPlace, type Place } from "#lib/load/testing/a-run.ts";
import type { Role } from "#lib/platform/ctx.ts";
import { useWebConnection } from "#lib/platform/http/web-connection.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";

let database: TestDatabase;
let place: Place;
const people = new Map<Role, TestPerson>();
const everyRole: Role[] = ["viewer", "trainer", "lead", "admin"];

before(async () => {
  database = await testDatabase();
  useWebConnection(database.connection);
  for (const role of everyRole) people.set(role, await aPerson(database.ctx.db, [role]));
  place = await aPlace(database.ctx, { environment: "production" });
});
after(() => database.close());

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Ask = {
  method: string;
  handler: Handler;
  role: Role | null;
  params?: Record<string, string>;
  body?: object;
  query?: string;
};

async function call({ method, handler, role, params = {}, body, query = "" }: Ask) {
  const cookie = (role && people.get(role)?.cookie) ?? "";
  const headers = { host: "gantry.test", cookie, "content-type": "application/json" };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const request = new Request(`http://gantry.test/api${query}`, { method, headers, ...sent });
  const answer = await handler(request, { params: Promise.resolve(params) });
  return { status: answer.status, body: Object(await answer.json()), location: answer.headers.get("location") };
}

const reason = "needed for the rehearsal";
const none = uuidv7();

test("who may do what: everybody signed in reads, a lead plans, an admin names and changes", async () => {
  const { pilot, systemId: system } = place;
  const facts = { version: 99, name: "Pilot", site: "Site", timeZone: "UTC" };
  const move = { version: 99, baseUrl: "http://a.example", environment: "production", role: "new", reason };
  const duty = { personId: none, duty: "decider" };
  // Each act of somebody who may is refused for another reason, so that nothing changes here.
  const doors: [what: string, ask: Omit<Ask, "role">, roles: Role[], status: number][] = [
    ["read pilots", { method: "GET", handler: pilotsRoute.GET }, everyRole, 200],
    ["read facts", { method: "GET", handler: factsRoute.GET }, everyRole, 200],
    ["read places", { method: "GET", handler: placesRoute.GET }, everyRole, 200],
    ["read duties", { method: "GET", handler: dutiesRoute.GET }, everyRole, 200],
    [
      "make",
      { method: "POST", handler: pilotsRoute.POST, body: { ...facts, version: undefined, slug: pilot } },
      ["admin"],
      409,
    ],
    ["change", { method: "PATCH", handler: pilotRoute.PATCH, body: facts }, ["admin"], 409],
    ["plan", { method: "PATCH", handler: planRoute.PATCH, body: { version: 99 } }, ["lead", "admin"], 409],
    ["archive", { method: "POST", handler: archiveRoute.POST, body: { reason: "short" } }, ["admin"], 422],
    ["reopen", { method: "DELETE", handler: archiveRoute.DELETE }, ["admin"], 409],
    ["give a duty", { method: "POST", handler: dutiesRoute.POST, body: duty }, ["admin"], 409],
    ["take one back", { method: "DELETE", handler: dutyRoute.DELETE, params: { pilot, duty: none } }, ["admin"], 404],
    ["change a system", { method: "PATCH", handler: systemRoute.PATCH, body: move }, ["admin"], 409],
    ["remove one", { method: "POST", handler: removalRoute.POST, body: { reason: "" } }, ["admin"], 422],
    [
      "withdraw",
      { method: "DELETE", handler: unlockRoute.DELETE, params: { pilot, system, unlock: none } },
      ["admin"],
      409,
    ],
  ];
  for (const [what, ask, roles, status] of doors)
    for (const role of [null, ...everyRole]) {
      const answer = await call({ params: { pilot, system }, ...ask, role });
      const expected = role === null ? 401 : roles.includes(role) ? status : 403;
      assert.equal(answer.status, expected, `${what} as ${role ?? "nobody"}: ${JSON.stringify(answer.body)}`);
    }
});

test("an admin makes a pilot, a lead plans it, the second of two is told, and the admin archives it", async () => {
  const create = { slug: "plant-7", name: "Plant 7", site: "Hall 1", timeZone: "europe/prague" };
  const made = await call({ method: "POST", handler: pilotsRoute.POST, role: "admin", body: create });
  assert.deepEqual([made.status, made.location, made.body.timeZone], [201, "/api/v1/pilots/plant-7", "Europe/Prague"]);
  const params = { pilot: "plant-7" };
  const window = { from: "2026-11-26T08:00", to: "2026-11-26T16:00" };
  const plan = { method: "PATCH", handler: planRoute.PATCH, role: "lead", params } as const;
  const planned = await call({ ...plan, body: { version: 1, window } });
  assert.deepEqual([planned.status, planned.body.version], [200, 2]);
  const second = await call({ ...plan, body: { version: 1, window: null } });
  assert.equal(second.status, 409);
  assert.match(
    second.body.detail,
    /^While you were typing, Person .* changed the go-live window\. Nothing of yours is lost/,
  );
  const wrong = await call({ ...plan, body: { version: 2, window: { from: "soon", to: "" } } });
  assert.equal(wrong.status, 422);
  assert.deepEqual(
    wrong.body.errors.map(({ path }: { path: string }) => path),
    ["window.from", "window.to"],
  );
  const archive = { method: "POST", handler: archiveRoute.POST, role: "admin", params } as const;
  assert.equal((await call({ ...archive, body: { reason } })).status, 200);
  const again = await call({ ...plan, body: { version: 3, window: null } });
  assert.match(again.body.detail, /^Plant 7 is archived/);
  const slugs = async (query: string) => {
    const { body } = await call({ method: "GET", handler: pilotsRoute.GET, role: "viewer", query });
    return body.pilots.map(({ slug }: { slug: string }) => slug);
  };
  assert.deepEqual(
    [(await slugs("")).includes("plant-7"), (await slugs("?archived=too")).includes("plant-7")],
    [false, true],
  );
});

test("what is not there is 404 with a sentence", async () => {
  const asks: Omit<Ask, "role">[] = [
    { method: "GET", handler: factsRoute.GET, params: { pilot: "nowhere" } },
    { method: "GET", handler: placesRoute.GET, params: { pilot: "nowhere" } },
    { method: "GET", handler: dutiesRoute.GET, params: { pilot: "NO WHERE" } },
    { method: "DELETE", handler: unlockRoute.DELETE, params: { pilot: place.pilot, system: "x", unlock: none } },
    { method: "POST", handler: removalRoute.POST, params: { pilot: place.pilot, system: none }, body: { reason } },
  ];
  for (const ask of asks) {
    const answer = await call({ ...ask, role: "admin" });
    assert.equal(answer.status, 404, JSON.stringify(ask.params));
    assert.match(answer.body.detail, /\.$/);
  }
});
