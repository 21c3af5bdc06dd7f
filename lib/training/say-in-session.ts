import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import type { Refused } from "../platform/result.ts";
import type { SessionAct, TrainingAct } from "./core/acts.ts";
import { type HeldSession, type HoldRefusals, holdSession, type SessionAsked } from "./hold-session.ts";
import { insertActs } from "./store-acts.ts";
import { type SessionRow, updateSession } from "./store-sessions.ts";

/** `version`: of the session as it stands now. */
export type SessionDone = { ok: true; session: number; version: number };

/** An act about an operator, or about the session; `by`: whoever acts, unless told otherwise. */
export type SaidAct = { id?: string; operatorId: string | null; act: TrainingAct; by?: { id: string; name: string } };

/** The acts and one event that stands for all of them. Answers the acts' ids. */
export async function sayActs(
  tx: Tx,
  ctx: Ctx,
  { session, name }: HeldSession,
  {
    verb,
    said,
    after = {},
    reason = null,
  }: { verb: string; said: readonly SaidAct[]; after?: object; reason?: string | null },
): Promise<string[]> {
  const at = ctx.now();
  const ids = await insertActs(
    tx,
    said.map(({ by = ctx.actor, ...one }) => ({ ...one, session, by, at })),
  );
  await record(tx, ctx, {
    ...{ pilotId: session.pilotId, verb, subject: { kind: "training-session", id: session.id }, reason },
    after: { session: name, ...after },
    acts: ids.map((id) => ({ table: "training_acts" as const, id })),
  });
  return ids;
}

type Step<Kind extends string> = {
  verb: string;
  /** Refuses what only this verb refuses, or says what happens: the act, and what it changes in the session's row. */
  decide(tx: Tx, held: HeldSession): Promise<Refused<Kind> | { act: SessionAct; change: Partial<SessionRow> }>;
};

/** What the verbs about a session as a whole share: one transaction, one act, its event, the row kept in step with the acts. */
export async function sayInSession<Kind extends string>(
  ctx: Ctx,
  asked: SessionAsked,
  { verb, decide }: Step<Kind>,
): Promise<SessionDone | Refused<HoldRefusals | Kind>> {
  return ctx.transaction(async (tx) => {
    const held = await holdSession(tx, asked);
    if (!held.ok) return held;
    const decided = await decide(tx, held);
    if (!("act" in decided)) return decided;
    const { act, change } = decided;
    const saved = Object.keys(change).length === 0 ? held.session : await updateSession(tx, held.session.id, change);
    const reason = "reason" in act ? act.reason : null;
    await sayActs(tx, ctx, held, { verb, said: [{ operatorId: null, act }], after: afterOf(act, saved), reason });
    return { ok: true, session: saved.number, version: saved.version };
  });
}

function afterOf(act: SessionAct, { version }: SessionRow): object {
  const { do: _, ...said } = act;
  return { ...said, version };
}
