import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { asc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { pilots } from "#drizzle/schema/pilots.ts";
import { events } from "#drizzle/schema/platform.ts";
import { operatorPins, sessionOperators, trainingActs, trainingSessions } from "#drizzle/schema/training.ts";
import { archivePilot } from "#lib/pilots/archive-pilot.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { refusalLine } from "#lib/platform/http/refusals.ts";
import type { Refused } from "#lib/platform/result.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { addOperator } from "./add-operator.ts";
import { changeOperator } from "./change-operator.ts";
import type { TrainingAct } from "./core/acts.ts";
import type { Operator } from "./core/module.ts";
import { readOperator } from "./read-operator.ts";
import { readOperators } from "./read-operators.ts";
import { removeOperator } from "./remove-operator.ts";
import { operatorById } from "./store-operators.ts";
import { anOperator, aTrainer, aTraining, type Training } from "./testing/a-training.ts";

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

const reason = "left the site at the end of October";
const marek = {
  ...{ badge: "0212", name: "Marek Nowak", shift: "Day", roles: ["picker"] },
  ...{ language: "de" as const, isChampion: true },
};

function refused(answer: { ok: true } | Refused, refusal: string, says = /./): void {
  assert.ok(!answer.ok, `${refusal} was expected`);
  assert.equal(answer.refusal, refusal);
  assert.ok(refusalLine(refusal), `${refusal} has no sentence`);
  assert.match(JSON.stringify(answer.details ?? "-"), says);
}

const eventsOf = ({ pilotId }: Training) =>
  ctx.db.select().from(events).where(eq(events.pilotId, pilotId)).orderBy(asc(events.sequence));

async function withShifts({ pilotId }: Training): Promise<void> {
  const shifts = ["Late", "Day"].map((name) => ({ name, weekdays: [1], from: "06:00", to: "14:00" }));
  await ctx.db.update(pilots).set({ shifts }).where(eq(pilots.id, pilotId));
}

async function aSession({ pilotId, version }: Training, operator: Operator): Promise<string> {
  const [plannedFrom, plannedTo] = [new Date("2026-11-26T08:00Z"), new Date("2026-11-26T10:00Z")];
  const id = uuidv7();
  const names = { trainerId: uuidv7(), trainer: "Ada", place: "hall 2", plannedFrom, plannedTo };
  await ctx.db.insert(trainingSessions).values({ id, pilotId, number: 31, moduleVersionId: version.id, ...names });
  const booking = { sessionId: id, operatorId: operator.id, bookedAt: new Date(), bookedBy: "Ada" };
  await ctx.db.insert(sessionOperators).values(booking);
  return id;
}

test("operators are listed by shift and name, with the shifts and roles that there are", async () => {
  const training = await aTraining(ctx);
  const { pilot, pilotId } = training;
  await withShifts(training);
  await anOperator(ctx, pilotId, { name: "Zoe", shift: "Day", roles: ["packer"] });
  await anOperator(ctx, pilotId, { name: "Ben", shift: "Late", roles: [] });
  await anOperator(ctx, pilotId, { name: "Away", shift: "", roles: [] });
  const added = await addOperator(ada, { pilot, ...marek, shift: "day" });
  assert.ok(added.ok);
  assert.equal(added.operator.shift, "Day", "in the pilot's own spelling");
  const read = await readOperators(ctx, { pilot });
  assert.ok(read.ok);
  assert.deepEqual(
    read.operators.map(({ name }) => name),
    ["Ben", "Marek Nowak", "Zoe", "Away"],
  );
  assert.deepEqual(
    [read.shifts, read.roles],
    [
      ["Late", "Day"],
      ["packer", "picker"],
    ],
  );
  const [event] = await eventsOf(training);
  assert.deepEqual([event?.verb, Object(event?.after).name], ["operator.added", "Marek Nowak"]);
});

test("a badge is one person's, until they are removed", async () => {
  const training = await aTraining(ctx);
  const { pilot, pilotId } = training;
  const first = await addOperator(ada, { pilot, ...marek });
  assert.ok(first.ok);
  refused(await addOperator(ada, { pilot, ...marek, name: "Ayşe" }), "operator-badge-used", /Marek Nowak/);
  const ayse = await addOperator(ada, { pilot, ...marek, badge: "0187", name: "Ayşe" });
  assert.ok(ayse.ok);
  const taking = { ...marek, name: "Ayşe", pilot, operatorId: ayse.operator.id, version: 1 };
  refused(await changeOperator(ada, taking), "operator-badge-used");
  const gone = { pilot, operatorId: first.operator.id };
  assert.ok((await removeOperator(ada, { ...gone, version: 1, reason })).ok);
  assert.ok((await changeOperator(ada, taking)).ok);
  assert.equal((await operatorById(ctx.db, pilotId, gone.operatorId))?.badge, "0212", "the record keeps it");
  refused(await removeOperator(ada, { ...gone, version: 2, reason }), "operator-removed", /Marek Nowak/);
  refused(await changeOperator(ada, { ...marek, ...gone, version: 2 }), "operator-removed");
  assert.equal((await eventsOf(training)).find(({ verb }) => verb === "operator.removed")?.reason, reason);
});

test("two add the same badge at once: one does", async () => {
  const { pilot } = await aTraining(ctx);
  const answers = await Promise.all([addOperator(ada, { pilot, ...marek }), addOperator(petr, { pilot, ...marek })]);
  assert.deepEqual(answers.map(({ ok }) => ok).sort(), [false, true]);
  refused(answers.find(({ ok }) => !ok) ?? { ok: true }, "operator-badge-used");
});

test("two change at once: the second is told who changed what", async () => {
  const training = await aTraining(ctx);
  const { pilot, pilotId } = training;
  const { id: operatorId } = await anOperator(ctx, pilotId, marek);
  const change = (who: Ctx) =>
    changeOperator(who, { pilot, operatorId, version: 1, ...marek, shift: "Late", roles: [] });
  const answers = await Promise.all([change(ada), change(petr)]);
  const first = answers[0].ok ? ada : petr;
  const said = new RegExp(`${first.actor.name} changed the roles and the shift`);
  refused(answers.find(({ ok }) => !ok) ?? { ok: true }, "operator-changed", said);
  const [event] = await eventsOf(training);
  assert.deepEqual(event?.before, { shift: "Day", roles: ["picker"] });
  assert.deepEqual(event?.after, { shift: "Late", roles: [], version: 2 });
  const again = await changeOperator(ada, { pilot, operatorId, version: 2, ...marek, shift: "Late", roles: [] });
  assert.ok(again.ok, "nothing differs");
  assert.equal((await eventsOf(training)).length, 1);
});

test("a shift has to be one of the pilot's, where the pilot has shifts; one that was given before may stay", async () => {
  const training = await aTraining(ctx);
  const { pilot, pilotId } = training;
  const old = await anOperator(ctx, pilotId, { shift: "Weekend" });
  await withShifts(training);
  refused(await addOperator(ada, { pilot, ...marek, shift: "Night" }), "operator-shift-unknown", /Night.*Late, Day/);
  assert.ok((await addOperator(ada, { pilot, ...marek, shift: "" })).ok);
  const { id: operatorId, roles, ...rest } = old;
  const typed = { pilot, operatorId, version: 1, ...rest, roles: [...roles] };
  refused(await changeOperator(ada, { ...typed, shift: "Night" }), "operator-shift-unknown");
  assert.ok((await changeOperator(ada, { ...typed, name: "Somebody" })).ok);
});

test("whoever is booked in a session stays until it is over", async () => {
  const training = await aTraining(ctx);
  const { pilot, pilotId } = training;
  const operator = await anOperator(ctx, pilotId, marek);
  const session = await aSession(training, operator);
  const remove = () => removeOperator(ada, { pilot, operatorId: operator.id, version: 1, reason });
  refused(await remove(), "operator-in-session", /TS-031/);
  await ctx.db.update(trainingSessions).set({ calledOffAt: new Date() }).where(eq(trainingSessions.id, session));
  assert.ok((await remove()).ok);
});

test("one operator: what their roles need, their sessions and how they stand there, their PIN", async () => {
  const training = await aTraining(ctx);
  const { pilot, pilotId, moduleId } = training;
  const operator = await anOperator(ctx, pilotId, marek);
  const sessionId = await aSession(training, operator);
  const said: [operatorId: string | null, act: TrainingAct][] = [
    [null, { do: "opened" }],
    [operator.id, { do: "attended", is: "present", minutes: null }],
    [operator.id, { do: "outcome", step: "s1", outcome: "helped" }],
    [operator.id, { do: "outcome", step: "s2", outcome: "alone" }],
    [operator.id, { do: "outcome", step: "s3", outcome: "alone" }],
  ];
  const by = { byId: "t", by: "Ada", at: new Date() };
  await ctx.db
    .insert(trainingActs)
    .values(said.map(([operatorId, act]) => ({ id: uuidv7(), pilotId, sessionId, operatorId, act, ...by })));
  const pin = {
    operatorId: operator.id,
    hash: "x",
    pepperNumber: 1,
    wrong: 5,
    setAt: new Date(),
    lockedAt: new Date(),
  };
  await ctx.db.insert(operatorPins).values(pin);
  const read = await readOperator(ctx, { pilot, operatorId: operator.id });
  assert.ok(read.ok);
  const [module, ...others] = read.modules;
  assert.deepEqual([module?.id, module?.code, module?.name, others.length], [moduleId, "M3", "QC gates", 0]);
  assert.notEqual(module?.cell.kind, "signed");
  assert.deepEqual(
    read.sessions.map(({ name, state, standing }) => [name, state, standing]),
    [["TS-031", "open", "needs-help"]],
  );
  assert.deepEqual([read.hasPin, read.isLocked, read.wrongTries], [true, true, 5]);
  refused(await readOperator(ctx, { pilot, operatorId: uuidv7() }), "operator-not-found");
  const other = await aTraining(ctx);
  refused(await readOperator(ctx, { pilot: other.pilot, operatorId: operator.id }), "operator-not-found");
});

test("an archived pilot, one that is not there, and somebody of another's are refused", async () => {
  const { pilot, pilotId } = await aTraining(ctx);
  const { id: operatorId } = await anOperator(ctx, pilotId, marek);
  const all = (slug: string) => [
    addOperator(ada, { pilot: slug, ...marek, badge: "0999" }),
    changeOperator(ada, { pilot: slug, operatorId, version: 1, ...marek }),
    removeOperator(ada, { pilot: slug, operatorId, version: 1, reason }),
  ];
  for (const answer of await Promise.all(all("no-such-pilot"))) refused(answer, "pilot-not-found");
  const { pilot: other } = await aTraining(ctx);
  for (const answer of (await Promise.all(all(other))).slice(1)) refused(answer, "operator-not-found");
  assert.ok((await archivePilot(ada, { pilot, reason })).ok);
  for (const answer of await Promise.all(all(pilot))) refused(answer, "pilot-archived");
});
