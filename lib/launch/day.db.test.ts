import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { v7 as uuidv7 } from "uuid";
import type { ItemRule } from "#lib/checklist/core/item.ts";
import { type Ctx, makeCtx } from "#lib/platform/ctx.ts";
import { refusalLine } from "#lib/platform/http/refusals.ts";
import type { Refused } from "#lib/platform/result.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { addNote } from "./add-note.ts";
import { addStep } from "./add-step.ts";
import { endIncident } from "./end-incident.ts";
import { holdClock } from "./hold-clock.ts";
import type { MoveStep } from "./input/plan.ts";
import { moveStep } from "./move-step.ts";
import { openPoll } from "./open-poll.ts";
import { readPlan } from "./read-plan.ts";
import { recordRehearsal } from "./record-rehearsal.ts";
import { releaseClock } from "./release-clock.ts";
import { removeStep } from "./remove-step.ts";
import { aDoer, aLaunch, anItemOf, callNow, type Launch, probeSaw, signNow } from "./testing/a-launch.ts";
import { withdrawRehearsal } from "./withdraw-rehearsal.ts";

let database: TestDatabase;
let ctx: Ctx;
let ada: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  ada = makeCtx(ctx.db, { kind: "person", id: uuidv7(), name: "Ada Lüders", roles: ["lead"] });
});
after(() => database.close());

const reason = "the floor does not stand still yet";
const plain = { title: "Switch", owner: "Petr", offsetMinutes: 0, pointOfNoReturn: "", checklistId: null };

function refused(answer: { ok: true } | Refused, refusal: string): Refused {
  assert.ok(!answer.ok, `${refusal} was expected`);
  assert.equal(answer.refusal, refusal);
  assert.ok(refusalLine(refusal), `${refusal} has no sentence`);
  return answer;
}

type WithoutVersion<Move> = Move extends MoveStep ? Omit<Move, "version"> : never;
type Made = { id: string; move(move: WithoutVersion<MoveStep>): ReturnType<typeof moveStep> };
type Planned = Omit<typeof plain, "checklistId"> & { checklistId: string | null };

async function aStep({ pilot }: Launch, change: Partial<Planned> = {}): Promise<Made> {
  const added = await addStep(ada, { pilot, part: "sequence", ...plain, ...change });
  assert.ok(added.ok);
  const { id } = added.step;
  const version = async () => {
    const plan = await readPlan(ctx, { pilot });
    return plan.ok ? (plan.steps.find((one) => one.id === id)?.version ?? 0) : 0;
  };
  return {
    id,
    move: async (move) => moveStep(ada, { pilot, stepId: id, move: { ...move, version: await version() } as MoveStep }),
  };
}

test("a step is begun, done, reopened with a reason, left out with one; what does not follow is refused", async () => {
  const launch = await aLaunch(ctx);
  const step = await aStep(launch);
  const begun = await step.move({ to: "started" });
  assert.ok(begun.ok && begun.step.startedBy === "Ada Lüders" && begun.step.doneAt === null);
  refused(await step.move({ to: "started" }), "step-not-so");
  refused(await removeStep(ada, { pilot: launch.pilot, stepId: step.id, version: 2, reason }), "step-begun");
  const done = await step.move({ to: "done", says: "in 40 s" });
  assert.ok(done.ok && done.step.doneAt !== null && done.step.says === "in 40 s");
  assert.match(
    String(refused(await step.move({ to: "done", says: "" }), "step-not-so").details?.says?.["state"]),
    /done/,
  );
  const again = await step.move({ to: "reopened", says: reason });
  assert.ok(again.ok && again.step.startedAt === null && again.step.doneAt === null);
  const left = await step.move({ to: "left out", says: reason });
  assert.ok(left.ok && left.step.leftOut === reason);
});

test("two say done at once: one does, the other is told", async () => {
  const launch = await aLaunch(ctx);
  const { id } = await aStep(launch);
  const done = { to: "done", version: 1, says: "" } as const;
  const answers = await Promise.all([1, 2].map(() => moveStep(ada, { pilot: launch.pilot, stepId: id, move: done })));
  assert.deepEqual(answers.map(({ ok }) => ok).sort(), [false, true]);
});

test("a held clock stops the sequence, not the programme; only one hold at a time, and whoever releases says what was settled", async () => {
  const launch = await aLaunch(ctx);
  const { pilot } = launch;
  const step = await aStep(launch);
  const holds = await Promise.all([1, 2].map(() => holdClock(ada, { pilot, reason })));
  assert.deepEqual(holds.map(({ ok }) => ok).sort(), [false, true]);
  const hold = holds.find(({ ok }) => ok);
  refused(await step.move({ to: "started" }), "clock-held");
  refused(await step.move({ to: "done", says: "" }), "clock-held");
  const day = await addStep(ada, { pilot, part: "programme", ...plain });
  assert.ok(day.ok);
  assert.ok((await moveStep(ada, { pilot, stepId: day.step.id, move: { to: "started", version: 1 } })).ok);
  refused(await releaseClock(ada, { pilot, hold: uuidv7(), says: "all clear" }), "clock-not-held");
  assert.ok(hold?.ok && (await releaseClock(ada, { pilot, hold: hold.id, says: "all clear" })).ok);
  refused(await releaseClock(ada, { pilot, hold: hold.id, says: "all clear" }), "clock-not-held");
  assert.ok((await step.move({ to: "started" })).ok);
});

