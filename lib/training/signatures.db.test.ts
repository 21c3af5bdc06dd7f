import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { events } from "#drizzle/schema/platform.ts";
import { trainingActs } from "#drizzle/schema/training.ts";
import { testPassword } from "#lib/access/testing/person.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { refusalLine } from "#lib/platform/http/refusals.ts";
import type { Refused } from "#lib/platform/result.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { closeSession } from "./close-session.ts";
import type { SignedAct } from "./core/acts.ts";
import type { Operator } from "./core/module.ts";
import { markSession } from "./mark-session.ts";
import { readTrainingSession } from "./read-session.ts";
import { readToSign } from "./read-to-sign.ts";
import { signAsTrainer } from "./sign-as-trainer.ts";
import { takeOverSession } from "./take-over-session.ts";
import { aFile, aMark, anOpenSession, everythingAlone, operatorSigns, type Where } from "./testing/a-session.ts";
import { anOperator, aTrainer, aTraining, type Training } from "./testing/a-training.ts";
import { transcribePaper } from "./transcribe-paper.ts";
import { withdrawSignature } from "./withdraw-signature.ts";

type Trainer = Awaited<ReturnType<typeof aTrainer>>;

let database: TestDatabase;
let ctx: Ctx;
let ada: Trainer;
let petr: Trainer;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  [ada, petr] = [await aTrainer(ctx), await aTrainer(ctx)];
});
after(() => database.close());

const reason = "ran it from the break on";

function refused(answer: { ok: true } | Refused, refusal: string, says = /./): void {
  assert.ok(!answer.ok, `${refusal} was expected`);
  assert.equal(answer.refusal, refusal);
  assert.ok(refusalLine(refusal), `${refusal} has no sentence`);
  assert.match(JSON.stringify(answer.details ?? "-"), says);
}

type Run = { training: Training; where: Where; operators: Operator[] };

/** Everybody present and able to do everything alone. */
async function aRun(names: readonly string[]): Promise<Run> {
  const training = await aTraining(ctx);
  const operators: Operator[] = [];
  for (const name of names) operators.push(await anOperator(ctx, training.pilotId, { name, language: "de" }));
  const where = await anOpenSession(ada, training, operators);
  const marks = operators.flatMap((one) => everythingAlone(training, one));
  assert.ok((await markSession(ada, { ...where, marks })).ok);
  return { training, where, operators };
}

async function waiting(where: Where, language: "en" | "de" = "en") {
  const read = await readToSign(ctx, { ...where, language });
  assert.ok(read.ok);
  return read.operators;
}

const signsOf = async (where: Where) =>
  (await waiting(where)).map(({ operatorId, sha256 }) => ({ operatorId, sha256 }));

type Sign = Partial<Parameters<typeof signAsTrainer>[1]> & { signs: { operatorId: string; sha256: string }[] };
const sign = (by: Trainer, where: Where, rest: Sign) =>
  signAsTrainer(by, { ...where, sessionId: by.person.sessionId, password: testPassword, language: "en", ...rest });

async function standings(where: Where): Promise<string[]> {
  const read = await readTrainingSession(ctx, where);
  assert.ok(read.ok);
  return read.operators.map(({ standing }) => standing);
}

async function eventsSaying({ pilotId }: Training, verb: string) {
  return ctx.db
    .select()
    .from(events)
    .where(and(eq(events.pilotId, pilotId), eq(events.verb, verb)));
}

async function signedActs({ pilotId }: Training): Promise<(SignedAct & { by: string })[]> {
  const rows = await ctx.db
    .select()
    .from(trainingActs)
    .where(eq(trainingActs.pilotId, pilotId))
    .orderBy(trainingActs.n);
  return rows.flatMap(({ act, by }) => (act.do === "signed" ? [{ ...act, by }] : []));
}

