import { provePassword } from "#lib/access/prove-password.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { Operator } from "./core/module.ts";
import { covers, operatorState } from "./core/session-state.ts";
import { type HeldSession, type HoldRefusals, holdSession, onlyIn, type SessionAsked } from "./hold-session.ts";
import type { SignAsTrainer } from "./input/sessions.ts";
import { type SaidAct, sayActs } from "./say-in-session.ts";
import { operatorOf } from "./store-operators.ts";
import { bookedIn } from "./store-sessions.ts";
import { type ToSign, toSignAsTrainer } from "./to-sign.ts";

type Proof = "person-not-found" | "password-wrong" | "signing-waits";
type SignRefusals = "operator-not-booked" | "session-signed-already" | "content-changed";
type Refusals = HoldRefusals | Proof | "session-not-open" | "signer-not-trainer" | SignRefusals;
type Asked = SignAsTrainer & SessionAsked & { sessionId: string };

/** The trainer's signature for each of the operators, with their own password, over what they were shown: for all or for none. Only the
 *  session's trainer signs, who says that they saw it; anybody else takes the session over first. Refuses content-changed, with names. */
export async function signAsTrainer(
  ctx: Ctx,
  { sessionId, password, language, signs, ...asked }: Asked,
): Promise<{ ok: true; signed: number } | Refused<Refusals>> {
  const proven = await provePassword(ctx, { sessionId, password });
  if (!proven.ok) return proven;
  return ctx.transaction(async (tx) => {
    const held = await holdSession(tx, asked);
    if (!held.ok) return held;
    const refused = onlyIn(held, ["open"], "session-not-open") ?? otherTrainer(ctx, held);
    if (refused !== null) return refused;
    const operators = (await bookedIn(tx, held.session.id)).map(({ operator }) => operatorOf(operator));
    const waiting = toSignAsTrainer(held, operators, language);
    const unfit = refusedSigns(held, { operators, waiting, signs });
    if (unfit !== null) return unfit;
    const chosen = waiting.filter(({ operatorId }) => signs.some((sign) => sign.operatorId === operatorId));
    const names = chosen.map(({ shown }) => shown.operator.name);
    await sayActs(tx, ctx, held, {
      ...{ verb: "training.signed", said: chosen.map(signature), after: { as: "trainer", operators: names } },
    });
    return { ok: true, signed: chosen.length };
  });
}

function otherTrainer({ actor }: Ctx, { session, name }: HeldSession): Refused<"signer-not-trainer"> | null {
  if (session.trainerId === actor.id) return null;
  return refuse("signer-not-trainer", { says: { trainer: session.trainer, session: name } });
}

type Signing = { operators: readonly Operator[]; waiting: readonly ToSign[]; signs: SignAsTrainer["signs"] };

function refusedSigns(
  { acts, name }: HeldSession,
  { operators, waiting, signs }: Signing,
): Refused<SignRefusals> | null {
  const asked = operators.filter(({ id }) => signs.some(({ operatorId }) => operatorId === id));
  if (asked.length !== signs.length) return refuse("operator-not-booked", { says: { session: name } });
  const done = asked.filter(({ id }) => isSignedFor(acts, id));
  if (done.length > 0) return refuse("session-signed-already", { says: { names: namesText(done) } });
  const isSame = ({ id }: Operator) => {
    const now = waiting.find(({ operatorId }) => operatorId === id)?.sha256;
    return now !== undefined && signs.some(({ operatorId, sha256 }) => operatorId === id && sha256 === now);
  };
  const changed = asked.filter((one) => !isSame(one));
  return changed.length === 0 ? null : refuse("content-changed", { says: { names: namesText(changed) } });
}

function isSignedFor(acts: HeldSession["acts"], operatorId: string): boolean {
  const state = operatorState(acts, operatorId);
  return covers(state.operatorSigned, state) && covers(state.trainerSigned, state);
}

function signature({ operatorId, shown, sha256 }: ToSign): SaidAct {
  const here = { kiosk: null, sealedAt: null, paper: null };
  return { operatorId, act: { do: "signed", as: "trainer", shown, sha256, language: shown.language, ...here } };
}

const namesText = (operators: readonly Operator[]) => operators.map(({ name }) => name).join(", ");
