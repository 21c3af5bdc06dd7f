import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { asc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { users } from "#drizzle/schema/access.ts";
import { pilots } from "#drizzle/schema/pilots.ts";
import { events } from "#drizzle/schema/platform.ts";
import { type Ctx, makeCtx } from "#lib/platform/ctx.ts";
import { refusalLine } from "#lib/platform/http/refusals.ts";
import type { Refused } from "#lib/platform/result.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { archivePilot } from "./archive-pilot.ts";
import { changePilot } from "./change-pilot.ts";
import { createPilot } from "./create-pilot.ts";
import { giveDuty } from "./give-duty.ts";
import { PlanPilot } from "./input/plan.ts";
import { ChangePilot, CreatePilot, GiveDuty } from "./input.ts";
import { planPilot } from "./plan-pilot.ts";
import { readDuties } from "./read-duties.ts";
import { readFacts } from "./read-facts.ts";
import { readAllPilots, readPilots } from "./read-pilots.ts";
import { reopenPilot } from "./reopen-pilot.ts";
import { seedPractice } from "./seed-practice.ts";
import { takeBackDuty } from "./take-back-duty.ts";

let database: TestDatabase;
let ctx: Ctx;
let ada: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  ada = makeCtx(ctx.db, { kind: "person", id: uuidv7(), name: "Ada Lüders", roles: ["admin"] });
});
after(() => database.close());

const place = { name: "Warehouse", site: "Hall 3", timeZone: "Europe/Prague" };
const reason = "it went live and is over";
const window = { from: "2026-11-26T08:00", to: "2026-11-26T16:00" };

let made = 0;
async function aPilot(): Promise<string> {
  const slug = `place-${++made}`;
  const created = await createPilot(ctx, { ...place, slug });
  assert.ok(created.ok);
  return slug;
}

async function aPerson(changes: Partial<typeof users.$inferInsert> = {}): Promise<string> {
  const id = uuidv7();
  const email = `${id}@plant.example`;
  const row = {
    id,
    email,
    name: "Petr Dvořák",
    passwordHash: "none",
    roles: ["viewer" as const],
    createdAt: new Date(),
  };
  await ctx.db.insert(users).values({ ...row, ...changes });
  return id;
}

async function eventsOf(slug: string) {
  const [row] = await ctx.db.select().from(pilots).where(eq(pilots.slug, slug));
  return ctx.db
    .select()
    .from(events)
    .where(eq(events.chain, row?.id ?? ""))
    .orderBy(asc(events.sequence));
}

const verbsOf = async (slug: string) => (await eventsOf(slug)).map(({ verb }) => verb);

async function factsOf(slug: string) {
  const found = await readFacts(ctx, { pilot: slug });
  assert.ok(found.ok);
  return found.pilot;
}

function refusedWith(answer: { ok: true } | Refused, refusal: string, what = refusal): Refused {
  assert.ok(!answer.ok, what);
  assert.equal(answer.refusal, refusal, what);
  assert.ok(refusalLine(refusal), `${refusal} has no sentence`);
  return answer;
}

test("a pilot is made with its event; a slug is taken for good, two at once: one gets it", async () => {
  const answers = await Promise.all([1, 2, 3].map(() => createPilot(ctx, { ...place, slug: "twice" })));
  assert.equal(answers.filter(({ ok }) => ok).length, 1);
  for (const answer of answers) if (!answer.ok) refusedWith(answer, "pilot-slug-taken");
  assert.deepEqual(await verbsOf("twice"), ["pilot.created"]);
  assert.deepEqual(await factsOf("twice"), {
    ...{ slug: "twice", ...place, practice: false, archivedAt: null, version: 1 },
    ...{ window: null, programme: null, shifts: [], parityScope: [] },
  });
  assert.ok((await archivePilot(ctx, { pilot: "twice", reason })).ok);
  refusedWith(await createPilot(ctx, { ...place, slug: "twice" }), "pilot-slug-taken", "of an archived one too");
});

