import { v7 as uuidv7 } from "uuid";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { Operator } from "./core/module.ts";
import { sessionName } from "./core/shown-of.ts";
import type { PlanSession } from "./input/sessions.ts";
import { openTraining, type PilotRefusals } from "./open-training.ts";
import type { SessionDone } from "./say-in-session.ts";
import { findModule, newestVersionId } from "./store-modules.ts";
import { insertBookings, insertSession, operatorsAmong, type SessionRow } from "./store-sessions.ts";

type Refusals = PilotRefusals | "module-not-found" | "session-operator-unknown";

/** Plans a session of a module; whoever plans it is its trainer. Answers its number, the pilot's next. */
export async function planSession(
  ctx: Ctx,
  { pilot: slug, operators: asked, ...plan }: PlanSession & { pilot: string },
): Promise<SessionDone | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openTraining(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const module = await findModule(tx, pilotId, plan.moduleId);
    const moduleVersionId = await newestVersionId(tx, plan.moduleId);
    if (module === null || moduleVersionId === null) return refuse("module-not-found");
    const operators = await operatorsAmong(tx, pilotId, asked);
    if (operators.length !== new Set(asked).size) return refuse("session-operator-unknown");
    const session = await insertSession(tx, { ...rowOf(ctx, plan), pilotId, moduleVersionId });
    await book(tx, ctx, session, { code: module.code, operators });
    return { ok: true, session: session.number, version: session.version };
  });
}

function rowOf({ actor }: Ctx, { place, plannedFrom, plannedTo }: Omit<PlanSession, "operators">) {
  const times = { plannedFrom: new Date(plannedFrom), plannedTo: new Date(plannedTo) };
  return { id: uuidv7(), trainerId: actor.id, trainer: actor.name, place, ...times };
}

type Who = { code: string; operators: readonly Operator[] };

async function book(tx: Tx, ctx: Ctx, session: SessionRow, { code, operators }: Who): Promise<void> {
  const operatorIds = operators.map(({ id }) => id);
  await insertBookings(tx, { sessionId: session.id, operatorIds, by: ctx.actor.name, at: ctx.now() });
  const { id, pilotId, number, place, trainer, plannedFrom, plannedTo, version } = session;
  await record(tx, ctx, {
    ...{ pilotId, verb: "training-session.planned", subject: { kind: "training-session", id } },
    after: {
      ...{ session: sessionName(number), module: code, place, trainer, plannedFrom, plannedTo, version },
      operators: operators.map(({ name }) => name),
    },
  });
}