test("the trainer signs for all who signed, one password, one record each over what was shown", async () => {
  const { training, where, operators } = await aRun(["Ann", "Ben", "Cy"]);
  const [ann, ben] = operators;
  assert.ok(ann && ben);
  assert.deepEqual(await waiting(where), [], "operators sign first");
  for (const one of [ann, ben]) await operatorSigns(ctx, where, one);
  const shown = await waiting(where);
  assert.deepEqual(
    shown.map((one) => one.shown.operator.name),
    ["Ann", "Ben"],
  );
  assert.match(shown[0]?.shown.meaning ?? "", /^I saw Ann do every step/);
  assert.match((await waiting(where, "de"))[0]?.shown.meaning ?? "", /^Ich habe gesehen/);
  assert.deepEqual(await sign(ada, where, { signs: await signsOf(where) }), { ok: true, signed: 2 });
  assert.deepEqual(await standings(where), ["signed", "signed", "ready"]);
  const acts = (await signedActs(training)).filter(({ as }) => as === "trainer");
  assert.deepEqual(
    acts.map(({ sha256, by, kiosk, paper }) => [sha256, by, kiosk, paper]),
    shown.map(({ sha256 }) => [sha256, ada.actor.name, null, null]),
  );
  const [event] = (await eventsSaying(training, "training.signed")).filter(({ after }) => Object(after).as);
  assert.deepEqual(Object(event?.after).operators, ["Ann", "Ben"]);
  assert.deepEqual(await waiting(where), []);
  const read = await readTrainingSession(ctx, where);
  assert.ok(read.ok);
  assert.deepEqual([read.booked, read.present, read.signed], [3, 3, 2]);
});

test("only the session's trainer signs; who takes it over does", async () => {
  const { where, operators } = await aRun(["Ann"]);
  for (const one of operators) await operatorSigns(ctx, where, one);
  const before = await signsOf(where);
  refused(await sign(petr, where, { signs: before }), "signer-not-trainer", new RegExp(ada.actor.name));
  const lead = await aTrainer(ctx, ["lead"]);
  refused(await sign(lead, where, { signs: before }), "signer-not-trainer", /TS-001/);
  assert.ok((await takeOverSession(petr, { ...where, reason })).ok);
  refused(await sign(petr, where, { signs: before }), "content-changed", /Ann/);
  refused(await sign(ada, where, { signs: await signsOf(where) }), "signer-not-trainer");
  assert.ok((await sign(petr, where, { signs: await signsOf(where) })).ok);
});

test("a wrong password signs nothing", async () => {
  const { training, where, operators } = await aRun(["Ann"]);
  for (const one of operators) await operatorSigns(ctx, where, one);
  const signs = await signsOf(where);
  refused(await sign(ada, where, { signs, password: "not it" }), "password-wrong");
  assert.equal((await signedActs(training)).length, 1);
  assert.ok((await sign(ada, where, { signs })).ok);
});

test("what changed after it was read is not signed, nor anything with it", async () => {
  const { where, operators } = await aRun(["Ann", "Ben"]);
  const [ann, ben] = operators;
  assert.ok(ann && ben);
  const signature = await operatorSigns(ctx, where, ann);
  await operatorSigns(ctx, where, ben);
  const signs = await signsOf(where);
  await withdrawSignature(ada, { ...where, signature, reason });
  refused(await sign(ada, where, { signs }), "content-changed", /"Ann"/);
  const late = { do: "attended", is: "late", minutes: 5 } as const;
  assert.ok((await markSession(ada, { ...where, marks: [aMark(ann, late)] })).ok);
  await operatorSigns(ctx, where, ann);
  refused(await sign(ada, where, { signs }), "content-changed", /"Ann"/);
  assert.deepEqual(await standings(where), ["operator-signed", "operator-signed"]);
  refused(await sign(ada, where, { signs: [{ operatorId: uuidv7(), sha256: "0".repeat(64) }] }), "operator-not-booked");
  assert.ok((await sign(ada, where, { signs: await signsOf(where) })).ok);
});

test("signed twice in parallel is signed once", async () => {
  const { training, where, operators } = await aRun(["Ann", "Ben"]);
  for (const one of operators) await operatorSigns(ctx, where, one);
  const signs = await signsOf(where);
  const both = await Promise.all([1, 2].map(() => sign(ada, where, { signs })));
  assert.equal(both.filter(({ ok }) => ok).length, 1);
  const second = both.find(({ ok }) => !ok);
  assert.ok(second);
  refused(second, "session-signed-already", /Ann, Ben/);
  assert.equal((await signedActs(training)).filter(({ as }) => as === "trainer").length, 2);
});

