import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { SaidTrainingAct } from "./core/acts.ts";
import { operatorState } from "./core/session-state.ts";
import { type HeldSession, type HoldRefusals, holdSession, onlyIn, type SessionAsked } from "./hold-session.ts";
import { sayActs } from "./say-in-session.ts";

type WithdrawRefusals = "signature-not-found" | "signature-withdrawn" | "signature-followed";
type Refusals = HoldRefusals | "session-never-opened" | WithdrawRefusals;

/** Takes a signature back, of either hand; it stays on record. Answers the withdrawal's id. */
export async function withdrawSignature(
  ctx: Ctx,
  { signature, reason, ...asked }: SessionAsked & { signature: string; reason: string },
): Promise<{ ok: true; id: string } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const held = await holdSession(tx, asked);
    if (!held.ok) return held;
    const refused = onlyIn(held, ["open", "closed"], "session-never-opened");
    if (refused !== null) return refused;
    const found = standingSignature(held, signature);
    if (!found.ok) return found;
    const { operatorId, as, whose } = found;
    const [id = ""] = await sayActs(tx, ctx, held, {
      ...{ verb: "training.withdrawn", reason },
      said: [{ operatorId, act: { do: "withdrawn", about: signature, reason } }],
      after: { of: whose, as },
    });
    return { ok: true, id };
  });
}

type Standing = { ok: true; operatorId: string | null; as: "operator" | "trainer"; whose: string };

/** The one that a withdrawal is about, where it is the newest of its hand. `whose`: the operator's name as it was signed. */
function standingSignature({ acts, name }: HeldSession, id: string): Standing | Refused<WithdrawRefusals> {
  const said = acts.find((one) => one.id === id);
  if (said === undefined || said.act.do !== "signed") return refuse("signature-not-found", { says: { session: name } });
  const taken = acts.find(({ act }) => act.do === "withdrawn" && act.about === id);
  if (taken !== undefined) return refuse("signature-withdrawn", { says: { by: taken.by } });
  if (!isNewest(acts, said)) return refuse("signature-followed");
  return { ok: true, operatorId: said.operatorId, as: said.act.as, whose: said.act.shown.operator.name };
}

function isNewest(acts: readonly SaidTrainingAct[], { id, operatorId }: SaidTrainingAct): boolean {
  const { operatorSigned, trainerSigned } = operatorState(acts, operatorId ?? "");
  return operatorSigned?.id === id || trainerSigned?.id === id;
}
