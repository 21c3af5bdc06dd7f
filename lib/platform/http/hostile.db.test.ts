import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import test, { after, before, type TestContext } from "node:test";
import { aPerson, type TestPerson, testPassword } from "#lib/access/testing/person.ts";
import { aQueuedTest } from "#lib/database-tests/testing/a-test.ts";
import { aDisplay } from "#lib/displays/testing/a-display.ts";
import { addCapacityTable } from "#lib/load/add-capacity-table.ts";
import { aPlace, aQueuedRun, onePage, type Place } from "#lib/load/testing/a-run.ts";
import { aKioskPlant, aTablet } from "#lib/training/testing/a-kiosk.ts";
import { anOpenSession } from "#lib/training/testing/a-session.ts";
import { aModule, anOperator } from "#lib/training/testing/a-training.ts";
import { closeFeedHub } from "../feed/process-hub.ts";
import { type TestDatabase, testDatabase } from "../testing/database.ts";
import { schemasOf } from "./route.ts";
import { type Door, everyDoor, type Knock, knock, paramsOf, wrongIn } from "./testing/every-door.ts";
import { chanceOf, hostileStrings } from "./testing/hostile-values.ts";
import { malformedRequest } from "./testing/malformed-request.ts";
import { useWebConnection } from "./web-connection.ts";

/** Knocks at every door there is with what nobody means well by. No answer may be a fault of ours, and each refusal says why. More cases,
 *  or others: GANTRY_HOSTILE_CASES, GANTRY_HOSTILE_SEED. */

const cases = Number(process.env["GANTRY_HOSTILE_CASES"] ?? 10_000);
const seed = Number(process.env["GANTRY_HOSTILE_SEED"] ?? 4);
const atOnce = 10;
/** Beyond what the slowest machine takes for one request. */
const hangsAfterMs = 20_000;
const url = "https://gantry.plant.example";
const evil = "elsewhere.example";

let database: TestDatabase;
let doors: Door[];
let place: Place;
let runNumber: number;
let databaseTest: number;
let trained: { module: string; operator: string };
let trainingSession: string;
let display: { id: string; cookie: string };
let capacityTable: string;
let target: TestPerson;
let everybody: Promise<TestPerson>;
let holder: Promise<TestPerson>;
const urlBefore = process.env["GANTRY_URL"];

before(async () => {
  database = await testDatabase();
  useWebConnection(database.connection);
  process.env["GANTRY_URL"] = url;
  doors = await everyDoor();
  target = await aPerson(database.ctx.db, ["lead"]);
  everybody = aPerson(database.ctx.db, ["admin", "lead"]);
  holder = aPerson(database.ctx.db, ["lead"]);
  await freshPlace();
});
after(async () => {
  if (urlBefore === undefined) delete process.env["GANTRY_URL"];
  else process.env["GANTRY_URL"] = urlBefore;
  await closeFeedHub();
  await database.close();
});

async function freshPlace(): Promise<void> {
  const made = await aPlace(database.ctx);
  runNumber = (await aQueuedRun(database.ctx, made)).number;
  databaseTest = await aQueuedTest(database.ctx, made.pilot);
  const taught = await aModule(database.ctx, made.pilotId, { code: "M3" });
  const operator = await anOperator(database.ctx, made.pilotId);
  const trainer = { ...database.ctx, actor: target.actor };
  trainingSession = String((await anOpenSession(trainer, { ...made, ...taught }, [operator])).session);
  const hung = await aDisplay(trainer, made.pilot);
  display = { id: hung.display.id, cookie: hung.cookie };
  trained = { module: taught.moduleId, operator: operator.id };
  const counted = await addCapacityTable(trainer, { pilot: made.pilot, name: "replicas" });
  capacityTable = counted.ok ? counted.id : "";
  place = made;
}

