import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { asc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { events } from "#drizzle/schema/platform.ts";
import { moduleVersions, trainingModules } from "#drizzle/schema/training.ts";
import { archivePilot } from "#lib/pilots/archive-pilot.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { refusalLine } from "#lib/platform/http/refusals.ts";
import type { Refused } from "#lib/platform/result.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { amendAct } from "./amend-act.ts";
import { bookOperators } from "./book-operators.ts";
import { callOffSession } from "./call-off-session.ts";
import { changeSession } from "./change-session.ts";
import { closeSession } from "./close-session.ts";
import { markSession } from "./mark-session.ts";
import { openSession } from "./open-session.ts";
import { planSession } from "./plan-session.ts";
import { readTrainingSession } from "./read-session.ts";
import { readSessions } from "./read-sessions.ts";
import { removeOperator } from "./remove-operator.ts";
import { reopenSession } from "./reopen-session.ts";
import { sayAboutSession } from "./say-about-session.ts";
import { takeOverSession } from "./take-over-session.ts";
import { aMark, anOpenSession, aPlannedSession, everythingAlone, times, type Where } from "./testing/a-session.ts";
import { aModule, anOperator, aTrainer, aTraining, type Training } from "./testing/a-training.ts";
import { unbookOperator } from "./unbook-operator.ts";

let database: TestDatabase;
let ctx: Ctx;
let ada: Ctx;
let petr: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  [ada, petr] = [await aTrainer(ctx), await aTrainer(ctx)];
});
after(() => database.close());

const reason = "was on the wrong shift";
const all = { state: "all" as const };

function refused(answer: { ok: true } | Refused, refusal: string, says = /./): void {
  assert.ok(!answer.ok, `${refusal} was expected`);
  assert.equal(answer.refusal, refusal);
  assert.ok(refusalLine(refusal), `${refusal} has no sentence`);
  assert.match(JSON.stringify(answer.details ?? "-"), says);
}

async function seen(where: Where) {
  const read = await readTrainingSession(ctx, where);
  assert.ok(read.ok);
  return read;
}

const verbsOf = async ({ pilotId }: Training) => {
  const rows = await ctx.db.select().from(events).where(eq(events.pilotId, pilotId)).orderBy(asc(events.sequence));
  return rows.map(({ verb }) => verb);
};

async function aNewVersion({ pilotId, moduleId, version }: Training): Promise<string> {
  const id = uuidv7();
  const row = { ...version, id, number: 2, steps: [...version.steps], dueForRoles: [], pilotId, moduleId };
  await ctx.db.insert(moduleVersions).values({ ...row, byId: "t", by: "test", at: new Date() });
  await ctx.db.update(trainingModules).set({ newest: 2 }).where(eq(trainingModules.id, moduleId));
  return id;
}

test("a session is planned with the pilot's next number, its operators and whoever plans it as the trainer", async () => {
  const training = await aTraining(ctx);
  const { pilot, pilotId, moduleId } = training;
  const operator = await anOperator(ctx, pilotId);
  const plan = { pilot, moduleId, place: "Hall 2", ...times, operators: [operator.id] };
  assert.deepEqual(await planSession(ada, plan), { ok: true, session: 1, version: 1 });
  const many = await Promise.all([1, 2, 3].map(() => planSession(petr, plan)));
  assert.deepEqual(many.map((one) => one.ok && one.session).sort(), [2, 3, 4]);
  const first = await seen({ pilot, session: 1 });
  assert.deepEqual([first.name, first.state, first.booked, first.trainer], ["TS-001", "planned", 1, ada.actor.name]);
  assert.deepEqual(await verbsOf(training), Array(4).fill("training-session.planned"));
  refused(await planSession(ada, { ...plan, moduleId: uuidv7() }), "module-not-found");
  const elsewhere = await anOperator(ctx, (await aTraining(ctx)).pilotId);
  refused(await planSession(ada, { ...plan, operators: [elsewhere.id] }), "session-operator-unknown");
  const gone = await anOperator(ctx, pilotId);
  assert.ok((await removeOperator(ada, { pilot, operatorId: gone.id, version: 1, reason })).ok);
  refused(await planSession(ada, { ...plan, operators: [gone.id] }), "session-operator-unknown");
});

