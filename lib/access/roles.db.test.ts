import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readdirSync } from "node:fs";
import path from "node:path";
import test, { after, before } from "node:test";
import { pathToFileURL } from "node:url";
import { aDisplay, aPilot, askWall } from "#lib/displays/testing/a-display.ts";
import type { Role } from "#lib/platform/ctx.ts";
import { closeFeedHub } from "#lib/platform/feed/process-hub.ts";
import { useWebConnection } from "#lib/platform/http/web-connection.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { aKioskPlant, aTablet } from "#lib/training/testing/a-kiosk.ts";
import { signInPath } from "./core/return-path.ts";
import { roleNames } from "./core/roles.ts";
import { readSession } from "./read-session.ts";
import { cookieName } from "./session-token.ts";
import { aPerson } from "./testing/person.ts";

/** Which role may do what, for every door there is. A door that is not in this table fails the test: who may pass is decided here. */

type Who = "anybody" | "any person" | "a kiosk" | "a display" | readonly Role[];
const leads: Who = ["lead", "admin"];
const sessionTrainers: Who = ["trainer", "lead"];
const trainers: Who = ["trainer", "lead", "admin"];
const admins: Who = ["admin"];
const pilot = "api/v1/pilots/[pilot]";

const table: Readonly<Record<string, Who>> = {
  "GET healthz": "anybody",
  "GET readyz": "anybody",
  "GET api/auth/[...nextauth]": "anybody",
  "POST api/auth/[...nextauth]": "anybody",
  "POST api/set-up": "anybody",
  "GET api/v1/schemas/objectives.json": "anybody",
  "GET api/v1/schemas/profile.json": "anybody",
  "GET api/v1/schemas/scenario.json": "anybody",
  "POST api/v1/invites/acceptances": "anybody",
  "POST api/v1/account/resets": "anybody",
  "POST api/v1/wall/code": "anybody",

  "GET api/v1/account": "any person",
  "PUT api/v1/account/password": "any person",
  "DELETE api/v1/account/sessions": "any person",
  "DELETE api/v1/account/sessions/[session]": "any person",
  "GET api/v1/people": "any person",
  "PATCH api/v1/people/[person]": admins,
  "POST api/v1/people/[person]/disabling": admins,
  "DELETE api/v1/people/[person]/disabling": admins,
  "POST api/v1/people/[person]/reset-links": admins,
  "DELETE api/v1/people/[person]/waits": admins,
  "DELETE api/v1/people/address-waits": admins,
  "POST api/v1/invites": admins,
  "DELETE api/v1/invites/[invite]": admins,

  "GET api/v1/plan-templates/[template]": "any person",
  "GET api/v1/plan-templates": "any person",
  "GET api/v1/probe-resources": leads,
  "GET api/v1/pilots": "any person",
  "POST api/v1/pilots": admins,
  [`GET ${pilot}`]: "any person",
  [`PATCH ${pilot}`]: admins,
  [`GET ${pilot}/facts`]: "any person",
  [`PATCH ${pilot}/plan`]: leads,
  [`POST ${pilot}/archive`]: admins,
  [`DELETE ${pilot}/archive`]: admins,
  [`GET ${pilot}/duties`]: "any person",
  [`POST ${pilot}/duties`]: admins,
  [`DELETE ${pilot}/duties/[duty]`]: admins,
  [`GET ${pilot}/places`]: "any person",
  [`GET ${pilot}/systems`]: "any person",
  [`POST ${pilot}/systems`]: admins,
  [`PATCH ${pilot}/systems/[system]`]: admins,
  [`POST ${pilot}/systems/[system]/removal`]: admins,
  [`PUT ${pilot}/systems/[system]/metrics`]: admins,
  [`POST ${pilot}/systems/[system]/metrics/readings`]: admins,
  [`POST ${pilot}/systems/[system]/unlocks`]: admins,
  [`DELETE ${pilot}/systems/[system]/unlocks/[unlock]`]: admins,
  [`GET ${pilot}/practice/faults`]: "any person",
  [`DELETE ${pilot}/practice/faults`]: leads,
  [`PUT ${pilot}/practice/faults/[system]/[fault]`]: leads,
  [`DELETE ${pilot}/practice/faults/[system]/[fault]`]: leads,
  [`GET ${pilot}/feed`]: "any person",
  [`GET ${pilot}/feed/session`]: "any person",
  [`GET ${pilot}/scenarios`]: "any person",
  [`POST ${pilot}/scenarios`]: leads,
  [`GET ${pilot}/scenarios/overview`]: "any person",
  [`GET ${pilot}/scenarios/[scenario]`]: "any person",
  [`GET ${pilot}/scenarios/[scenario]/versions/[version]`]: "any person",
  [`POST ${pilot}/scenarios/tries`]: leads,
  [`POST ${pilot}/data-files`]: leads,
  [`GET ${pilot}/objective-sets`]: "any person",
  [`POST ${pilot}/objective-sets`]: leads,
  [`GET ${pilot}/objective-sets/[set]`]: "any person",
  [`GET ${pilot}/runs`]: "any person",
  [`POST ${pilot}/runs`]: leads,
  [`GET ${pilot}/runs/[number]`]: "any person",
  [`GET ${pilot}/runs/[number]/seconds`]: "any person",
  [`GET ${pilot}/runs/[number]/target-figures`]: "any person",
  [`GET ${pilot}/runs/[number]/report/[format]`]: "any person",
  [`POST ${pilot}/runs/[number]/stop`]: leads,
  [`POST ${pilot}/runs/[number]/notes`]: leads,
  [`GET ${pilot}/capacity`]: "any person",
  [`POST ${pilot}/capacity`]: leads,
  [`DELETE ${pilot}/capacity/[table]`]: leads,
  [`POST ${pilot}/capacity/[table]/rows`]: leads,
  [`DELETE ${pilot}/capacity/[table]/rows/[row]`]: leads,
  [`GET ${pilot}/capacity/[table]/files/[format]`]: "any person",
  [`PUT ${pilot}/runs/[number]/baseline`]: leads,
  [`DELETE ${pilot}/runs/[number]/baseline`]: leads,
  [`GET ${pilot}/runs/[number]/trend`]: "any person",
  [`GET ${pilot}/comparison`]: "any person",

  [`POST ${pilot}/exchanges`]: leads,
  [`GET ${pilot}/shadow/parity`]: "any person",
  [`GET ${pilot}/shadow/coverage`]: "any person",
  [`GET ${pilot}/shadow/groups`]: "any person",
  [`GET ${pilot}/shadow/groups-csv`]: "any person",
  [`GET ${pilot}/shadow/groups/[group]`]: "any person",
  [`PUT ${pilot}/shadow/groups/[group]/disposition`]: leads,
  [`DELETE ${pilot}/shadow/groups/[group]/disposition`]: leads,
  [`POST ${pilot}/shadow/groups/[group]/second`]: "any person",
  [`PUT ${pilot}/shadow/groups/[group]/owner`]: leads,
  [`PUT ${pilot}/shadow/groups/[group]/link`]: leads,
  [`POST ${pilot}/shadow/groups/[group]/rechecks`]: leads,
  [`POST ${pilot}/shadow/pairs/[pair]/not-the-same`]: leads,
  [`DELETE ${pilot}/shadow/pairs/[pair]/not-the-same`]: leads,
  [`GET ${pilot}/shadow/rules`]: "any person",
  [`POST ${pilot}/shadow/rules`]: leads,
  [`POST ${pilot}/shadow/rules/previews`]: leads,
  [`POST ${pilot}/shadow/rules/[rule]/withdrawal`]: leads,
  [`GET ${pilot}/shadow/proposals`]: "any person",
  [`POST ${pilot}/shadow/proposals/acceptances`]: leads,
  [`POST ${pilot}/shadow/proposals/refusals`]: leads,
  [`PUT ${pilot}/shadow/critical`]: leads,
  [`PUT ${pilot}/shadow/secrets`]: leads,
  [`PUT ${pilot}/shadow/window`]: leads,
  [`PUT ${pilot}/shadow/endpoints`]: leads,
  [`GET ${pilot}/shadow/mirrors`]: "any person",
  [`PUT ${pilot}/shadow/mirrors/[mirror]`]: leads,
  [`POST ${pilot}/shadow/mirrors/[mirror]/pause`]: leads,
  [`DELETE ${pilot}/shadow/mirrors/[mirror]/pause`]: leads,

  // Where a duty decides (a station's owner, a decider, a second pair of eyes), any account may hold it: the verb refuses who does not.
  [`POST ${pilot}/calls/[call]/lift`]: "any person",
  [`POST ${pilot}/calls`]: "any person",
  [`POST ${pilot}/checklists/[list]/items`]: leads,
  [`POST ${pilot}/checklists/[list]/removal`]: leads,
  [`PATCH ${pilot}/checklists/[list]`]: leads,
  [`PUT ${pilot}/checklists/pause-points/[point]`]: ["lead"],
  [`GET ${pilot}/checklists`]: "any person",
  [`POST ${pilot}/checklists`]: leads,
  [`GET ${pilot}/documents/[kind]/[format]`]: "any person",
  [`GET ${pilot}/evidence/[file]`]: "any person",
  [`POST ${pilot}/evidence`]: leads,
  [`POST ${pilot}/items/[item]/answers`]: leads,
  [`PUT ${pilot}/items/[item]/place`]: leads,
  [`POST ${pilot}/items/[item]/probe-runs`]: leads,
  [`POST ${pilot}/items/[item]/removal`]: leads,
  [`GET ${pilot}/items/[item]`]: "any person",
  [`PATCH ${pilot}/items/[item]`]: leads,
  [`POST ${pilot}/items/[item]/verifications`]: "any person",
  [`POST ${pilot}/items/[item]/waivers/[waiver]/end`]: "any person",
  [`POST ${pilot}/items/[item]/waivers/[waiver]/grant`]: "any person",
  [`POST ${pilot}/items/[item]/waivers/[waiver]/refusal`]: "any person",
  [`POST ${pilot}/items/[item]/waivers`]: leads,
  [`POST ${pilot}/items/[item]/withdrawals`]: leads,
  [`POST ${pilot}/launch/holds/[hold]/release`]: leads,
  [`POST ${pilot}/launch/holds`]: leads,
  [`POST ${pilot}/launch/notes/[note]/end`]: leads,
  [`POST ${pilot}/launch/notes`]: leads,
  [`GET ${pilot}/launch/plan`]: "any person",
  [`POST ${pilot}/launch/rehearsals/[rehearsal]/withdrawal`]: leads,
  [`POST ${pilot}/launch/rehearsals`]: leads,
  [`POST ${pilot}/launch/risks/[risk]/removal`]: leads,
  [`PATCH ${pilot}/launch/risks/[risk]`]: leads,
  [`POST ${pilot}/launch/risks`]: leads,
  [`PUT ${pilot}/launch/stations`]: leads,
  [`POST ${pilot}/launch/steps/[step]/removal`]: leads,
  [`PATCH ${pilot}/launch/steps/[step]`]: leads,
  [`PUT ${pilot}/launch/steps/[step]/state`]: leads,
  [`POST ${pilot}/launch/steps`]: leads,
  [`POST ${pilot}/launch/template`]: leads,
  [`GET ${pilot}/log/[event]`]: "any person",
  [`GET ${pilot}/log/choices`]: "any person",
  [`GET ${pilot}/log/export/[format]`]: "any person",
  [`GET ${pilot}/log`]: "any person",
  [`GET ${pilot}/log/verification`]: "any person",
  [`POST ${pilot}/log/verification`]: "any person",
  [`POST ${pilot}/polls/[poll]/close`]: leads,
  [`GET ${pilot}/polls/[poll]`]: "any person",
  [`POST ${pilot}/polls/[poll]/signatures`]: "any person",
  [`GET ${pilot}/polls`]: "any person",
  [`POST ${pilot}/polls`]: leads,
  [`GET ${pilot}/readiness/history`]: "any person",
  [`GET ${pilot}/readiness`]: "any person",

  [`GET ${pilot}/training/coverage`]: "any person",
  [`GET ${pilot}/training/due`]: "any person",
  [`GET ${pilot}/training/documents/coverage/[format]`]: "any person",
  [`GET ${pilot}/training/documents/coverage/csv`]: "any person",
  [`GET ${pilot}/training/documents/operator/[operator]/[format]`]: "any person",
  [`GET ${pilot}/training/documents/records/csv`]: "any person",
  [`GET ${pilot}/training/documents/session/[number]/[format]`]: "any person",
  [`GET ${pilot}/training/documents/sheet/[number]/[format]`]: "any person",

  [`GET ${pilot}/training/sessions`]: "any person",
  [`POST ${pilot}/training/sessions`]: sessionTrainers,
  [`GET ${pilot}/training/sessions/[session]`]: "any person",
  [`PATCH ${pilot}/training/sessions/[session]`]: sessionTrainers,
  [`POST ${pilot}/training/sessions/[session]/bookings`]: sessionTrainers,
  [`POST ${pilot}/training/sessions/[session]/bookings/[operator]/removal`]: sessionTrainers,
  [`POST ${pilot}/training/sessions/[session]/opening`]: sessionTrainers,
  [`POST ${pilot}/training/sessions/[session]/closing`]: sessionTrainers,
  [`POST ${pilot}/training/sessions/[session]/reopening`]: sessionTrainers,
  [`POST ${pilot}/training/sessions/[session]/calling-off`]: sessionTrainers,
  [`POST ${pilot}/training/sessions/[session]/taking-over`]: sessionTrainers,
  [`POST ${pilot}/training/sessions/[session]/notes`]: sessionTrainers,
  [`POST ${pilot}/training/sessions/[session]/marks`]: sessionTrainers,
  [`POST ${pilot}/training/sessions/[session]/amendments`]: sessionTrainers,
  [`POST ${pilot}/training/sessions/[session]/signatures`]: sessionTrainers,
  [`POST ${pilot}/training/sessions/[session]/signatures/[act]/withdrawal`]: sessionTrainers,
  [`POST ${pilot}/training/sessions/[session]/transcriptions`]: sessionTrainers,
  [`GET ${pilot}/training/sessions/[session]/to-sign`]: sessionTrainers,

  [`GET ${pilot}/training/modules`]: "any person",
  [`POST ${pilot}/training/modules`]: trainers,
  [`POST ${pilot}/training/modules/[module]/versions`]: trainers,
  [`PUT ${pilot}/training/modules/[module]/place`]: trainers,
  [`POST ${pilot}/training/modules/[module]/removal`]: trainers,
  [`PUT ${pilot}/training/requirements`]: trainers,
  "GET api/v1/kiosk": "a kiosk",
  "POST api/v1/kiosk/arrivals": "a kiosk",
  "POST api/v1/kiosk/exit": "a kiosk",
  [`POST ${pilot}/training/sessions/[session]/kiosks`]: ["trainer", "lead"],
  [`DELETE ${pilot}/training/sessions/[session]/kiosks/[kiosk]`]: ["trainer", "lead"],
  [`DELETE ${pilot}/training/operators/[operator]/pin`]: ["trainer", "lead"],
  [`DELETE ${pilot}/training/operators/[operator]/lock`]: ["trainer", "lead"],
  [`GET ${pilot}/training/operators`]: "any person",
  [`POST ${pilot}/training/operators`]: trainers,
  [`GET ${pilot}/training/operators/[operator]`]: "any person",
  [`PATCH ${pilot}/training/operators/[operator]`]: trainers,
  [`POST ${pilot}/training/operators/[operator]/removal`]: trainers,
  [`POST ${pilot}/training/operators/imports`]: trainers,
  [`POST ${pilot}/training/operators/imports/previews`]: trainers,
  "GET api/v1/wall": "a display",
  "GET api/v1/wall/feed": "a display",
  "POST api/v1/wall/reports": "a display",
  [`GET ${pilot}/displays`]: "any person",
  [`POST ${pilot}/displays`]: leads,
  [`POST ${pilot}/displays/reload`]: leads,
  [`PATCH ${pilot}/displays/[display]`]: leads,
  [`POST ${pilot}/displays/[display]/revocation`]: leads,
  [`POST ${pilot}/displays/[display]/name-showing`]: leads,
  [`GET ${pilot}/database-tests`]: "any person",
  [`POST ${pilot}/database-tests`]: leads,
  [`GET ${pilot}/database-tests/[number]`]: "any person",
  [`POST ${pilot}/database-tests/[number]/stop`]: leads,
  [`GET ${pilot}/database-tests/[number]/export/[format]`]: "any person",
  [`POST ${pilot}/database-tests/practice-database`]: leads,
  [`GET ${pilot}/rollout`]: "any person",
  [`POST ${pilot}/rollout`]: leads,
  [`PUT ${pilot}/rollout/plan`]: leads,
  [`POST ${pilot}/rollout/advance`]: leads,
  [`POST ${pilot}/rollout/holds`]: leads,
  [`POST ${pilot}/rollout/release`]: leads,
  [`POST ${pilot}/rollout/back`]: leads,
  [`POST ${pilot}/rollout/back/announcement`]: leads,
  [`POST ${pilot}/rollout/closing`]: leads,
  [`GET ${pilot}/rollout/[rollout]/written`]: "any person",
  [`GET ${pilot}/rollout/[rollout]/written/csv`]: "any person",
  [`PUT ${pilot}/rollout/[rollout]/written/[written]`]: leads,
};

