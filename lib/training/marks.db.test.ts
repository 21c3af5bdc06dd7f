import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { asc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { events } from "#drizzle/schema/platform.ts";
import { trainingActs } from "#drizzle/schema/training.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type Connection, connect } from "#lib/platform/database.ts";
import { record } from "#lib/platform/events.ts";
import { refusalLine } from "#lib/platform/http/refusals.ts";
import type { Refused } from "#lib/platform/result.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { verifyLog } from "#lib/platform/verify-log.ts";
import { amendAct } from "./amend-act.ts";
import { closeSession } from "./close-session.ts";
import type { Operator } from "./core/module.ts";
import { markSession } from "./mark-session.ts";
import { readTrainingSession } from "./read-session.ts";
import { aMark, anOpenSession, everythingAlone, operatorSigns, type Where } from "./testing/a-session.ts";
import { anOperator, aTrainer, aTraining, type Training } from "./testing/a-training.ts";
import { withdrawSignature } from "./withdraw-signature.ts";

let database: TestDatabase;
let owner: Connection;
let ctx: Ctx;
let ada: Ctx;
let petr: Ctx;
before(async () => {
  database = await testDatabase();
  owner = connect({ url: database.ownerUrl, name: "owner", max: 1 });
  ctx = database.ctx;
  [ada, petr] = [await aTrainer(ctx), await aTrainer(ctx)];
});
after(async () => {
  await owner.close();
  await database.close();
});

const reason = "pressed the wrong line";
const present = { do: "attended", is: "present", minutes: null } as const;
const late = { do: "attended", is: "late", minutes: 12 } as const;
const helped = { do: "outcome", step: "s1", outcome: "helped" } as const;

function refused(answer: { ok: true } | Refused, refusal: string, says = /./): void {
  assert.ok(!answer.ok, `${refusal} was expected`);
  assert.equal(answer.refusal, refusal);
  assert.ok(refusalLine(refusal), `${refusal} has no sentence`);
  assert.match(JSON.stringify(answer.details ?? "-"), says);
}

type Run = { training: Training; where: Where; ann: Operator; ben: Operator };

async function aRun(): Promise<Run> {
  const training = await aTraining(ctx);
  const ann = await anOperator(ctx, training.pilotId, { name: "Ann" });
  const ben = await anOperator(ctx, training.pilotId, { name: "Ben" });
  return { training, where: await anOpenSession(ada, training, [ann, ben]), ann, ben };
}

async function seen(where: Where, { id }: Operator) {
  const read = await readTrainingSession(ctx, where);
  assert.ok(read.ok);
  const found = read.operators.find(({ operator }) => operator.id === id);
  assert.ok(found);
  return found;
}

const actsOf = ({ pilotId }: Training) =>
  ctx.db.select().from(trainingActs).where(eq(trainingActs.pilotId, pilotId)).orderBy(asc(trainingActs.n));
const markedOf = async ({ pilotId }: Training) => {
  const rows = await ctx.db.select().from(events).where(eq(events.pilotId, pilotId));
  return rows.filter(({ verb }) => verb === "training.marked");
};

test("a batch has one event that names its acts and operators; sent again it is there once, with the same answer", async () => {
  const { training, where, ann, ben } = await aRun();
  const marks = [...everythingAlone(training, ann), aMark(ben, late), aMark(ben, { do: "noted", text: "left-handed" })];
  const ids = marks.map(({ id }) => id);
  const answers = await Promise.all([1, 2, 3].map(() => markSession(ada, { ...where, marks })));
  assert.deepEqual(answers, Array(3).fill({ ok: true, marks: ids }));
  const [event, ...others] = await markedOf(training);
  assert.equal(others.length, 0);
  assert.deepEqual(Object(event?.after).operators, ["Ann", "Ben"]);
  assert.deepEqual(
    Object(event?.after).acts.map(({ id }: { id: string }) => id),
    ids,
  );
  assert.equal((await seen(where, ann)).standing, "ready");
  const { attended, notes } = await seen(where, ben);
  assert.deepEqual([attended?.is, attended?.minutes, notes[0]?.text], ["late", 12, "left-handed"]);
  await closeSession(ada, { ...where, says: "" });
  assert.deepEqual(await markSession(petr, { ...where, marks }), answers[0], "and after closing too");
});

test("a batch that came partly before takes the rest", async () => {
  const { training, where, ann } = await aRun();
  const [first, ...rest] = everythingAlone(training, ann);
  assert.ok(first);
  await markSession(ada, { ...where, marks: [first] });
  assert.ok((await markSession(ada, { ...where, marks: [first, ...rest] })).ok);
  assert.equal((await actsOf(training)).length, 1 + 4);
});

test("an id says one thing; nothing of a batch with a mistake is written", async () => {
  const { training, where, ann, ben } = await aRun();
  const first = aMark(ann, present);
  await markSession(ada, { ...where, marks: [first] });
  const other = { ...first, operatorId: ben.id };
  refused(await markSession(ada, { ...where, marks: [aMark(ben, present), other] }), "mark-id-used");
  refused(await markSession(ada, { ...where, marks: [{ ...first, act: late }] }), "mark-id-used");
  const stranger = await anOperator(ctx, training.pilotId);
  const strange = [aMark(ben, present), aMark(stranger, present)];
  refused(await markSession(ada, { ...where, marks: strange }), "operator-not-booked", /TS-001/);
  const step = [aMark(ben, present), aMark(ben, { ...helped, step: "s9" })];
  refused(await markSession(ada, { ...where, marks: step }), "session-step-unknown", /1/);
  assert.equal((await actsOf(training)).length, 2, "the opening and the first mark");
});

test("two trainers at once: both are kept in their order, the later one stands, both see it", async () => {
  const { training, where, ann } = await aRun();
  const [one, two] = [aMark(ann, present), aMark(ann, late)];
  await Promise.all([markSession(ada, { ...where, marks: [one] }), markSession(petr, { ...where, marks: [two] })]);
  const [, ...kept] = await actsOf(training);
  assert.deepEqual(kept.map(({ id }) => id).sort(), [one.id, two.id].sort());
  assert.equal((await seen(where, ann)).attended?.act, kept[1]?.id);
});

test("closing while marking: what was marked is in the closed session or refused, never half", async () => {
  const { training, where, ann } = await aRun();
  const marks = everythingAlone(training, ann);
  const [marked, closed] = await Promise.all([
    markSession(ada, { ...where, marks }),
    closeSession(petr, { ...where, says: "" }),
  ]);
  assert.ok(closed.ok);
  const lacks = closed.missing.find(({ name }) => name === "Ann")?.lacks;
  if (marked.ok) assert.equal(lacks, "signature");
  else {
    refused(marked, "session-not-open");
    assert.equal(lacks, "attendance");
  }
});

test("of a signed operator only notes are marked; the refusal names them and says how it goes on", async () => {
  const { training, where, ann, ben } = await aRun();
  await markSession(ada, { ...where, marks: everythingAlone(training, ann) });
  const signature = await operatorSigns(ctx, where, ann);
  refused(await markSession(ada, { ...where, marks: [aMark(ben, present), aMark(ann, late)] }), "marks-signed", /Ann/);
  refused(await markSession(ada, { ...where, marks: [aMark(ann, helped)] }), "marks-signed", /"Ann"/);
  assert.match(refusalLine("marks-signed")?.sentence ?? "", /amend/);
  assert.ok((await markSession(ada, { ...where, marks: [aMark(ann, { do: "noted", text: "quick" })] })).ok);
  assert.ok((await withdrawSignature(petr, { ...where, signature, reason })).ok);
  assert.ok((await markSession(ada, { ...where, marks: [aMark(ann, helped)] })).ok, "taken back, it is open again");
  assert.equal((await seen(where, ann)).standing, "needs-help");
});

test("an amendment stands beside the original, and a signature over what was there covers it no more", async () => {
  const { training, where, ann, ben } = await aRun();
  const marks = everythingAlone(training, ann);
  const [attendance, step] = marks.map(({ id }) => id);
  assert.ok(attendance && step);
  await markSession(ada, { ...where, marks });
  await operatorSigns(ctx, where, ann);
  const amend = (about: string, to: Parameters<typeof amendAct>[1]["to"], operatorId = ann.id) =>
    amendAct(petr, { ...where, operatorId, about, to, reason });
  refused(await amend(uuidv7(), helped), "act-not-found", /TS-001/);
  refused(await amend(step, helped, ben.id), "act-not-found");
  refused(await amend(step, present), "amendment-unfit");
  refused(await amend(step, { ...helped, step: "s2" }), "amendment-unfit");
  refused(await amend(step, { ...helped, outcome: "alone" }), "amendment-same");
  assert.ok((await closeSession(ada, { ...where, says: "" })).ok);
  const amended = await amend(step, helped);
  assert.ok(amended.ok, "also after closing");
  const now = await seen(where, ann);
  assert.equal(now.standing, "needs-help");
  assert.deepEqual([now.steps[0]?.said?.outcome, now.steps[0]?.said?.amended], ["helped", true]);
  assert.equal(now.operatorSigned?.covers, false);
  const { was, is, by } = now.amendments[0] ?? {};
  assert.deepEqual([was, is, by], ["step 1: can do alone", "step 1: needs help", petr.actor.name]);
  refused(await amend(amended.id, helped), "act-not-found");
  assert.ok((await amend(step, { ...helped, outcome: "alone" })).ok);
  assert.equal((await seen(where, ann)).standing, "operator-signed", "as it was signed: it covers again");
});

test("only what stands is amended; two at once are both kept", async () => {
  const { where, ann } = await aRun();
  const [first, second] = [aMark(ann, helped), aMark(ann, { ...helped, outcome: "not-shown" })];
  await markSession(ada, { ...where, marks: [first] });
  await markSession(ada, { ...where, marks: [second] });
  const of = { ...where, operatorId: ann.id, reason };
  refused(await amendAct(ada, { ...of, about: first.id, to: { ...helped, outcome: "alone" } }), "act-followed");
  const both = await Promise.all([
    amendAct(ada, { ...of, about: second.id, to: { ...helped, outcome: "alone" } }),
    amendAct(petr, { ...of, about: second.id, to: helped }),
  ]);
  assert.ok(both.every(({ ok }) => ok));
  const { amendments, steps } = await seen(where, ann);
  assert.equal(amendments.length, 2);
  assert.equal(amendments[1]?.was, amendments[0]?.is);
  assert.match(amendments[1]?.is ?? "", steps[0]?.said?.outcome === "helped" ? /needs help/ : /alone/);
});

test("a signature is withdrawn once, with its reason, and stays on record", async () => {
  const { training, where, ann } = await aRun();
  await markSession(ada, { ...where, marks: everythingAlone(training, ann) });
  const first = await operatorSigns(ctx, where, ann);
  const second = await operatorSigns(ctx, where, ann);
  const withdraw = (signature: string) => withdrawSignature(petr, { ...where, signature, reason });
  refused(await withdraw(uuidv7()), "signature-not-found", /TS-001/);
  refused(await withdraw(first), "signature-followed");
  const both = await Promise.all([withdraw(second), withdraw(second)]);
  assert.equal(both.filter(({ ok }) => ok).length, 1);
  refused(both.find(({ ok }) => !ok) ?? both[0], "signature-withdrawn", new RegExp(petr.actor.name));
  const { standing, operatorSigned, withdrawn } = await seen(where, ann);
  assert.deepEqual([standing, operatorSigned], ["ready", null]);
  assert.deepEqual([withdrawn[0]?.signature.id, withdrawn[0]?.reason, withdrawn[0]?.as], [second, reason, "operator"]);
});

test("who changes an act in the database is found by verifying the log", async () => {
  const { training, where, ann } = await aRun();
  const { pilotId, moduleId, version } = training;
  const acts = [{ table: "module_versions" as const, id: version.id }];
  const subject = { kind: "training-module", id: moduleId };
  await ctx.transaction((tx) => record(tx, ctx, { pilotId, verb: "training-module.added", subject, acts }));
  const marks = everythingAlone(training, ann);
  await markSession(ada, { ...where, marks });
  const broken = async () => {
    const reports = await verifyLog(ctx.db, []);
    return reports.find(({ chain }) => chain === pilotId)?.broken ?? null;
  };
  assert.equal(await broken(), null);
  const rows = `training_acts set by = 'somebody else' where id = '${marks[1]?.id}'`;
  await owner.sql.unsafe(
    `alter table training_acts disable trigger user; update ${rows}; alter table training_acts enable trigger user`,
  );
  assert.match((await broken()) ?? "", /training\.marked/);
});