test("what it is can be changed, with an event of what differs only; the same again changes nothing", async () => {
  const pilot = await aPilot();
  const changed = await changePilot(ctx, { pilot, version: 1, ...place, site: "Hall 4" });
  assert.ok(changed.ok);
  assert.deepEqual([changed.pilot.site, changed.pilot.version], ["Hall 4", 2]);
  const same = await changePilot(ctx, { pilot, version: 2, ...place, site: "Hall 4" });
  assert.ok(same.ok);
  assert.equal(same.pilot.version, 2);
  const [, event, ...more] = await eventsOf(pilot);
  assert.deepEqual(
    [event?.verb, event?.before, event?.after],
    ["pilot.changed", { site: "Hall 3" }, { site: "Hall 4", version: 2 }],
  );
  assert.equal(more.length, 0);
});

test("two people at one form: the second is told who changed what, and nothing is overwritten", async () => {
  const pilot = await aPilot();
  assert.ok((await changePilot(ada, { pilot, version: 1, ...place, site: "Hall 4" })).ok);
  assert.ok((await planPilot(ada, { pilot, version: 2, window })).ok);
  const second = await changePilot(ctx, { pilot, version: 1, ...place, name: "Store" });
  const { details } = refusedWith(second, "pilot-changed");
  assert.deepEqual(details?.says, { changes: "Ada Lüders changed the site and the go-live window" });
  assert.deepEqual([(await factsOf(pilot)).name, (await factsOf(pilot)).site], ["Warehouse", "Hall 4"]);
  const atOnce = await Promise.all(
    ["A", "B", "C"].map((name) => changePilot(ctx, { pilot, version: 3, ...place, name })),
  );
  assert.equal(atOnce.filter(({ ok }) => ok).length, 1);
  assert.equal((await factsOf(pilot)).version, 4);
});

test("the plan: wall times of the site become instants; what is left out stays; null takes away", async () => {
  const pilot = await aPilot();
  const shifts = [{ name: "Night", weekdays: [1, 2], from: "22:00", to: "06:00" }];
  const programme = { from: "2026-11-16", to: "2026-11-26" };
  assert.ok((await planPilot(ctx, { pilot, version: 1, window, programme, shifts })).ok);
  assert.ok((await planPilot(ctx, { pilot, version: 2, parityScope: ["GET /api/v1/lots/*"] })).ok);
  const facts = await factsOf(pilot);
  assert.deepEqual(facts.window, { from: "2026-11-26T07:00:00.000Z", to: "2026-11-26T15:00:00.000Z" });
  assert.deepEqual([facts.programme, facts.shifts, facts.parityScope], [programme, shifts, ["GET /api/v1/lots/*"]]);
  assert.ok((await planPilot(ctx, { pilot, version: 3, window: null, programme: null })).ok);
  const after = await factsOf(pilot);
  assert.deepEqual([after.window, after.programme, after.shifts], [null, null, shifts]);
  assert.deepEqual(await verbsOf(pilot), ["pilot.created", "pilot.planned", "pilot.planned", "pilot.planned"]);
});

test("in another time zone the window keeps its time by the clock", async () => {
  const pilot = await aPilot();
  await planPilot(ctx, { pilot, version: 1, window });
  const moved = await changePilot(ctx, { pilot, version: 2, ...place, timeZone: "Asia/Tokyo" });
  assert.ok(moved.ok);
  assert.deepEqual(moved.pilot.window, { from: "2026-11-25T23:00:00.000Z", to: "2026-11-26T07:00:00.000Z" });
  const [, , event] = await eventsOf(pilot);
  assert.deepEqual(Object.keys(Object(event?.after)).sort(), ["timeZone", "version", "window"]);
});

test("times that the site's clocks skip are refused, in a plan and by a move", async () => {
  const pilot = await aPilot();
  const skipped = { from: "2026-03-29T02:30", to: "2026-03-29T08:00" };
  const { details } = refusedWith(await planPilot(ctx, { pilot, version: 1, window: skipped }), "window-skipped");
  assert.deepEqual(details?.says, { wall: "2026-03-29 02:30", zone: "Europe/Prague" });
  assert.ok((await changePilot(ctx, { pilot, version: 1, ...place, timeZone: "UTC" })).ok);
  assert.ok((await planPilot(ctx, { pilot, version: 2, window: skipped })).ok);
  refusedWith(await changePilot(ctx, { pilot, version: 3, ...place }), "window-skipped");
  assert.equal((await factsOf(pilot)).timeZone, "UTC");
});

