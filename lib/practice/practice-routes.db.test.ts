import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { v7 as uuidv7 } from "uuid";
import * as faultRoute from "#app/api/v1/pilots/[pilot]/practice/faults/[system]/[fault]/route.ts";
import * as faultsRoute from "#app/api/v1/pilots/[pilot]/practice/faults/route.ts";
import { aPerson } from "#lib/access/testing/person.ts";
import { aPlace } from "#lib/load/testing/a-run.ts";
import type { Role } from "#lib/platform/ctx.ts";
import { useWebConnection } from "#lib/platform/http/web-connection.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { aPlant, type TestPlant } from "#sandbox/testing/a-plant.ts";

let database: TestDatabase;
let plant: TestPlant;
let put: Omit<Ask, "role">;
let slow: Record<string, string>;
const cookies = new Map<Role | null, string>([[null, ""]]);
const everyRole: Role[] = ["viewer", "trainer", "lead", "admin"];

before(async () => {
  database = await testDatabase();
  useWebConnection(database.connection);
  plant = await aPlant(database.ctx);
  slow = { system: plant.ids.new, fault: "slow" };
  put = { method: "PUT", handler: faultRoute.PUT, params: slow, body: { factor: 2 } };
  for (const role of everyRole) cookies.set(role, (await aPerson(database.ctx.db, [role])).cookie);
});
after(async () => {
  await plant.leave();
  await database.close();
});

type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Ask = { method: string; handler: Handler; role: Role | null; params?: Record<string, string>; body?: unknown };

async function call({ method, handler, role, params = {}, body }: Ask) {
  const headers = { host: "gantry.test", cookie: cookies.get(role) ?? "", "content-type": "application/json" };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  const request = new Request("http://gantry.test/api", { method, headers, ...sent });
  const answer = await handler(request, { params: Promise.resolve({ pilot: "practice", ...params }) });
  return { status: answer.status, body: Object(await answer.json()) };
}

test("everybody signed in reads; a lead and an admin switch", async () => {
  const doors: [what: string, ask: Omit<Ask, "role">, roles: Role[]][] = [
    ["read", { method: "GET", handler: faultsRoute.GET }, everyRole],
    ["switch on", put, ["lead", "admin"]],
    ["switch off", { method: "DELETE", handler: faultRoute.DELETE, params: slow }, ["lead", "admin"]],
    ["all off", { method: "DELETE", handler: faultsRoute.DELETE }, ["lead", "admin"]],
  ];
  for (const [what, ask, roles] of doors)
    for (const role of [null, ...everyRole]) {
      const { status, body } = await call({ ...ask, role });
      const expected = role === null ? 401 : roles.includes(role) ? 200 : 403;
      assert.equal(status, expected, `${what} as ${role ?? "nobody"}: ${JSON.stringify(body)}`);
    }
});

test("what the plant says after the switch is the answer", async () => {
  const on = await call({ ...put, role: "lead" });
  const { since, by, ...rest } = on.body.system.on[0];
  assert.deepEqual(rest, { fault: "slow", figures: { factor: 2 } });
  assert.match(by, /^Person /);
  assert.ok(Date.parse(since) <= Date.now());
  const read = await call({ method: "GET", handler: faultsRoute.GET, role: "viewer" });
  assert.deepEqual(read.body.systems[0], on.body.system);
  assert.match(read.body.happened[0].sentence, /^Switched on in practice-new: Slow, 2 times\.$/);
  const off = await call({ method: "DELETE", handler: faultsRoute.DELETE, role: "admin" });
  assert.deepEqual(
    off.body.systems.map((one: { on: unknown[] }) => one.on),
    [[], []],
  );
});

test("refusals are sentences", async () => {
  const { pilot } = await aPlace(database.ctx);
  const cases: [what: string, change: Partial<Ask>, status: number, sentence: RegExp][] = [
    ["another pilot", { params: { ...slow, pilot } }, 409, /in the practice pilot only: nothing of Pilot is there/],
    ["an unknown fault", { params: { ...slow, fault: "fast" } }, 404, /^The practice plant has no such fault\.$/],
    ["no system's id", { params: { ...slow, system: "new" } }, 404, /nothing at this address/],
    ["another system", { params: { ...slow, system: uuidv7() } }, 404, /^This pilot has no such system\.$/],
    ["no figures", { body: {} }, 422, /^Slow cannot be switched on so: slow needs factor or addMs\.$/],
    ["out of bounds", { body: { factor: -1 } }, 422, /so: Times as long is a number from 0 to 1000\.$/],
    ["an unknown endpoint", { body: { factor: 1, route: "x" } }, 422, /so: Endpoint is one of login, lots/],
    ["a list", { body: [] }, 422, /does not fit/],
    ["too much", { body: Object.fromEntries(Array.from({ length: 11 }, (_, n) => [n, n])) }, 422, /fewer figures/],
    [
      "a difference of legacy",
      { params: { system: plant.ids.legacy, fault: "timeZone" }, body: {} },
      422,
      /^Time zone lost is/,
    ],
  ];
  for (const [what, change, status, sentence] of cases) {
    const answer = await call({ ...put, ...change, role: "admin" });
    assert.equal(answer.status, status, what);
    assert.match(answer.body.detail, sentence, what);
  }
  const { body } = await call({ ...put, body: { factor: -1 }, role: "admin" });
  assert.deepEqual(body.errors, [{ path: "factor", message: "is a number from 0 to 1000" }]);
  await plant.leave();
  const away = await call({ ...put, role: "admin" });
  assert.equal(away.status, 503);
  assert.match(away.body.detail, /^practice-new at http:\/\/127\.0\.0\.1:\d+ does not answer\. Its faults cannot be/);
  assert.equal((await call({ method: "GET", handler: faultsRoute.GET, role: "viewer" })).status, 200);
});