const app = path.resolve(import.meta.dirname, "../../app");
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

type Handler = (request: Request, context: { params: Promise<Record<string, string | string[]>> }) => Promise<Response>;
type DoorHere = { name: string; method: string; folder: string; handler: Handler };

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
  useWebConnection(database.connection);
});
after(async () => {
  await closeFeedHub();
  await database.close();
});

async function doors(): Promise<DoorHere[]> {
  const files = readdirSync(app, { recursive: true, encoding: "utf8" }).filter((name) =>
    /(^|\/)route\.tsx?$/.test(name),
  );
  const found = files.map(async (file) => {
    const handlers = (await import(pathToFileURL(path.join(app, file)).href)) as Record<string, Handler>;
    const folder = path.dirname(file).replace(/\([^)]+\)\//g, "");
    return methods.flatMap((method) => {
      const handler = handlers[method];
      return handler === undefined ? [] : [{ name: `${method} ${folder}`, method, folder, handler }];
    });
  });
  return (await Promise.all(found)).flat();
}

/** Things that are not there, so that whoever may pass changes nothing. */
function paramsOf(folder: string): Record<string, string | string[]> {
  const names = [...folder.matchAll(/\[(\.\.\.)?(\w+)\]/g)];
  const known: Record<string, string> = { pilot: "no-such-pilot", number: "1", group: "1", format: "csv" };
  return Object.fromEntries(
    names.map(([, rest, name = ""]) => [name, rest ? ["nothing"] : (known[name] ?? randomUUID())]),
  );
}

