import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { asc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { events } from "#drizzle/schema/platform.ts";
import { moduleVersions, trainingSessions } from "#drizzle/schema/training.ts";
import { archivePilot } from "#lib/pilots/archive-pilot.ts";
import { actsWithoutEvent } from "#lib/platform/acts.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { refusalLine } from "#lib/platform/http/refusals.ts";
import type { Refused } from "#lib/platform/result.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { addModule } from "./add-module.ts";
import { AddModule, SetRequirements, VersionModule } from "./input/people.ts";
import { moveModule } from "./move-module.ts";
import { readModules } from "./read-modules.ts";
import { removeModule } from "./remove-module.ts";
import { setRequirements } from "./set-requirements.ts";
import { versionById } from "./store-modules.ts";
import { anOperator, aTrainer, aTraining, type Training } from "./testing/a-training.ts";
import { versionModule } from "./version-module.ts";

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

const reason = "it is taught elsewhere by now";
const content = {
  ...{ name: { en: "QC gates", de: "QC-Tore" }, minutes: 120, validForDays: 365 },
  ...{ steps: [{ shows: { en: "Put a lot on hold" } }, { shows: { de: "Eine Charge verfolgen" } }] },
  statement: { en: "I took a lot through all gates." },
};

function refused(answer: { ok: true } | Refused, refusal: string, says = /./): void {
  assert.ok(!answer.ok, `${refusal} was expected`);
  assert.equal(answer.refusal, refusal);
  assert.ok(refusalLine(refusal), `${refusal} has no sentence`);
  assert.match(JSON.stringify(answer.details ?? "-"), says);
}

async function view(pilot: string) {
  const read = await readModules(ctx, { pilot });
  assert.ok(read.ok);
  return read;
}

const eventsOf = ({ pilotId }: Training) =>
  ctx.db.select().from(events).where(eq(events.pilotId, pilotId)).orderBy(asc(events.sequence));

/** The module that comes with the pilot has no event: it was put in by hand. */
const unnamed = async ({ pilotId, version }: Training) =>
  (await actsWithoutEvent(ctx.db, pilotId)).filter((one) => !one.includes(version.id));

test("a module is added with its first version, which its event names", async () => {
  const training = await aTraining(ctx);
  const added = await addModule(ada, { pilot: training.pilot, code: "M4", ...content });
  assert.ok(added.ok);
  assert.deepEqual(
    (await view(training.pilot)).modules.map(({ code, position, version, versions }) => [
      ...[code, position, version.number, versions.length],
      version.steps.map(({ id }) => id).join(),
    ]),
    [
      ["M3", 1, 1, 1, "s1,s2,s3"],
      ["M4", 2, 1, 1, "s1,s2"],
    ],
  );
  const [event] = await eventsOf(training);
  assert.deepEqual([event?.verb, event?.subjectId], ["training-module.added", added.module.id]);
  assert.deepEqual(await unnamed(training), []);
});

test("a code is one module's for ever", async () => {
  const { pilot, moduleId } = await aTraining(ctx);
  const again = () => addModule(ada, { pilot, code: "M3", ...content });
  refused(await again(), "module-code-used", /"removed":""/);
  assert.ok((await removeModule(ada, { pilot, moduleId, reason })).ok);
  refused(await again(), "module-code-used", /which was removed/);
});

test("two add the same code at once: one does", async () => {
  const { pilot } = await aTraining(ctx);
  const add = (who: Ctx) => addModule(who, { pilot, code: "M9", ...content });
  const answers = await Promise.all([add(ada), add(petr)]);
  assert.deepEqual(answers.map(({ ok }) => ok).sort(), [false, true]);
});

test("a pilot has at most 60 modules", async () => {
  const { pilot } = await aTraining(ctx);
  for (let n = 2; n <= 60; n += 1) assert.ok((await addModule(ada, { pilot, code: `X${n}`, ...content })).ok);
  refused(await addModule(ada, { pilot, code: "X61", ...content }), "modules-full");
});

test("a version stands beside those before; steps that go on keep their id", async () => {
  const training = await aTraining(ctx);
  const { pilot, pilotId, moduleId, version } = training;
  const [kept] = version.steps;
  const steps = [{ shows: { en: "Weigh a lot" } }, { id: kept?.id, shows: { en: "Register any lot" } }];
  const next = await versionModule(ada, { pilot, moduleId, number: 1, ...content, steps, dueForRoles: ["picker"] });
  assert.ok(next.ok, JSON.stringify(next));
  assert.deepEqual(
    next.version.steps.map(({ id }) => id),
    ["s4", "s1"],
  );
  const before = await versionById(ctx.db, pilotId, version.id);
  assert.deepEqual(before?.version, version);
  const [module] = (await view(pilot)).modules;
  assert.deepEqual([module?.version.number, module?.version.dueForRoles, module?.versions.length], [2, ["picker"], 2]);
  assert.deepEqual(await unnamed(training), []);
});

test("two write the next version at once: the second is told who was first", async () => {
  const { pilot, moduleId } = await aTraining(ctx);
  const write = (who: Ctx) => versionModule(who, { pilot, moduleId, number: 1, ...content, dueForRoles: [] });
  const answers = await Promise.all([write(ada), write(petr)]);
  assert.deepEqual(answers.map(({ ok }) => ok).sort(), [false, true]);
  const second = answers.find(({ ok }) => !ok);
  const first = answers[0].ok ? ada : petr;
  refused(second ?? { ok: true }, "module-changed", new RegExp(`"by":"${first.actor.name}","number":"2"`));
  const rows = await ctx.db.select().from(moduleVersions).where(eq(moduleVersions.moduleId, moduleId));
  assert.equal(rows.length, 2);
});

test("a version that differs in nothing, and a step of nobody's, are refused", async () => {
  const { pilot, moduleId, version } = await aTraining(ctx);
  const { id: _id, ...same } = { ...version, steps: [...version.steps], dueForRoles: [] };
  const write = (rest: object) => versionModule(ada, { pilot, moduleId, ...same, ...rest });
  refused(await write({}), "module-same");
  refused(await write({ steps: [{ id: "s9", shows: { en: "a" } }] }), "step-unknown");
  refused(await write({ number: 2 }), "module-changed");
  assert.ok((await write({ dueForRoles: ["picker"] })).ok, "the same again for a role");
});

test("modules move, and nothing is written where nothing moves", async () => {
  const training = await aTraining(ctx);
  const { pilot, moduleId } = training;
  const added = await addModule(ada, { pilot, code: "M4", ...content });
  assert.ok(added.ok);
  const codes = async () => (await view(pilot)).modules.map(({ code }) => code).join();
  assert.ok((await moveModule(ada, { pilot, moduleId, after: added.module.id })).ok);
  assert.equal(await codes(), "M4,M3");
  assert.ok((await moveModule(ada, { pilot, moduleId: added.module.id, after: null })).ok);
  assert.equal((await eventsOf(training)).filter(({ verb }) => verb === "training-module.moved").length, 1);
  refused(await moveModule(ada, { pilot, moduleId, after: uuidv7() }), "module-not-found");
  refused(await moveModule(ada, { pilot, moduleId: uuidv7(), after: null }), "module-not-found");
});

test("a removed module is on no list and in no requirement, and its versions stay", async () => {
  const training = await aTraining(ctx);
  const { pilot, pilotId, moduleId, version } = training;
  assert.ok((await removeModule(ada, { pilot, moduleId, reason })).ok);
  const { modules, requirements } = await view(pilot);
  assert.deepEqual([modules, requirements], [[], []]);
  assert.equal((await versionById(ctx.db, pilotId, version.id))?.code, "M3");
  const [event] = await eventsOf(training);
  assert.deepEqual([event?.reason, Object(event?.before).neededBy], [reason, ["picker"]]);
  const gone = { pilot, moduleId };
  refused(await removeModule(ada, { ...gone, reason }), "module-not-found");
  refused(await versionModule(ada, { ...gone, number: 1, ...content, dueForRoles: [] }), "module-not-found");
});

test("a module that a session teaches stays until the session is over", async () => {
  const { pilot, pilotId, moduleId, version } = await aTraining(ctx);
  const [plannedFrom, plannedTo] = [new Date("2026-11-26T08:00Z"), new Date("2026-11-26T10:00Z")];
  const names = { trainerId: uuidv7(), trainer: "Ada", place: "hall 2", plannedFrom, plannedTo };
  const session = { id: uuidv7(), pilotId, number: 31, moduleVersionId: version.id, ...names };
  await ctx.db.insert(trainingSessions).values(session);
  refused(await removeModule(ada, { pilot, moduleId, reason }), "module-in-session", /TS-031/);
  await ctx.db.update(trainingSessions).set({ closedAt: new Date() }).where(eq(trainingSessions.id, session.id));
  assert.ok((await removeModule(ada, { pilot, moduleId, reason })).ok);
});

test("the table of requirements is set over the one that was seen", async () => {
  const training = await aTraining(ctx);
  const { pilot, pilotId, moduleId } = training;
  await anOperator(ctx, pilotId, { roles: ["packer"] });
  const { requirements, requirementsState: state, operatorsByRole } = await view(pilot);
  const line = (role: string, modules: string[]) => ({ role, modules });
  assert.deepEqual(requirements, [line("packer", []), line("picker", [moduleId])]);
  assert.deepEqual(operatorsByRole, { packer: 1 });
  const set = (who: Ctx, table: typeof requirements) =>
    setRequirements(who, { pilot, state, requirements: table.map((one) => ({ ...one, modules: [...one.modules] })) });
  assert.ok((await set(ada, [...requirements])).ok, "nothing differs");
  assert.deepEqual(await eventsOf(training), []);
  refused(await set(ada, [line("picker", [uuidv7()])]), "requirement-module-unknown");
  const answers = await Promise.all([set(ada, [line("packer", [moduleId])]), set(petr, [line("loader", [moduleId])])]);
  assert.deepEqual(answers.map(({ ok }) => ok).sort(), [false, true]);
  refused(answers.find(({ ok }) => !ok) ?? { ok: true }, "requirements-changed");
  const [event] = await eventsOf(training);
  assert.deepEqual(Object(event?.before).requirements, [line("picker", ["M3"])]);
});

test("an archived pilot and one that is not there are refused", async () => {
  const { pilot, moduleId } = await aTraining(ctx);
  const all = (slug: string) => [
    addModule(ada, { pilot: slug, code: "M8", ...content }),
    versionModule(ada, { pilot: slug, moduleId, number: 1, ...content, dueForRoles: [] }),
    moveModule(ada, { pilot: slug, moduleId, after: null }),
    removeModule(ada, { pilot: slug, moduleId, reason }),
    setRequirements(ada, { pilot: slug, state: "", requirements: [] }),
  ];
  for (const answer of await Promise.all(all("no-such-pilot"))) refused(answer, "pilot-not-found");
  assert.ok((await archivePilot(ada, { pilot, reason })).ok);
  for (const answer of await Promise.all(all(pilot))) refused(answer, "pilot-archived");
});

test("what comes in is held to its limits", () => {
  const step = { shows: { en: "a" } };
  const mistakes = (schema: typeof AddModule | typeof VersionModule | typeof SetRequirements, value: object) =>
    (schema.safeParse(value).error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
  const module = (rest: object) => mistakes(AddModule, { code: "m3", ...content, ...rest });
  const cases: [mistakes: string[], expected: string | null][] = [
    [module({}), null],
    [module({ minutes: 0 }), "minutes: at least a minute"],
    [module({ minutes: 1_441 }), "minutes: at most a day"],
    [module({ validForDays: null }), null],
    [module({ validForDays: 3_651 }), "validForDays: at most 3,650 days, which is ten years"],
    [module({ name: { en: " " } }), "name: write it in at least one language"],
    [module({ statement: {} }), "statement: write it in at least one language"],
    [module({ steps: [] }), "steps: at least one step"],
    [module({ steps: Array(41).fill(step) }), "steps: at most 40 steps"],
    [module({ code: "M 3" }), "code: a short code such as M3: letters, digits, dot and dash, at most 12"],
    [
      mistakes(VersionModule, { ...content, number: 1, dueForRoles: [], steps: Array(2).fill({ id: "s1", ...step }) }),
      "steps.1: this step stands here twice",
    ],
    [
      mistakes(SetRequirements, {
        state: "",
        requirements: ["Picker", "picker"].map((role) => ({ role, modules: [] })),
      }),
      "requirements.1.role: picker stands here twice",
    ],
  ];
  for (const [found, expected] of cases) assert.deepEqual(found, expected === null ? [] : [expected]);
});
