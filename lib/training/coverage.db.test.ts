import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { eq } from "drizzle-orm";
import { pilots } from "#drizzle/schema/pilots.ts";
import { operators, sessionOperators, trainingSessions } from "#drizzle/schema/training.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import type { OperatorAct, SignedAct } from "./core/acts.ts";
import type { Operator } from "./core/module.ts";
import { readCoverage } from "./read-coverage.ts";
import { readTrainingDue } from "./read-training-due.ts";
import { aSessionOf, book, say, shown, signature, signOff } from "./testing/a-sign-off.ts";
import { aModule, anOperator, aTraining, middayZone, type Training } from "./testing/a-training.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

async function view({ pilot }: Training, at: "now" | "launch" | number = "now") {
  const read = await readCoverage(database.ctx, { pilot, at });
  assert.ok(read.ok);
  return read;
}

async function cellOf(training: Training, operator: Operator, code = "M3") {
  const { rows, modules } = await view(training);
  const place = modules.findIndex((one) => one.code === code);
  const cell = rows.find(({ operatorId }) => operatorId === operator.id)?.cells[place];
  assert.ok(cell !== undefined);
  return cell;
}

const kindOf = async (training: Training, operator: Operator) => (await cellOf(training, operator)).kind;

test("from a booking to both signatures, a withdrawal and another session", async () => {
  const { ctx } = database;
  const training = await aTraining(ctx, "M3", middayZone());
  const nowak = await anOperator(ctx, training.pilotId);
  assert.equal(await kindOf(training, nowak), "not-attended");
  const session = await aSessionOf(ctx, training);
  await book(ctx, session, [nowak]);
  assert.deepEqual([await kindOf(training, nowak), (await cellOf(training, nowak)).says], ["due", "due today"]);
  await say(ctx, session, { operator: nowak, acts: shown(session) });
  assert.equal((await cellOf(training, nowak)).says, "not signed yet");
  const [hand = ""] = await say(ctx, session, { operator: nowak, acts: [signature(session, nowak, "operator")] });
  assert.equal((await cellOf(training, nowak)).says, "waits for the trainer");
  await say(ctx, session, { operator: nowak, acts: [signature(session, nowak, "trainer")] });
  const signed = await cellOf(training, nowak);
  assert.deepEqual([signed.kind, signed.says, signed.sessionId], ["signed", "today", session.id]);
  await say(ctx, session, { operator: nowak, acts: [{ do: "withdrawn", about: hand, reason: "It was not Nowak" }] });
  assert.equal(await kindOf(training, nowak), "due");
  const again = await aSessionOf(ctx, training);
  await signOff(ctx, again, nowak);
  assert.equal((await cellOf(training, nowak)).sessionId, again.id);
});

const written: [name: string, acts: (first: string) => OperatorAct[], kind: string][] = [
  ["an amendment that says the same", () => [amended({ do: "outcome", step: "s1", outcome: "alone" })], "signed"],
  ["an amended outcome", () => [amended({ do: "outcome", step: "s1", outcome: "helped" })], "due"],
  ["an amended attendance", () => [amended({ do: "attended", is: "late", minutes: 20 })], "due"],
  ["an amended note", () => [amended({ do: "noted", text: "was quick" })], "signed"],
  ["a note", () => [{ do: "noted", text: "was quick" }], "signed"],
  ["another's signature withdrawn", () => [{ do: "withdrawn", about: "nobody's", reason: "was wrong" }], "signed"],
  ["the trainer's withdrawn", (trainers) => [{ do: "withdrawn", about: trainers, reason: "was wrong" }], "due"],
];

const amended = (to: Extract<OperatorAct, { do: "amended" }>["to"]): OperatorAct => ({
  ...{ do: "amended", about: "x", to, reason: "it was otherwise" },
});

test("what is written after both signatures: only what they do not cover takes the sign-off away", async () => {
  const { ctx } = database;
  const training = await aTraining(ctx);
  const session = await aSessionOf(ctx, training);
  for (const [name, acts, kind] of written) {
    const operator = await anOperator(ctx, training.pilotId);
    const [, trainers = ""] = await signOff(ctx, session, operator);
    assert.equal(await kindOf(training, operator), "signed", name);
    await say(ctx, session, { operator, acts: acts(trainers) });
    assert.equal(await kindOf(training, operator), kind, name);
  }
});

test("signed on paper: the day on the paper counts", async () => {
  const { ctx } = database;
  const training = await aTraining(ctx);
  const session = await aSessionOf(ctx, training);
  const operator = await anOperator(ctx, training.pilotId);
  const onPaper = (as: "operator" | "trainer"): SignedAct => ({
    ...signature(session, operator, as),
    paper: { file: "f", signedOn: "2025-03-04" },
  });
  await say(ctx, session, { operator, acts: [...shown(session), onPaper("operator"), onPaper("trainer")] });
  assert.equal((await cellOf(training, operator)).says, "4 Mar 2025");
});

