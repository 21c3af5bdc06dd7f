import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { asc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { checklistItems, checklists } from "#drizzle/schema/checklist.ts";
import { events } from "#drizzle/schema/platform.ts";
import { archivePilot } from "#lib/pilots/archive-pilot.ts";
import { insertSystem } from "#lib/pilots/store.ts";
import { type Ctx, makeCtx } from "#lib/platform/ctx.ts";
import { refusalLine } from "#lib/platform/http/refusals.ts";
import type { Refused } from "#lib/platform/result.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { addRisk } from "./add-risk.ts";
import { addStep } from "./add-step.ts";
import { applyTemplate } from "./apply-template.ts";
import { changeRisk } from "./change-risk.ts";
import { changeStep } from "./change-step.ts";
import { readPlan } from "./read-plan.ts";
import { removeRisk } from "./remove-risk.ts";
import { removeStep } from "./remove-step.ts";
import { setStations } from "./set-stations.ts";
import { aLaunch, type Launch } from "./testing/a-launch.ts";

let database: TestDatabase;
let ctx: Ctx;
let ada: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  ada = makeCtx(ctx.db, { kind: "person", id: uuidv7(), name: "Ada Lüders", roles: ["lead"] });
});
after(() => database.close());

const reason = "it was planned twice by mistake";
const risk = { risk: "It is slow", mitigation: "Load tests", fallback: "A week later", owner: "Tomáš" };
const step = { title: "Switch", owner: "Petr", offsetMinutes: 0, pointOfNoReturn: "", checklistId: null };

function refused(answer: { ok: true } | Refused, refusal: string): void {
  assert.ok(!answer.ok, `${refusal} was expected`);
  assert.equal(answer.refusal, refusal);
  assert.ok(refusalLine(refusal), `${refusal} has no sentence`);
}

async function planOf({ pilot }: Launch) {
  const read = await readPlan(ctx, { pilot });
  assert.ok(read.ok);
  return read;
}

const verbsOf = async ({ pilotId }: Launch) =>
  (await ctx.db.select().from(events).where(eq(events.pilotId, pilotId)).orderBy(asc(events.sequence))).map(
    ({ verb }) => verb,
  );

test("a shipped plan brings its stations, lists, steps, risks and duties; probes get the system of their role; once only", async () => {
  const launch = await aLaunch(ctx, []);
  const { pilot, pilotId } = launch;
  const systemId = uuidv7();
  const why = { reason: "the new one", createdBy: "test", createdAt: new Date() };
  const place = { name: "new", baseUrl: "http://127.0.0.1:9", environment: "staging", role: "new" } as const;
  await insertSystem(ctx.db, { id: systemId, pilotId, ...place, ...why });
  const begun = await applyTemplate(ada, { pilot, asked: { template: "warehouse-replacement" } });
  assert.ok(begun.ok, JSON.stringify(begun));
  const plan = await planOf(launch);
  assert.deepEqual(plan.stations, ["Load", "Shadow", "Checklist", "Training", "Rollback", "Operations"]);
  assert.deepEqual([plan.risks.length, plan.templates], [3, ["Warehouse replacement"]]);
  assert.deepEqual(
    plan.wanted.filter(({ duty }) => duty === "decider").map(({ held }) => held),
    [[], []],
  );
  const items = await ctx.db.select().from(checklistItems).where(eq(checklistItems.pilotId, pilotId));
  assert.equal(items.length, begun.items);
  const probeOf = (title: string) => {
    const rule = items.find((one) => one.title === title)?.rule;
    return rule?.kind === "probe" ? rule.probe : undefined;
  };
  assert.deepEqual(Object(probeOf("The API is healthy")).system, systemId);
  // No system has the role "other" here: its probe is left to be set up.
  assert.equal(probeOf("Prometheus has every target up"), null);
  const lists = await ctx.db.select().from(checklists).where(eq(checklists.pilotId, pilotId));
  const launchDay = lists.find(({ name }) => name === "Launch day")?.id;
  const change = plan.steps.find(({ title }) => title === "Switch traffic to the new colour");
  assert.deepEqual([change?.checklistId, change?.pointOfNoReturn !== ""], [launchDay, true]);
  refused(await applyTemplate(ada, { pilot, asked: { template: "warehouse-replacement" } }), "template-used");
  refused(await applyTemplate(ada, { pilot, asked: { template: "none" } }), "template-not-found");
});

test("a plan of one's own: what is wrong is said by line, and nothing of it is taken", async () => {
  const launch = await aLaunch(ctx, []);
  const head = "name: Mine\nfor: us\nstations: [Load, Gates]\n";
  const item = "      - { station: Gates, title: Gates open, asks: Say which }\n";
  const text = `${head}lists:\n  - name: Before\n    pausePoint: pre-launch\n    items:\n${item}`;
  const wrong = await applyTemplate(ada, { pilot: launch.pilot, asked: { text: text.replace("pre-launch", "soon") } });
  refused(wrong, "template-mistakes");
  assert.equal(wrong.ok ? 0 : wrong.details?.fields?.[0]?.line, 6);
  assert.deepEqual((await planOf(launch)).templates, []);
  assert.ok((await applyTemplate(ada, { pilot: launch.pilot, asked: { text } })).ok);
  assert.deepEqual((await planOf(launch)).stations, ["Load", "Gates"]);
});

