import { createHash } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { sessionOperators, trainingActs, trainingSessions } from "#drizzle/schema/training.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { record } from "#lib/platform/events.ts";
import type { OperatorAct, Outcome, SignedAct } from "../core/acts.ts";
import type { ModuleVersion, Operator } from "../core/module.ts";
import { type Shown, shownText } from "../core/shown.ts";

/** Sessions, acts and signatures as rows with their events, for tests of what is computed from them. */

export type TestSession = {
  id: string;
  pilotId: string;
  module: { id: string; code: string; version: ModuleVersion };
};

type When = { plannedFrom?: Date; opened?: boolean; closed?: boolean; calledOff?: boolean };

let number = 0;

/** Open, unless told otherwise; it began an hour ago. */
export async function aSessionOf(
  ctx: Ctx,
  {
    pilotId,
    moduleId,
    version,
    code = "M3",
  }: { pilotId: string; moduleId: string; version: ModuleVersion; code?: string },
  { plannedFrom = new Date(Date.now() - 3_600_000), opened = true, closed = false, calledOff = false }: When = {},
): Promise<TestSession> {
  number += 1;
  const id = uuidv7();
  const plannedTo = new Date(plannedFrom.getTime() + version.minutes * 60_000);
  await ctx.db.insert(trainingSessions).values({
    ...{ id, pilotId, number, moduleVersionId: version.id, trainerId: uuidv7(), trainer: "A. Lüders", place: "Hall 2" },
    ...{ plannedFrom, plannedTo, openedAt: opened ? plannedFrom : null, closedAt: closed ? plannedTo : null },
    calledOffAt: calledOff ? plannedTo : null,
  });
  return { id, pilotId, module: { id: moduleId, code, version } };
}

export async function book(ctx: Ctx, { id: sessionId, pilotId }: TestSession, operators: readonly Operator[]) {
  const rows = operators.map(({ id }) => ({ sessionId, operatorId: id, bookedAt: new Date(), bookedBy: "test" }));
  await ctx.db.insert(sessionOperators).values(rows);
  await told(ctx, { pilotId, sessionId, verb: "training-session.booked", acts: [] });
}

/** One event for all of them. Answers the acts' ids. */
export async function say(
  ctx: Ctx,
  { id: sessionId, pilotId }: TestSession,
  { operator, acts, at = new Date() }: { operator: Operator; acts: readonly OperatorAct[]; at?: Date },
): Promise<string[]> {
  const rows = acts.map((act) => ({
    ...{ id: uuidv7(), pilotId, sessionId, operatorId: operator.id, act, byId: "t", by: "test", at },
  }));
  await ctx.db.insert(trainingActs).values(rows);
  const ids = rows.map(({ id }) => id);
  await told(ctx, { pilotId, sessionId, verb: "training.marked", acts: ids });
  return ids;
}

type Told = { pilotId: string; sessionId: string; verb: string; acts: readonly string[] };

function told(ctx: Ctx, { pilotId, sessionId, verb, acts }: Told): Promise<number> {
  const subject = { kind: "training-session", id: sessionId };
  const refs = acts.map((id) => ({ table: "training_acts" as const, id }));
  return ctx.transaction((tx) => record(tx, ctx, { pilotId, verb, subject, acts: refs }));
}

/** Present, and every step as said. */
export function shown(session: TestSession, outcome: Outcome = "alone"): OperatorAct[] {
  const steps = session.module.version.steps;
  return [
    { do: "attended", is: "present", minutes: null },
    ...steps.map(({ id }): OperatorAct => ({ do: "outcome", step: id, outcome })),
  ];
}

export function signature(session: TestSession, operator: Operator, as: "operator" | "trainer"): SignedAct {
  const { id, code, version } = session.module;
  const shown: Shown = {
    ...{ as, language: "en", attended: { is: "present", minutes: null }, statement: "I can.", meaning: "It is true." },
    session: { id: session.id, name: "TS-001", place: "Hall 2", trainer: "A. Lüders", startedAt: null },
    module: { id, code, name: version.name.en ?? "", version: version.number, minutes: version.minutes },
    operator: { id: operator.id, badge: operator.badge, name: operator.name, shift: operator.shift },
    steps: version.steps.map((step) => ({ id: step.id, shows: step.shows.en ?? "", outcome: "alone" })),
  };
  const sha256 = createHash("sha256").update(shownText(shown)).digest("hex");
  return { do: "signed", as, shown, sha256, language: "en", kiosk: null, sealedAt: null, paper: null };
}

/** Everything shown alone, both hands signed. Answers both signatures' ids, the operator's first. */
export async function signOff(ctx: Ctx, session: TestSession, operator: Operator, at = new Date()): Promise<string[]> {
  const signed = [signature(session, operator, "operator"), signature(session, operator, "trainer")];
  const ids = await say(ctx, session, { operator, acts: [...shown(session), ...signed], at });
  return ids.slice(-2);
}