const pilotIn = (folder: string, slug: string) => (folder.includes("[pilot]") ? { pilot: slug } : {});

async function knock(
  { method, folder, handler }: DoorHere,
  cookie: string,
  slug = "no-such-pilot",
): Promise<{ status: number; type: string }> {
  const body = method === "GET" || method === "HEAD" ? {} : { body: "{}" };
  const headers = { host: "gantry.test", "content-type": "application/json", cookie };
  const request = new Request(`http://gantry.test/${folder}`, { method, headers, ...body });
  const answer = await handler(request, { params: Promise.resolve({ ...paramsOf(folder), ...pilotIn(folder, slug) }) });
  if (/event-stream/.test(answer.headers.get("content-type") ?? "")) {
    await answer.body?.cancel();
    return { status: answer.status, type: "" };
  }
  const problem = await answer.json().catch(() => ({}));
  return { status: answer.status, type: String(Object(problem).type ?? "") };
}

/** What whoever carries nothing is told, by whose door it is. */
const closedDoors: Readonly<Record<string, string>> = {
  "a kiosk": "urn:gantry:kiosk-closed",
  "a display": "urn:gantry:display-unpaired",
};

function closedTo({ name }: DoorHere): string {
  return closedDoors[String(table[name])] ?? "urn:gantry:signed-out";
}