test("two begin the same plan at once: one does", async () => {
  const { pilot } = await aLaunch(ctx, []);
  const asked = { template: "web-platform" };
  const answers = await Promise.all([1, 2].map(() => applyTemplate(ada, { pilot, asked })));
  assert.deepEqual(answers.map(({ ok }) => ok).sort(), [false, true]);
});

test("stations are set over the version that was seen; the second of two editors is told", async () => {
  const launch = await aLaunch(ctx, ["Load"]);
  const { version } = await planOf(launch);
  const set = (stations: string[]) => setStations(ada, { pilot: launch.pilot, version, stations });
  const answers = await Promise.all([set(["Load", "Gates"]), set(["Gates"])]);
  assert.deepEqual(answers.map(({ ok }) => ok).sort(), [false, true]);
  refused(answers.find(({ ok }) => !ok) ?? answers[0] ?? { ok: true }, "plan-changed");
});

test("risks: added, changed over their version, removed with a reason that the log keeps", async () => {
  const launch = await aLaunch(ctx);
  const { pilot } = launch;
  const added = await addRisk(ada, { pilot, ...risk });
  assert.ok(added.ok);
  const riskId = added.risk.id;
  assert.ok((await changeRisk(ada, { pilot, riskId, version: 1, ...risk, owner: "Mia" })).ok);
  refused(await changeRisk(ada, { pilot, riskId, version: 1, ...risk }), "plan-changed");
  refused(await removeRisk(ada, { pilot, riskId, version: 1, reason }), "plan-changed");
  assert.deepEqual(
    (await planOf(launch)).risks.map(({ owner }) => owner),
    ["Mia"],
  );
  assert.ok((await removeRisk(ada, { pilot, riskId, version: 2, reason })).ok);
  refused(await removeRisk(ada, { pilot, riskId, version: 3, reason }), "plan-row-not-found");
  refused(await changeRisk(ada, { pilot, riskId: uuidv7(), version: 1, ...risk }), "plan-row-not-found");
  assert.deepEqual(await verbsOf(launch), ["risk.added", "risk.changed", "risk.removed"]);
  assert.deepEqual((await planOf(launch)).risks, []);
});

test("steps stand in the order of their time; one waits for a list of its own pilot only", async () => {
  const [launch, other] = await Promise.all([aLaunch(ctx), aLaunch(ctx)]);
  const { pilot } = launch;
  const add = (offsetMinutes: number, title: string) =>
    addStep(ada, { pilot, part: "sequence", ...step, offsetMinutes, title });
  for (const [minutes, title] of [
    [15, "c"],
    [-30, "a"],
    [0, "b"],
  ] as const)
    assert.ok((await add(minutes, title)).ok);
  const steps = (await planOf(launch)).steps;
  assert.deepEqual(
    steps.map(({ title }) => title),
    ["a", "b", "c"],
  );
  const stepId = steps[0]?.id ?? "";
  const strange = { ...step, checklistId: other.listId };
  refused(await addStep(ada, { pilot, part: "sequence", ...strange }), "step-list-not-found");
  refused(await changeStep(ada, { pilot, stepId, version: 1, ...strange }), "step-list-not-found");
  assert.ok((await changeStep(ada, { pilot, stepId, version: 1, ...step, checklistId: launch.listId })).ok);
  refused(await changeStep(ada, { pilot, stepId, version: 1, ...step }), "plan-changed");
  assert.ok((await removeStep(ada, { pilot, stepId, version: 2, reason })).ok);
  refused(await removeStep(ada, { pilot, stepId, version: 3, reason }), "plan-row-not-found");
});

test("a plan has a bound", async () => {
  const { pilot } = await aLaunch(ctx);
  for (let n = 0; n < 200; n++) assert.ok((await addRisk(ada, { pilot, ...risk })).ok);
  refused(await addRisk(ada, { pilot, ...risk }), "plan-full");
});

test("an archived pilot's plan is read and not changed; another's is not found", async () => {
  const launch = await aLaunch(ctx);
  const { pilot } = launch;
  assert.ok((await archivePilot(ada, { pilot, reason })).ok);
  assert.ok((await readPlan(ctx, { pilot })).ok);
  refused(await addRisk(ada, { pilot, ...risk }), "pilot-archived");
  refused(await applyTemplate(ada, { pilot, asked: { template: "web-platform" } }), "pilot-archived");
  refused(await setStations(ada, { pilot, version: 1, stations: ["Load"] }), "pilot-archived");
  refused(await readPlan(ctx, { pilot: "nowhere" }), "pilot-not-found");
});