/** Of things that are there, so that what passes goes on to where it could break. */
function rightParams(door: Door) {
  const format = /\/(documents|capacity)\//.test(door.folder) ? "html" : "json";
  const session = door.folder.includes("/training/") ? { session: trainingSession } : {};
  const run = {
    number: String(door.folder.includes("/database-tests") ? databaseTest : runNumber),
    format,
    group: "1",
    poll: "1",
    rollout: "1",
    ...trained,
    ...session,
    display: display.id,
    table: capacityTable,
    version: "1",
  };
  return paramsOf(door, { pilot: place.pilot, system: place.systemId, person: target.actor.id, ...run }, randomUUID);
}

/** Lines that the log got as faults. */
function faults(t: TestContext): string[] {
  const lines: string[] = [];
  t.mock.method(process.stderr, "write", (line: unknown) => {
    if (/"level":"error"/.test(String(line))) lines.push(String(line).slice(0, 600));
    return true;
  });
  return lines;
}

async function inParallel<T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const waiting = [...list].reverse();
  const worker = async () => {
    for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

test("posts of another site change nothing, at any door", async (t) => {
  const lines = faults(t);
  const { cookie } = await everybody;
  const foreign: Record<string, string>[] = [
    { origin: `https://${evil}` },
    { origin: "null" },
    { origin: "" },
    { origin: `https://gantry.plant.example.${evil}` },
    { origin: `https://gantry.plant.example@${evil}` },
    { origin: "http://gantry.test:3001" },
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: `https://${evil}`, "sec-fetch-site": "same-origin", "content-type": "text/plain" },
  ];
  const changing = doors.filter(({ method }) => !["GET", "HEAD", "OPTIONS"].includes(method));
  assert.ok(changing.length > 20);
  await inParallel(changing, async (door) => {
    for (const headers of foreign) {
      const { answer, text } = await knock(door, {
        headers: { cookie, ...headers },
        params: rightParams(door),
        body: "{}",
      });
      const said = [answer.status, JSON.parse(text).type];
      assert.deepEqual(said, [403, "urn:gantry:other-origin"], `${door.name} ${JSON.stringify(headers)}`);
    }
  });
  assert.deepEqual(lines, []);
});

test("a body as a form of another site could send it, and one too large, are refused wherever one is taken", async (t) => {
  const lines = faults(t);
  const plant = await aKioskPlant(database.ctx, 1);
  const tablet = await aTablet(plant, plant.trainer.person.cookie);
  const cookie = `${(await everybody).cookie}; ${tablet.cookie}; ${display.cookie}`;
  const taking = doors.filter(({ handler }) => schemasOf(handler)?.body !== undefined);
  assert.ok(taking.length > 15);
  const large = (bytes: number) => JSON.stringify({ name: "x".repeat(bytes) });
  const types = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/x"];
  await inParallel(taking, async (door) => {
    const params = rightParams(door);
    for (const type of types) {
      const { answer } = await knock(door, { headers: { cookie, "content-type": type }, params, body: "{}" });
      assert.equal(answer.status, 415, `${door.name} ${type}`);
    }
    const most = Math.max(1024 * 1024, schemasOf(door.handler)?.bodyBytes ?? 0);
    const { answer, text } = await knock(door, { headers: { cookie }, params, body: large(most) });
    assert.equal(answer.status, 413, door.name);
    assert.match(JSON.parse(text).detail, /larger than the \d+ [MK]iB/);
  });
  assert.deepEqual(lines, []);
});

test("links begin with GANTRY_URL, whatever a request calls its host", async () => {
  const { cookie } = await everybody;
  const headers = {
    ...{ cookie, host: evil, "x-forwarded-host": evil, "x-forwarded-proto": "http", "x-original-host": evil },
    ...{ forwarded: `host=${evil}`, "x-host": evil, "x-forwarded-server": evil, referer: `https://${evil}/` },
  };
  for (const name of ["POST api/v1/invites", "POST api/v1/people/[person]/reset-links"]) {
    const door = doors.find((one) => one.name === name);
    assert.ok(door, name);
    const body = JSON.stringify({ email: `${randomUUID()}@plant.example`, name: "Somebody", roles: ["viewer"] });
    const { answer, text } = await knock(door, { headers, params: rightParams(door), body });
    assert.equal(answer.status, 201, text);
    assert.ok(JSON.parse(text).link.startsWith(`${url}/`), text);
    assert.ok(!text.includes(evil) && ![...answer.headers].join().includes(evil));
  }
});