test("archived: out of the list, still read, with its reason; nothing in it changes; reopened it goes on", async () => {
  const pilot = await aPilot();
  const personId = await aPerson();
  const given = await giveDuty(ctx, { pilot, personId, duty: "decider", station: "" });
  assert.ok(given.ok && (await archivePilot(ctx, { pilot, reason })).ok);
  const slugs = async () => (await readPilots(ctx)).map(({ slug }) => slug);
  assert.ok(!(await slugs()).includes(pilot));
  const all = await readAllPilots(ctx);
  const at = all.findIndex(({ slug }) => slug === pilot);
  assert.ok(at >= 0 && all.slice(at).every(({ archivedAt }) => archivedAt !== null));
  const { version, archivedAt } = await factsOf(pilot);
  assert.ok(archivedAt !== null);
  const tries: [what: string, answer: { ok: true } | Refused][] = [
    ["change", await changePilot(ctx, { pilot, version, ...place, site: "Hall 5" })],
    ["plan", await planPilot(ctx, { pilot, version, window })],
    ["archive again", await archivePilot(ctx, { pilot, reason })],
    ["give a duty", await giveDuty(ctx, { pilot, personId, duty: "verifier", station: "" })],
    ["take one back", await takeBackDuty(ctx, { pilot, duty: given.id })],
  ];
  for (const [what, answer] of tries) refusedWith(answer, "pilot-archived", what);
  assert.ok((await reopenPilot(ctx, { pilot })).ok);
  refusedWith(await reopenPilot(ctx, { pilot }), "pilot-not-archived");
  assert.ok((await slugs()).includes(pilot));
  const rows = await eventsOf(pilot);
  assert.deepEqual(
    rows.map(({ verb, reason: why }) => [verb, why]),
    [
      ["pilot.created", null],
      ["duty.given", null],
      ["pilot.archived", reason],
      ["pilot.reopened", null],
    ],
  );
});

test("an archiving and changes at once: one after the other, and none after it", async () => {
  const pilot = await aPilot();
  const sites = ["A", "B", "C"].map((site) => changePilot(ctx, { pilot, version: 1, ...place, site }));
  const [archived, ...changes] = await Promise.all([archivePilot(ctx, { pilot, reason }), ...sites]);
  assert.ok(archived.ok);
  assert.ok(changes.filter(({ ok }) => ok).length <= 1);
  assert.equal((await verbsOf(pilot)).at(-1), "pilot.archived");
});

test("the practice pilot stays", async () => {
  await seedPractice(ctx, { legacyUrl: "http://127.0.0.1:4001", newUrl: "http://127.0.0.1:4002" });
  refusedWith(await archivePilot(ctx, { pilot: "practice", reason }), "practice-stays");
});

test("duties: any enabled account, each once a person, a station once an owner; two at once: one", async () => {
  const pilot = await aPilot();
  const [personId, other, disabled] = [
    await aPerson(),
    await aPerson({ name: "Ada" }),
    await aPerson({ disabledAt: new Date() }),
  ];
  const give = (changes: Partial<GiveDuty & { pilot: string }>) =>
    giveDuty(ctx, { pilot, personId, duty: "decider", station: "", ...changes });
  const twice = await Promise.all([give({}), give({}), give({})]);
  assert.equal(twice.filter(({ ok }) => ok).length, 1);
  const { details } = refusedWith(await give({}), "duty-held");
  assert.deepEqual(details?.says, { name: "Petr Dvořák" });
  for (const station of ["Load", "Operations"]) assert.ok((await give({ duty: "station-owner", station })).ok);
  assert.ok((await give({ personId: other })).ok);
  refusedWith(await give({ personId: disabled }), "person-not-enabled");
  refusedWith(await give({ personId: uuidv7() }), "person-not-enabled");
  refusedWith(await give({ pilot: "nowhere" }), "pilot-not-found");
  await ctx.db.update(users).set({ disabledAt: new Date() }).where(eq(users.id, other));
  const found = await readDuties(ctx, { pilot });
  assert.ok(found.ok);
  assert.deepEqual(
    found.duties.map(({ name, duty, station, enabled }) => [name, duty, station, enabled]),
    [
      ["Ada", "decider", "", false],
      ["Petr Dvořák", "decider", "", true],
      ["Petr Dvořák", "station-owner", "Load", true],
      ["Petr Dvořák", "station-owner", "Operations", true],
    ],
  );
});

