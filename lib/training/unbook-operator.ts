import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { type HoldRefusals, holdSession, onlyIn, type SessionAsked } from "./hold-session.ts";
import type { SessionDone } from "./say-in-session.ts";
import { operatorById } from "./store-operators.ts";
import { deleteBooking } from "./store-sessions.ts";

type Refusals = HoldRefusals | "session-over" | "operator-not-found" | "operator-not-booked" | "operator-has-entries";

/** Takes an operator off a session, unless something was said about them in it: that stays. */
export async function unbookOperator(
  ctx: Ctx,
  { operatorId, ...asked }: SessionAsked & { operatorId: string },
): Promise<SessionDone | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const held = await holdSession(tx, asked);
    if (!held.ok) return held;
    const refused = onlyIn(held, ["planned", "open"], "session-over");
    if (refused !== null) return refused;
    const { id, pilotId, number, version } = held.session;
    const operator = await operatorById(tx, pilotId, operatorId);
    if (operator === null) return refuse("operator-not-found");
    const says = { name: operator.name, session: held.name };
    if (held.acts.some((one) => one.operatorId === operatorId)) return refuse("operator-has-entries", { says });
    if (!(await deleteBooking(tx, id, operatorId))) return refuse("operator-not-booked", { says });
    const subject = { kind: "training-session", id };
    await record(tx, ctx, { pilotId, verb: "training-session.unbooked", subject, before: { operator: operator.name } });
    return { ok: true, session: number, version };
  });
}