/** What whoever carries a sign-in that ended is told. */
function endedTo(door: DoorHere): string {
  const closed = closedTo(door);
  return closed === "urn:gantry:signed-out" ? "urn:gantry:session-ended" : closed;
}

/** Each with a session of its own: some doors end it. */
async function cookieOf(role: Role): Promise<string> {
  return (await aPerson(database.ctx.db, [role])).cookie;
}

test("every door is in the table, and every line of the table is a door", async () => {
  const found = (await doors()).map(({ name }) => name);
  assert.ok(found.length > 30, `the walk saw only ${found.length} doors`);
  assert.deepEqual(found.sort(), Object.keys(table).sort());
});

test("a viewer, a trainer, a lead and an admin pass where the table says, and nowhere else", async () => {
  for (const door of await doors()) {
    const who = table[door.name] ?? [];
    for (const role of roleNames) {
      const { status, type } = await knock(door, await cookieOf(role));
      if (who === "a kiosk" || who === "a display") {
        assert.deepEqual([status, type], [401, closedTo(door)], `${role} ${door.name}`);
        continue;
      }
      const passes = typeof who === "string" || who.includes(role);
      if (passes)
        assert.ok(status < 500 && status !== 401 && status !== 403, `${role} ${door.name}: ${status} ${type}`);
      else assert.deepEqual([status, type], [403, "urn:gantry:role-needed"], `${role} ${door.name}`);
    }
  }
});