test("a step waits for its list, and names the item that is open", async () => {
  const launch = await aLaunch(ctx);
  const item = await anItemOf(ctx, launch, { station: "Load", title: "The floor stands still" });
  await probeSaw(ctx, item, { outcome: "failed", turn: 2, says: "two lots in work" });
  const step = await aStep(launch, { checklistId: launch.listId });
  const answer = refused(await step.move({ to: "started" }), "step-list-open");
  assert.match(String(answer.details?.says?.["why"]), /The floor stands still, failed/);
  await probeSaw(ctx, item, { outcome: "good", turn: 3 });
  assert.ok((await step.move({ to: "started" })).ok);
  const attested: ItemRule = { kind: "attested", needsFile: false };
  await anItemOf(ctx, launch, { station: "Load", rule: attested });
  refused(await step.move({ to: "done", says: "" }), "step-list-open");
  assert.ok((await step.move({ to: "left out", says: reason })).ok);
});

test("no way back after it: only once two have signed GO, and not after they have signed NO-GO", async () => {
  const launch = await aLaunch(ctx, ["Load"]);
  await anItemOf(ctx, launch, { station: "Load" });
  const step = await aStep(launch, { pointOfNoReturn: "lots exist in the new system only" });
  refused(await step.move({ to: "started" }), "step-before-decision");
  const owner = await aDoer(ctx, launch, [["station-owner", "Load"]], ["lead"]);
  const deciders = await Promise.all([1, 2].map(() => aDoer(ctx, launch, [["decider"]])));
  const decide = async (poll: number, decision: "go" | "no-go") => {
    assert.ok((await openPoll(owner, { pilot: launch.pilot })).ok);
    assert.ok((await callNow(owner, launch, { station: "Load", call: "go" })).ok);
    for (const decider of deciders) assert.ok((await signNow(decider, launch, { poll, decision })).ok);
  };
  await decide(1, "go");
  assert.ok((await step.move({ to: "started" })).ok);
  await decide(2, "no-go");
  refused(await step.move({ to: "done", says: "" }), "step-before-decision");
});

test("an incident is open until somebody says how it ended; a note is no incident", async () => {
  const launch = await aLaunch(ctx);
  const { pilot } = launch;
  const incident = await addNote(ada, { pilot, kind: "incident", text: "Gate 7 prints nothing", severity: "high" });
  const note = await addNote(ada, { pilot, kind: "note", text: "quiet" });
  assert.ok(incident.ok && note.ok);
  refused(await endIncident(ada, { pilot, note: note.id, says: "over" }), "incident-not-open");
  assert.ok((await endIncident(ada, { pilot, note: incident.id, says: "printer restarted" })).ok);
  refused(await endIncident(ada, { pilot, note: incident.id, says: "again" }), "incident-not-open");
  const plan = await readPlan(ctx, { pilot });
  assert.ok(plan.ok);
  assert.deepEqual(
    plan.notes.map(({ kind, endedSays }) => [kind, endedSays]),
    [
      ["note", null],
      ["incident", "printer restarted"],
    ],
  );
});

test("rehearsals: not ahead, not of the practice plant elsewhere, not with another's file; withdrawn they stay on the record", async () => {
  const launch = await aLaunch(ctx);
  const { pilot } = launch;
  const seen = {
    rehearsedAt: new Date(Date.now() - 60_000).toISOString(),
    durationSeconds: 702,
    says: "drain took longest",
  };
  const put = (change: object = {}) =>
    recordRehearsal(ada, { pilot, ...seen, environment: "staging", fileId: null, ...change });
  refused(await put({ rehearsedAt: new Date(Date.now() + 60_000).toISOString() }), "rehearsal-ahead");
  refused(await put({ environment: "practice" }), "rehearsal-practice");
  refused(await put({ fileId: uuidv7() }), "rehearsal-file-not-found");
  const answers = await Promise.all([put(), put()]);
  assert.deepEqual(answers.map((one) => (one.ok ? one.rehearsal.number : 0)).sort(), [1, 2]);
  const [first] = answers;
  assert.ok(first?.ok);
  const asked = { pilot, rehearsal: first.rehearsal.id, reason: "it was the wrong target" };
  assert.ok((await withdrawRehearsal(ada, asked)).ok);
  refused(await withdrawRehearsal(ada, asked), "rehearsal-withdrawn");
  refused(await withdrawRehearsal(ada, { ...asked, rehearsal: uuidv7() }), "rehearsal-not-found");
});
