import { createHash } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { trainingActs } from "#drizzle/schema/training.ts";
import { type Ctx, makeCtx } from "#lib/platform/ctx.ts";
import { record } from "#lib/platform/events.ts";
import type { OperatorAct, SignedAct, TrainingAct } from "../core/acts.ts";
import type { Language } from "../core/language.ts";
import type { Operator } from "../core/module.ts";
import { operatorState } from "../core/session-state.ts";
import { shownText } from "../core/shown.ts";
import { shownOf } from "../core/shown-of.ts";
import { actsAmong } from "../documents/store-record-lines.ts";
import { book, type TestSession } from "./a-sign-off.ts";

/** What is said in a session, act by act with its event, for tests of what is written from it. */

export function trainerCtx(ctx: Ctx, name = "Ádám Kőszegi"): Ctx {
  return makeCtx(ctx.db, { kind: "person", id: uuidv7(), name, roles: ["trainer"] });
}

const verbs: Readonly<Record<TrainingAct["do"], string>> = {
  attended: "training.marked",
  outcome: "training.marked",
  noted: "training.marked",
  signed: "training.signed",
  declined: "training.declined",
  amended: "training.amended",
  withdrawn: "training.withdrawn",
  opened: "training-session.opened",
  "taken-over": "training-session.taken-over",
  said: "training-session.said",
  closed: "training-session.closed",
  reopened: "training-session.reopened",
  "called-off": "training-session.called-off",
};

/** One act and its event, in one transaction. Answers the act's id. `operator` null: about the session. */
export function tell(ctx: Ctx, session: TestSession, operator: Operator | null, act: TrainingAct): Promise<string> {
  const { id: sessionId, pilotId } = session;
  const { id: byId, name: by } = ctx.actor;
  const id = uuidv7();
  return ctx.transaction(async (tx) => {
    const row = { id, pilotId, sessionId, operatorId: operator?.id ?? null, act, byId, by, at: ctx.now() };
    await tx.insert(trainingActs).values(row);
    const subject = { kind: "training-session", id: sessionId };
    await record(tx, ctx, { pilotId, verb: verbs[act.do], subject, acts: [{ table: "training_acts", id }] });
    return id;
  });
}

/** Attendance, then every step alone unless told otherwise, one event each. Answers the acts' ids. */
export async function mark(
  ctx: Ctx,
  session: TestSession,
  operator: Operator,
  { attended = { is: "present", minutes: null }, outcome = "alone" }: Marked = {},
): Promise<string[]> {
  const acts: OperatorAct[] = [
    { do: "attended", ...attended },
    ...session.module.version.steps.map(({ id }): OperatorAct => ({ do: "outcome", step: id, outcome })),
  ];
  const ids: string[] = [];
  for (const act of acts) ids.push(await tell(ctx, session, operator, act));
  return ids;
}

type Marked = {
  attended?: Omit<Extract<OperatorAct, { do: "attended" }>, "do">;
  outcome?: Extract<OperatorAct, { do: "outcome" }>["outcome"];
};
type Signed = { as: "operator" | "trainer"; language?: Language } & Partial<
  Pick<SignedAct, "kiosk" | "sealedAt" | "paper">
>;

/** Signs what stands there now, as it would be shown. Answers the signature's id. */
export async function sign(
  ctx: Ctx,
  session: TestSession,
  operator: Operator,
  { as, language = operator.language, ...how }: Signed,
): Promise<string> {
  const rows = await actsAmong(ctx.db, [session.id]);
  const acts = rows.map(({ at, ...row }) => ({ ...row, at: at.getTime() }));
  const place = { id: session.id, name: "TS-031", place: "Hall 2", trainer: ctx.actor.name, startedAt: null };
  const shown = shownOf({
    ...{ as, language, operator, session: place, module: session.module, state: operatorState(acts, operator.id) },
  });
  if (shown === null) throw new Error("There is nothing to sign.");
  const sha256 = createHash("sha256").update(shownText(shown)).digest("hex");
  const act: SignedAct = {
    do: "signed",
    as,
    shown,
    sha256,
    language,
    kiosk: null,
    sealedAt: null,
    paper: null,
    ...how,
  };
  return tell(as === "trainer" ? ctx : asOperator(ctx, operator), session, operator, act);
}

function asOperator(ctx: Ctx, { id, name }: Operator): Ctx {
  return makeCtx(ctx.db, { kind: "operator", id, name, roles: [] });
}

/** Booked, marked as able, and signed by both. */
export async function signOffOf(ctx: Ctx, session: TestSession, operator: Operator): Promise<void> {
  await book(ctx, session, [operator]);
  await mark(ctx, session, operator);
  await sign(ctx, session, operator, { as: "operator" });
  await sign(ctx, session, operator, { as: "trainer" });
}