test("place and times change until the session is opened, and two do not overwrite each other", async () => {
  const training = await aTraining(ctx);
  const where = await aPlannedSession(ada, training);
  const change = { ...times, place: "Hall 3", version: 1 };
  const both = await Promise.all([ada, petr].map((one) => changeSession(one, { ...where, ...change })));
  assert.equal(both.filter(({ ok }) => ok).length, 1);
  const second = both.find(({ ok }) => !ok);
  assert.ok(second);
  refused(second, "session-changed", /Person/);
  assert.deepEqual(await changeSession(ada, { ...where, ...change, version: 2 }), { ok: true, session: 1, version: 2 });
  assert.equal((await verbsOf(training)).length, 2, "what is the same is not written");
  await openSession(ada, where);
  refused(await changeSession(ada, { ...where, ...change, version: 3 }), "session-not-planned", /is open/);
});

test("operators are booked, also while it is open, and taken off unless something was said about them", async () => {
  const training = await aTraining(ctx);
  const { pilotId } = training;
  const [one, two] = [await anOperator(ctx, pilotId), await anOperator(ctx, pilotId)];
  const where = await anOpenSession(ada, training, [one]);
  assert.ok((await bookOperators(petr, { ...where, operators: [one.id, two.id] })).ok);
  assert.ok((await bookOperators(petr, { ...where, operators: [two.id] })).ok);
  assert.equal((await verbsOf(training)).filter((verb) => verb === "training-session.booked").length, 1);
  refused(await bookOperators(petr, { ...where, operators: [uuidv7()] }), "session-operator-unknown");
  await markSession(ada, { ...where, marks: [aMark(one, { do: "attended", is: "absent", minutes: null })] });
  refused(await unbookOperator(ada, { ...where, operatorId: one.id }), "operator-has-entries", /TS-001/);
  assert.ok((await unbookOperator(ada, { ...where, operatorId: two.id })).ok);
  refused(await unbookOperator(ada, { ...where, operatorId: two.id }), "operator-not-booked");
  refused(await unbookOperator(ada, { ...where, operatorId: uuidv7() }), "operator-not-found");
  await closeSession(ada, { ...where, says: "" });
  refused(await bookOperators(ada, { ...where, operators: [two.id] }), "session-over", /is closed/);
  refused(await unbookOperator(ada, { ...where, operatorId: two.id }), "session-over", /is closed/);
});

test("a session has two hundred operators at most", async () => {
  const training = await aTraining(ctx);
  const operators = [];
  for (let count = 0; count < 201; count++) operators.push(await anOperator(ctx, training.pilotId));
  const where = await aPlannedSession(ada, training, operators.slice(1));
  refused(await bookOperators(ada, { ...where, operators: [operators[0]?.id ?? ""] }), "session-full", /200/);
});

test("opening fixes the module's newest version of that moment; it is opened once", async () => {
  const training = await aTraining(ctx);
  const where = await aPlannedSession(ada, training);
  const newest = await aNewVersion(training);
  assert.equal((await seen(where)).module.version, 1);
  const both = await Promise.all([openSession(ada, where), openSession(petr, where)]);
  assert.equal(both.filter(({ ok }) => ok).length, 1);
  refused(both.find(({ ok }) => !ok) ?? both[0], "session-not-planned", /is open/);
  const opened = await seen(where);
  assert.deepEqual([opened.state, opened.moduleVersion.id, opened.module.version], ["open", newest, 2]);
  assert.ok(opened.openedAt);
});

test("another trainer takes over, with a reason that is kept; two at once follow each other", async () => {
  const training = await aTraining(ctx);
  const where = await anOpenSession(ada, training, []);
  refused(await takeOverSession(ada, { ...where, reason }), "session-own");
  const jana = await aTrainer(ctx);
  const both = await Promise.all([petr, jana].map((one) => takeOverSession(one, { ...where, reason })));
  assert.ok(both.every(({ ok }) => ok));
  const now = await seen(where);
  const happened = now.happened.map(({ what }) => what);
  assert.equal(happened[1], `took the session over from ${ada.actor.name}: ${reason}`);
  assert.equal(now.happened[2]?.by, now.trainer, "the last one runs it");
  const again = await Promise.all([1, 2].map(() => takeOverSession(ada, { ...where, reason })));
  assert.deepEqual(again.map(({ ok }) => ok).sort(), [false, true], "twice by the same is once");
  await closeSession(ada, { ...where, says: "" });
  refused(await takeOverSession(petr, { ...where, reason }), "session-over");
});