test("a duty is taken back once, two at once: one; another pilot's is not found", async () => {
  const [pilot, elsewhere] = [await aPilot(), await aPilot()];
  const given = await giveDuty(ctx, { pilot, personId: await aPerson(), duty: "verifier", station: "" });
  assert.ok(given.ok);
  refusedWith(await takeBackDuty(ctx, { pilot: elsewhere, duty: given.id }), "duty-not-found");
  const backs = await Promise.all([1, 2, 3].map(() => takeBackDuty(ctx, { pilot, duty: given.id })));
  assert.equal(backs.filter(({ ok }) => ok).length, 1);
  assert.deepEqual(await verbsOf(pilot), ["pilot.created", "duty.given", "duty.taken-back"]);
});

test("to whom a duty may be given is told to an admin only", async () => {
  const pilot = await aPilot();
  const [enabled, disabled] = [await aPerson(), await aPerson({ disabledAt: new Date() })];
  const [viewer, admin] = [await readDuties(ctx, { pilot }), await readDuties(ada, { pilot })];
  assert.ok(viewer.ok && admin.ok);
  const ids = admin.people.map(({ id }) => id);
  assert.deepEqual([viewer.people, ids.includes(enabled), ids.includes(disabled)], [[], true, false]);
});

test("what comes in about pilots", () => {
  const create = { slug: "plant-2", ...place };
  const shift = { name: "A", weekdays: [5, 1], from: "06:00", to: "14:00" };
  const plan = (part: object) => PlanPilot.safeParse({ version: 1, ...part });
  const day = (from: string, to: string) => plan({ programme: { from, to } });
  const personId = uuidv7();
  const cases: [what: string, result: { success: boolean }, accepted: boolean][] = [
    ["a pilot", CreatePilot.safeParse(create), true],
    ["a reserved slug", CreatePilot.safeParse({ ...create, slug: "wall" }), false],
    ["a zone that is none", CreatePilot.safeParse({ ...create, timeZone: "CET" }), false],
    ["no site", CreatePilot.safeParse({ ...create, site: " " }), false],
    ["an unknown field", CreatePilot.safeParse({ ...create, practice: true }), false],
    ["no version", ChangePilot.safeParse(place), false],
    ["a whole day", plan({ shifts: [{ ...shift, from: "00:00", to: "24:00" }] }), true],
    ["no time", plan({ shifts: [{ ...shift, from: "24:00" }] }), false],
    ["a shift of nothing", plan({ shifts: [{ ...shift, to: "06:00" }] }), false],
    ["a weekday twice", plan({ shifts: [{ ...shift, weekdays: [1, 1] }] }), false],
    ["no weekday", plan({ shifts: [{ ...shift, weekdays: [] }] }), false],
    ["an eighth day", plan({ shifts: [{ ...shift, weekdays: [8] }] }), false],
    ["two of one name", plan({ shifts: [shift, shift] }), false],
    ["a programme of a day", day("2026-11-26", "2026-11-26"), true],
    ["a programme backwards", day("2026-11-27", "2026-11-26"), false],
    ["the 30th of February", day("2026-02-30", "2026-03-01"), false],
    ["a window of nothing", plan({ window: { from: window.from, to: window.from } }), false],
    ["a window without an end", plan({ window: { from: window.from, to: "" } }), false],
    ["an endpoint", plan({ parityScope: ["get  /a/*", "* /b"] }), true],
    ["no method", plan({ parityScope: ["/a"] }), false],
    ["a host", plan({ parityScope: ["GET http://a"] }), false],
    ["the same in other letters", plan({ parityScope: ["get /a", "GET /a"] }), false],
    ["an owner of a station", GiveDuty.safeParse({ personId, duty: "station-owner", station: "Load" }), true],
    ["an owner of nothing", GiveDuty.safeParse({ personId, duty: "station-owner" }), false],
    ["a decider of a station", GiveDuty.safeParse({ personId, duty: "decider", station: "Load" }), false],
    ["a decider", GiveDuty.safeParse({ personId, duty: "decider" }), true],
  ];
  for (const [what, result, accepted] of cases) assert.equal(result.success, accepted, what);
  assert.deepEqual(plan({ parityScope: ["get  /a/*"], shifts: [shift] }).data, {
    ...{ version: 1, parityScope: ["GET /a/*"] },
    shifts: [{ ...shift, weekdays: [1, 5] }],
  });
  assert.equal(CreatePilot.parse({ ...create, timeZone: "europe/prague" }).timeZone, "Europe/Prague");
});