/** A mirror is named by whoever sets it up. */
const wellFormed = (name: string) => (name === "mirror" ? /^(?!\.+$)[\w.-]+$/ : /^[0-9a-z-]+$/);

test("paths that lead elsewhere lead nowhere", async (t) => {
  const lines = faults(t);
  const { cookie } = await everybody;
  const wrong: string[] = [];
  const named = doors.filter(({ folder }) => folder.includes("["));
  assert.ok(named.length > 15);
  await inParallel(named, async (door) => {
    const right = rightParams(door);
    const forged = Object.keys(right).flatMap((name) =>
      [...hostileStrings, "..", ".", `${right[name]}/..`, `${right[name]}\u0000`, ` ${right[name]}`].flatMap((text) =>
        // What is well formed and not there is found missing only after the body was read.
        wellFormed(name).test(text) ? [] : [{ ...right, [name]: text }],
      ),
    );
    for (const params of forged) {
      const { answer } = await knock(door, { headers: { cookie }, params, body: "{}" });
      if (answer.status !== 404) wrong.push(`${door.name} ${JSON.stringify(params)}: ${answer.status}`);
    }
  });
  assert.deepEqual(wrong, []);
  assert.deepEqual(lines, []);
});

test(`${cases} malformed requests: no fault, no hang, and each refusal says why`, async (t) => {
  const lines = faults(t);
  const wrong: string[] = [];
  const statuses = new Set<number>();
  const numbers = Array.from({ length: cases }, (_, number) => number);
  await inParallel(numbers, async (number) => {
    const door = doors[number % doors.length];
    if (door === undefined || wrong.length >= 20) return;
    if (number % 500 === 499) await freshPlace();
    const asked = await malformed(door, number);
    const found = await inTime(knock(door, asked)).catch((error: unknown) => String(error));
    const what = typeof found === "string" ? found : wrongIn(found);
    if (typeof found !== "string") statuses.add(found.answer.status);
    if (what !== null) wrong.push(`${number} ${door.name} ${told(asked)}: ${what}`);
  });
  assert.deepEqual([...wrong, ...lines], []);
  // Else the cases would all have ended at the first check.
  for (const status of [200, 201, 400, 404, 409, 415, 422])
    assert.ok(cases < 5_000 || statuses.has(status), `no ${status} among the answers`);
});

async function malformed(door: Door, number: number): Promise<Knock> {
  const chance = chanceOf(seed * 1_000_003 + number);
  const id = randomUUID();
  const known = {
    ...{ systemId: place.systemId, personId: target.actor.id, scenarioText: onePage, slug: `p-${id.slice(0, 8)}` },
    ...{
      email: `${id}@plant.example`,
      timeZone: "Europe/Prague",
      baseUrl: `http://127.0.0.1:${1024 + (number % 9_000)}`,
    },
    ...{ version: 1 + chance.below(3), old: testPassword, password: "short", station: "", parityScope: "GET /api/*" },
  };
  const asked = malformedRequest(door, chance, { params: rightParams(door), known });
  const { cookie } = await (door.folder.startsWith("api/v1/account") ? holder : everybody);
  // This door ends all sessions, so that the doors of the account would see nothing but strangers from then on.
  if (door.name === "DELETE api/v1/account/sessions") holder = aPerson(database.ctx.db, ["lead"]);
  const both = door.folder.startsWith("api/v1/wall") ? `${cookie}; ${display.cookie}` : cookie;
  return { ...asked, headers: { cookie: both, ...asked.headers } };
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const hangs = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("hangs")), hangsAfterMs);
  });
  return Promise.race([answer, hangs]).finally(() => clearTimeout(timer));
}

function told({ query, headers, params, body }: Knock): string {
  return JSON.stringify({ query, headers: { ...headers, cookie: "" }, params, body }).slice(0, 1_500);
}