test("closing names what is missing, and is allowed with it; opened again, it goes on", async () => {
  const training = await aTraining(ctx);
  const operators = [];
  for (const name of ["Ann", "Ben", "Cy", "Di"]) operators.push(await anOperator(ctx, training.pilotId, { name }));
  const [ann, ben, cy, di] = operators;
  assert.ok(ann && ben && cy && di);
  const where = await anOpenSession(ada, training, operators);
  const marks = [
    aMark(ben, { do: "attended", is: "present", minutes: null }),
    ...everythingAlone(training, cy),
    aMark(di, { do: "attended", is: "absent", minutes: null }),
  ];
  assert.ok((await markSession(ada, { ...where, marks })).ok);
  const closed = await closeSession(ada, { ...where, says: "Ann again on Monday" });
  assert.ok(closed.ok);
  assert.deepEqual(
    closed.missing.map(({ name, lacks }) => [name, lacks]),
    [
      ["Ann", "attendance"],
      ["Ben", "outcomes"],
      ["Cy", "signature"],
    ],
  );
  const what = (await seen(where)).happened.at(-1)?.what ?? "";
  assert.equal(
    what,
    "closed the session: Not marked: Ann. Without every outcome: Ben. Not signed: Cy. Ann again on Monday",
  );
  refused(await closeSession(ada, { ...where, says: "" }), "session-not-open", /is closed/);
  refused(await markSession(ada, { ...where, marks: everythingAlone(training, ben) }), "session-not-open");
  assert.ok((await reopenSession(ada, { ...where, reason })).ok);
  refused(await reopenSession(ada, { ...where, reason }), "session-not-closed", /is open/);
  assert.deepEqual([(await seen(where)).state, (await seen(where)).closedAt], ["open", null]);
});

test("a session is called off before it is opened, and then nothing is written on it", async () => {
  const training = await aTraining(ctx);
  const where = await aPlannedSession(ada, training);
  assert.ok((await sayAboutSession(ada, { ...where, text: "Bring the scanner" })).ok);
  assert.ok((await callOffSession(ada, { ...where, reason })).ok);
  refused(await callOffSession(ada, { ...where, reason }), "session-not-planned", /was called off/);
  refused(await openSession(ada, where), "session-not-planned");
  refused(await sayAboutSession(ada, { ...where, text: "x" }), "session-called-off");
  refused(await reopenSession(ada, { ...where, reason }), "session-not-closed");
  const amendment = { operatorId: uuidv7(), about: uuidv7(), to: { do: "noted" as const, text: "x" }, reason };
  refused(await amendAct(ada, { ...where, ...amendment }), "session-never-opened");
  const happened = (await seen(where)).happened.map(({ what }) => what);
  assert.deepEqual(happened, ["noted: Bring the scanner", `called the session off: ${reason}`]);
});

test("sessions are listed newest first, by state, module and trainer, page by page", async () => {
  const training = await aTraining(ctx);
  const { pilot, pilotId } = training;
  const other = await aModule(ctx, pilotId, { code: "M4" });
  const operator = await anOperator(ctx, pilotId);
  for (let count = 0; count < 31; count++) await aPlannedSession(count % 2 === 0 ? ada : petr, training, [operator]);
  const taught = await aPlannedSession(petr, { ...training, ...other });
  const open = await anOpenSession(ada, training, [operator]);
  const page = await readSessions(ctx, { pilot, ...all });
  assert.ok(page.ok);
  assert.deepEqual([page.sessions[0]?.number, page.sessions.length, page.older], [33, 30, 4]);
  const rest = await readSessions(ctx, { pilot, ...all, before: page.older ?? 0 });
  assert.ok(rest.ok);
  assert.deepEqual([rest.sessions.map(({ number }) => number), rest.older], [[3, 2, 1], null]);
  const numbers = async (asked: object) => {
    const found = await readSessions(ctx, { pilot, ...all, ...asked });
    return found.ok ? found.sessions.map(({ number }) => number) : [];
  };
  assert.deepEqual(await numbers({ state: "open" }), [open.session]);
  assert.deepEqual(await numbers({ module: other.moduleId }), [taught.session]);
  assert.equal((await numbers({ trainer: petr.actor.id })).length, 16);
  assert.deepEqual(await numbers({ state: "closed" }), []);
  refused(await readSessions(ctx, { pilot: "none", ...all }), "pilot-not-found");
});

test("an archived pilot and a session that is not there refuse everything", async () => {
  const training = await aTraining(ctx);
  const { pilot, moduleId } = training;
  const where = await aPlannedSession(ada, training);
  refused(await openSession(ada, { pilot, session: 99 }), "session-not-found");
  refused(await readTrainingSession(ctx, { pilot, session: 99 }), "session-not-found");
  const lead = await aTrainer(ctx, ["lead"]);
  assert.ok((await archivePilot(lead, { pilot, reason })).ok);
  refused(await openSession(ada, where), "pilot-archived");
  refused(await planSession(ada, { pilot, moduleId, place: "x", ...times, operators: [] }), "pilot-archived");
  assert.ok((await readTrainingSession(ctx, where)).ok, "it is still read");
});
