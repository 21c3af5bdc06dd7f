import { changedFields } from "../pilots/core/edit.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { type HeldSession, type HoldRefusals, holdSession, onlyIn, type SessionAsked } from "./hold-session.ts";
import type { ChangeSession } from "./input/sessions.ts";
import type { SessionDone } from "./say-in-session.ts";
import { sessionSavedBy, updateSession } from "./store-sessions.ts";

type Refusals = HoldRefusals | "session-not-planned" | "session-changed";

/** Changes place and times of a session that was not opened yet. Refuses session-changed, with who, when somebody has saved it since
 *  `version`. */
export async function changeSession(
  ctx: Ctx,
  { pilot, session: number, version, ...typed }: ChangeSession & SessionAsked,
): Promise<SessionDone | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const held = await holdSession(tx, { pilot, session: number });
    if (!held.ok) return held;
    const refused = onlyIn(held, ["planned"], "session-not-planned");
    if (refused !== null) return refused;
    const { session } = held;
    if (session.version === version) return save(tx, ctx, held, typed);
    const by = await sessionSavedBy(tx, { pilotId: session.pilotId, id: session.id, version });
    return refuse("session-changed", { says: { by: by ?? "Somebody", session: held.name } });
  });
}

/** What differs, with one event that has only that; nothing where nothing does. */
async function save(
  tx: Tx,
  ctx: Ctx,
  { session, name }: HeldSession,
  { place, plannedFrom, plannedTo }: Omit<ChangeSession, "version">,
): Promise<SessionDone> {
  const change = { place, plannedFrom: new Date(plannedFrom), plannedTo: new Date(plannedTo) };
  const before = { place: session.place, plannedFrom: session.plannedFrom, plannedTo: session.plannedTo };
  const changed = changedFields(before, change);
  if (changed.length === 0) return { ok: true, session: session.number, version: session.version };
  const saved = await updateSession(tx, session.id, change);
  const of = (fields: object) =>
    Object.fromEntries(Object.entries(fields).filter(([field]) => changed.includes(field)));
  await record(tx, ctx, {
    ...{ pilotId: session.pilotId, verb: "training-session.changed" },
    subject: { kind: "training-session", id: session.id },
    ...{ before: of(before), after: { session: name, ...of(change), version: saved.version } },
  });
  return { ok: true, session: saved.number, version: saved.version };
}
