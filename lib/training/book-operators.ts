import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { Operator } from "./core/module.ts";
import { type HeldSession, type HoldRefusals, holdSession, onlyIn, type SessionAsked } from "./hold-session.ts";
import { type BookOperators, mostInSession } from "./input/sessions.ts";
import type { SessionDone } from "./say-in-session.ts";
import { bookedIn, insertBookings, operatorsAmong } from "./store-sessions.ts";

type ChosenRefusals = "session-operator-unknown" | "session-full";
type Refusals = HoldRefusals | "session-over" | ChosenRefusals;

/** Books operators, also while the session is open: somebody came without. Who is booked already stays so. */
export async function bookOperators(
  ctx: Ctx,
  { operators: ids, ...asked }: BookOperators & SessionAsked,
): Promise<SessionDone | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const held = await holdSession(tx, asked);
    if (!held.ok) return held;
    const refused = onlyIn(held, ["planned", "open"], "session-over");
    if (refused !== null) return refused;
    const chosen = await chosenIn(tx, held, ids);
    if (!chosen.ok) return chosen;
    const { id, pilotId, number, version } = held.session;
    const operatorIds = chosen.operators.map((one) => one.id);
    const made = await insertBookings(tx, { sessionId: id, operatorIds, by: ctx.actor.name, at: ctx.now() });
    const names = chosen.operators.filter((one) => made.includes(one.id)).map(({ name }) => name);
    const subject = { kind: "training-session", id };
    const after = { session: held.name, operators: names };
    if (made.length > 0) await record(tx, ctx, { pilotId, verb: "training-session.booked", subject, after });
    return { ok: true, session: number, version };
  });
}

async function chosenIn(
  tx: Tx,
  { session }: HeldSession,
  ids: readonly string[],
): Promise<{ ok: true; operators: Operator[] } | Refused<ChosenRefusals>> {
  const operators = await operatorsAmong(tx, session.pilotId, ids);
  if (operators.length !== new Set(ids).size) return refuse("session-operator-unknown");
  const booked = await bookedIn(tx, session.id);
  const all = new Set([...booked.map(({ operator }) => operator.id), ...ids]);
  return all.size > mostInSession
    ? refuse("session-full", { says: { most: String(mostInSession) } })
    : { ok: true, operators };
}