test("who is not signed in passes the public doors only", async () => {
  for (const door of await doors()) {
    const { status, type } = await knock(door, "");
    if (table[door.name] === "anybody") assert.ok(status !== 401 && status !== 403, `${door.name}: ${status} ${type}`);
    else assert.deepEqual([status, type], [401, closedTo(door)], door.name);
  }
});

test("a tablet that is handed round opens its own doors and the public ones, whatever its cookie is called", async () => {
  const plant = await aKioskPlant(database.ctx, 1);
  const { cookie } = await aTablet(plant, plant.trainer.person.cookie);
  const token = cookie.slice(cookie.indexOf("=") + 1);
  const cookies = [cookie, `${cookie}; ${cookieName}=${token}`, `${cookie}; ${plant.trainer.person.cookie}`];
  for (const door of await doors())
    for (const [at, one] of cookies.entries()) {
      const { status, type } = await knock(door, one);
      const opens = table[door.name] === "anybody" || table[door.name] === "a kiosk";
      if (opens) assert.ok(status !== 403 && type !== closedTo(door), `${door.name}: ${status} ${type}`);
      // The third carries the sign-in that ended when the tablet was handed out.
      else assert.deepEqual([status, type], [401, at === 2 ? endedTo(door) : closedTo(door)], door.name);
    }
  for (const one of cookies) assert.equal((await readSession(database.ctx.db, one)).ok, false, "pages ask this");
});

