import { provePassword } from "#lib/access/prove-password.ts";
import { readEvidence } from "../checklist/read-evidence.ts";
import { dayText } from "../pilots/core/place-text.ts";
import { wallTimeAt } from "../pilots/core/site-zone.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { Paper } from "./core/acts.ts";
import type { Operator } from "./core/module.ts";
import { paperMeaning } from "./core/paper-meaning.ts";
import { covers, type OperatorState, operatorState } from "./core/session-state.ts";
import { type HeldSession, type HoldRefusals, holdSession, onlyIn, type SessionAsked } from "./hold-session.ts";
import type { TranscribePaper } from "./input/sessions.ts";
import { type SaidAct, sayActs } from "./say-in-session.ts";
import { operatorOf } from "./store-operators.ts";
import { bookedIn } from "./store-sessions.ts";
import { hashOfShown, shownIn } from "./to-sign.ts";

type Proof = "person-not-found" | "password-wrong" | "signing-waits";
type SheetRefusals = "pilot-not-found" | "evidence-not-found" | "evidence-altered" | "paper-no-sheet";
type Refusals =
  | (HoldRefusals | Proof | SheetRefusals | "session-not-open")
  | ("operator-not-booked" | "paper-not-signable" | "paper-day-ahead");
type Asked = TranscribePaper & SessionAsked & { sessionId: string };

/** Enters both hands' signatures from a sheet of paper, whose photo is stored as evidence. Whoever enters them gives their password; the log
 *  names them. What each signature means is what is printed on the sheet. Where the operator signed on a tablet already, only the trainer's
 *  is entered. Answers for how many operators. */
export async function transcribePaper(
  ctx: Ctx,
  { sessionId, password, operators: ids, signedOn, file, ...asked }: Asked,
): Promise<{ ok: true; signed: number } | Refused<Refusals>> {
  const proven = await provePassword(ctx, { sessionId, password });
  if (!proven.ok) return proven;
  const sheet = await refusedSheet(ctx, asked.pilot, file);
  if (sheet !== null) return sheet;
  return ctx.transaction(async (tx) => {
    const held = await holdSession(tx, asked);
    if (!held.ok) return held;
    const refused = onlyIn(held, ["open"], "session-not-open") ?? aheadOf(ctx, held, signedOn);
    if (refused !== null) return refused;
    const booked = (await bookedIn(tx, held.session.id)).map(({ operator }) => operatorOf(operator));
    const chosen = booked.filter(({ id }) => ids.includes(id));
    if (chosen.length !== new Set(ids).size) return refuse("operator-not-booked", { says: { session: held.name } });
    const entered = chosen.map((operator) => signaturesOf(held, operator, { file, signedOn }));
    const names = (list: readonly Operator[]) => list.map(({ name }) => name);
    const unfit = chosen.filter((_, at) => entered[at]?.length === 0);
    if (unfit.length > 0) return refuse("paper-not-signable", { says: { names: names(unfit).join(", ") } });
    const after = { operators: names(chosen), signedOn, file };
    await sayActs(tx, ctx, held, { verb: "training.transcribed", said: entered.flat(), after });
    return { ok: true, signed: chosen.length };
  });
}

async function refusedSheet(ctx: Ctx, pilot: string, file: string): Promise<Refused<SheetRefusals> | null> {
  const sheet = await readEvidence(ctx, { pilot, file });
  if (!sheet.ok) return sheet;
  const isSheet = sheet.mediaType.startsWith("image/") || sheet.mediaType === "application/pdf";
  return isSheet ? null : refuse("paper-no-sheet");
}

function aheadOf(ctx: Ctx, { pilot }: HeldSession, signedOn: string): Refused<"paper-day-ahead"> | null {
  const today = wallTimeAt(ctx.now().getTime(), pilot.timeZone).slice(0, 10);
  return signedOn > today ? refuse("paper-day-ahead", { says: { day: dayText(signedOn) } }) : null;
}

/** Of both hands, or of the one that is missing; none where nothing is to be signed. */
function signaturesOf(held: HeldSession, operator: Operator, paper: Paper): SaidAct[] {
  const state = operatorState(held.acts, operator.id);
  return (["operator", "trainer"] as const)
    .filter((as) => !isCovered(state, as))
    .flatMap((as) => {
      const shown = shownIn(held, { as, language: operator.language, operator });
      if (shown === null) return [];
      const { language } = operator;
      const onPaper = { ...shown, meaning: paperMeaning(as, language) };
      const { trainerId, trainer } = held.session;
      const by = as === "operator" ? { id: operator.id, name: operator.name } : { id: trainerId, name: trainer };
      const act = { do: "signed" as const, as, shown: onPaper, sha256: hashOfShown(onPaper), language };
      return [{ operatorId: operator.id, act: { ...act, kiosk: null, sealedAt: null, paper }, by }];
    });
}

function isCovered(state: OperatorState, as: "operator" | "trainer"): boolean {
  return covers(as === "operator" ? state.operatorSigned : state.trainerSigned, state);
}