test("whoever is taken off, and a session that is called off, leaves nothing due", async () => {
  const { ctx } = database;
  const training = await aTraining(ctx);
  const [nowak, demir] = [await anOperator(ctx, training.pilotId), await anOperator(ctx, training.pilotId)];
  const session = await aSessionOf(ctx, training, { opened: false });
  await book(ctx, session, [nowak]);
  assert.equal(await kindOf(training, nowak), "due");
  // One goes and another comes: as many as before.
  await ctx.db.delete(sessionOperators).where(eq(sessionOperators.operatorId, nowak.id));
  await book(ctx, session, [demir]);
  assert.deepEqual([await kindOf(training, nowak), await kindOf(training, demir)], ["not-attended", "due"]);
  await ctx.db.update(trainingSessions).set({ calledOffAt: new Date() }).where(eq(trainingSessions.id, session.id));
  await say(ctx, session, { operator: nowak, acts: [{ do: "noted", text: "told" }] });
  assert.equal(await kindOf(training, demir), "not-attended");
});

test("launch day: who is on shift then, and what has run out by then", async () => {
  const { ctx } = database;
  const training = await aTraining(ctx, "M1");
  const { pilotId } = training;
  const short = await aModule(ctx, pilotId, { code: "M2", validForDays: 3 });
  const [day, late] = [await anOperator(ctx, pilotId), await anOperator(ctx, pilotId, { shift: "Late" })];
  const guest = await anOperator(ctx, pilotId, { roles: ["visitor"] });
  const windowFrom = new Date(Date.now() + 10 * 86_400_000);
  windowFrom.setUTCHours(8, 0, 0, 0);
  const windowTo = new Date(windowFrom.getTime() + 3_600_000);
  const weekdays = [1, 2, 3, 4, 5, 6, 7];
  const shifts = [
    { name: "Day", weekdays, from: "06:00", to: "14:00" },
    { name: "Late", weekdays, from: "14:00", to: "22:00" },
  ];
  await ctx.db.update(pilots).set({ windowFrom, windowTo, shifts }).where(eq(pilots.id, pilotId));
  for (const operator of [day, late])
    for (const module of [training, { ...training, ...short }])
      await signOff(ctx, await aSessionOf(ctx, module), operator);
  const now = await view(training);
  assert.deepEqual(
    now.shifts.map(({ shift, ready, of, withoutNeed, countsForLaunch }) => ({
      shift,
      ready,
      of,
      withoutNeed,
      countsForLaunch,
    })),
    [
      { shift: "Day", ready: 1, of: 1, withoutNeed: 1, countsForLaunch: true },
      { shift: "Late", ready: 1, of: 1, withoutNeed: 0, countsForLaunch: false },
    ],
  );
  const then = await view(training, "launch");
  assert.deepEqual([then.at, then.launchAt], [windowFrom.getTime(), windowFrom.getTime()]);
  assert.deepEqual(
    then.rows.find(({ operatorId }) => operatorId === day.id)?.cells.map(({ kind }) => kind),
    ["signed", "expired"],
  );
  assert.equal(then.rows.find(({ operatorId }) => operatorId === guest.id)?.needed, 0);
  assert.deepEqual(await readTrainingDue(ctx, training), { ok: true, due: 1, of: 1 });
  const inAnHour = Date.now() + 3_600_000;
  assert.equal((await view(training, inAnHour)).at, inAnHour);
  assert.ok((await view(training, 5)).at >= Date.now() - 60_000, "what is over is now");
});

test("an answer is kept until an event comes, and every event ends it", async () => {
  const { ctx } = database;
  const training = await aTraining(ctx);
  const operator = await anOperator(ctx, training.pilotId);
  const session = await aSessionOf(ctx, training);
  await book(ctx, session, [operator]);
  const first = await view(training);
  // Behind the log's back: nothing tells of it.
  await ctx.db.update(operators).set({ name: "Another" }).where(eq(operators.id, operator.id));
  assert.equal((await view(training)).rows[0]?.name, first.rows[0]?.name);
  await say(ctx, session, { operator, acts: [{ do: "noted", text: "seen" }] });
  assert.equal((await view(training)).rows[0]?.name, "Another");
});

test("what a transaction takes back was never seen", async () => {
  const { ctx } = database;
  const training = await aTraining(ctx);
  const operator = await anOperator(ctx, training.pilotId);
  const session = await aSessionOf(ctx, training);
  await book(ctx, session, [operator]);
  const within = async () =>
    ctx.transaction(async (tx) => {
      const inside = {
        ...ctx,
        db: tx as unknown as typeof ctx.db,
        transaction: (work: Parameters<typeof ctx.transaction>[0]) => work(tx),
      };
      await signOff(inside as typeof ctx, session, operator);
      const read = await readCoverage(inside as typeof ctx, { pilot: training.pilot, at: "now" });
      assert.ok(read.ok && read.rows[0]?.isReady);
      throw new Error("taken back");
    });
  await assert.rejects(within, /taken back/);
  assert.equal(await kindOf(training, operator), "due");
});

test("a pilot that is not there", async () => {
  const refused = await readCoverage(database.ctx, { pilot: "nowhere", at: "now" });
  assert.ok(!refused.ok && refused.refusal === "pilot-not-found");
});