test("a display opens its own doors and the public ones, whatever its cookie is called and whose pilot it asks about", async () => {
  const lead = { ...database.ctx, actor: (await aPerson(database.ctx.db, ["lead"])).actor };
  const [own, other] = [await aPilot(database.ctx, "Own"), await aPilot(database.ctx, "Other")];
  const [display] = [await aDisplay(lead, own.pilot), await aDisplay(lead, other.pilot)];
  const token = display.cookie.slice(display.cookie.indexOf("=") + 1);
  const cookies = [display.cookie, `__Secure-${display.cookie}`, `${display.cookie}; ${cookieName}=${token}`];
  for (const cookie of [...cookies, `${display.cookie}; gantry-kiosk=${token}`])
    for (const slug of [own.pilot, other.pilot])
      for (const door of await doors()) {
        const { status, type } = await knock(door, cookie, slug);
        const opens = table[door.name] === "anybody" || table[door.name] === "a display";
        if (opens) assert.ok(status !== 401 && status !== 403, `${door.name}: ${status} ${type}`);
        else assert.deepEqual([status, type], [401, closedTo(door)], `${door.name} of ${slug}`);
      }
  assert.equal((await (await askWall(display.cookie)).json()).view.pilot.name, "Own");
});

test("pages of the console lead a display to sign-in", async () => {
  const lead = { ...database.ctx, actor: (await aPerson(database.ctx.db, ["lead"])).actor };
  const { cookie } = await aDisplay(lead, (await aPilot(database.ctx)).pilot);
  const token = cookie.slice(cookie.indexOf("=") + 1);
  for (const one of [cookie, `${cookieName}=${token}`, `__Secure-${cookieName}=${token}`]) {
    const found = await readSession(database.ctx.db, one);
    assert.ok(!found.ok && signInPath(found.refusal, `/pilot/launch`).startsWith("/sign-in?"), "pages ask this");
  }
});

test("several roles: the strongest counts", async () => {
  const { cookie } = await aPerson(database.ctx.db, ["viewer", "lead"]);
  const stop = (await doors()).find(({ name }) => name === `POST ${pilot}/runs`);
  assert.ok(stop);
  assert.notEqual((await knock(stop, cookie)).status, 403);
});