test("in a closed session nobody signs", async () => {
  const { where, operators } = await aRun(["Ann"]);
  for (const one of operators) await operatorSigns(ctx, where, one);
  const signs = await signsOf(where);
  const closed = await closeSession(ada, { ...where, says: "" });
  assert.ok(closed.ok);
  assert.equal(closed.missing[0]?.lacks, "trainer");
  refused(await sign(ada, where, { signs }), "session-not-open", /is closed/);
});

type Paper = Partial<Parameters<typeof transcribePaper>[1]> & { operators: string[] };
const transcribe = (by: Trainer, where: Where, rest: Paper) =>
  transcribePaper(by, {
    ...{ ...where, sessionId: by.person.sessionId, password: testPassword, signedOn: "2026-11-20", file: uuidv7() },
    ...rest,
  });

test("signatures on paper are entered for both hands, with the sheet, by whoever gives their password", async () => {
  const { training, where, operators } = await aRun(["Ann", "Ben", "Cy"]);
  const [ann, ben, cy] = operators;
  assert.ok(ann && ben && cy);
  const file = await aFile(ctx, training.pilotId);
  await operatorSigns(ctx, where, ben);
  const done = await transcribe(petr, where, { operators: [ann.id, ben.id], file });
  assert.deepEqual(done, { ok: true, signed: 2 });
  assert.deepEqual(await standings(where), ["signed", "signed", "ready"]);
  const entered = (await signedActs(training)).filter(({ paper }) => paper !== null);
  assert.deepEqual(
    entered.map(({ as, by, shown }) => [as, by, shown.operator.name]),
    [
      ["operator", "Ann", "Ann"],
      ["trainer", ada.actor.name, "Ann"],
      ["trainer", ada.actor.name, "Ben"],
    ],
  );
  assert.deepEqual(entered[0]?.paper, { file, signedOn: "2026-11-20" });
  assert.match(entered[0]?.shown.meaning ?? "", /^Mit meiner Unterschrift neben meinem Namen/);
  const [event] = await eventsSaying(training, "training.transcribed");
  assert.equal(event?.actorId, petr.actor.id);
  assert.deepEqual(Object(event?.after).operators, ["Ann", "Ben"]);
  refused(await transcribe(petr, where, { operators: [ann.id, cy.id], file }), "paper-not-signable", /"Ann"/);
});

test("entering from paper needs the sheet, a day that was, and operators who may sign", async () => {
  const { training, where, operators } = await aRun(["Ann", "Ben"]);
  const [ann, ben] = operators;
  assert.ok(ann && ben);
  const file = await aFile(ctx, training.pilotId);
  const asked = { operators: [ann.id], file };
  refused(await transcribe(ada, where, { operators: [ann.id] }), "evidence-not-found");
  const words = await aFile(ctx, training.pilotId, "text/plain");
  refused(await transcribe(ada, where, { operators: [ann.id], file: words }), "paper-no-sheet");
  refused(await transcribe(ada, where, { ...asked, signedOn: "2999-01-01" }), "paper-day-ahead", /2999/);
  refused(await transcribe(ada, where, { ...asked, password: "not it" }), "password-wrong");
  refused(await transcribe(ada, where, { ...asked, operators: [uuidv7()] }), "operator-not-booked");
  const helped = { do: "outcome", step: "s1", outcome: "helped" } as const;
  assert.ok((await markSession(ada, { ...where, marks: [aMark(ben, helped)] })).ok);
  const two = { ...asked, operators: [ann.id, ben.id] };
  refused(await transcribe(ada, where, two), "paper-not-signable", /"Ben"/);
  assert.deepEqual(await signedActs(training), []);
  const both = await Promise.all([1, 2].map(() => transcribe(ada, where, asked)));
  assert.equal(both.filter(({ ok }) => ok).length, 1, "twice in parallel is there once");
  assert.equal((await signedActs(training)).length, 2);
  await closeSession(ada, { ...where, says: "" });
  refused(await transcribe(ada, where, asked), "session-not-open");
});
