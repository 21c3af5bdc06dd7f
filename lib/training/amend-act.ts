import { canonicalJson } from "../platform/core/chain.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { isAboutSame, isAmendable, standingIn } from "./core/amendments.ts";
import { amendableText } from "./core/record/say-record.ts";
import { operatorState } from "./core/session-state.ts";
import { type HeldSession, type HoldRefusals, holdSession, onlyIn, type SessionAsked } from "./hold-session.ts";
import type { AmendAct } from "./input/sessions.ts";
import { sayActs } from "./say-in-session.ts";

type AmendRefusals = "act-not-found" | "act-followed" | "amendment-unfit" | "amendment-same";
type Refusals = HoldRefusals | "session-never-opened" | AmendRefusals;

/** Says what is right about an entry that stands; the entry stays beside it. A signature over what was written before covers it no more.
 *  Answers the amendment's id. */
export async function amendAct(
  ctx: Ctx,
  { pilot, session, ...amendment }: AmendAct & SessionAsked,
): Promise<{ ok: true; id: string } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const held = await holdSession(tx, { pilot, session });
    if (!held.ok) return held;
    const refused = onlyIn(held, ["open", "closed"], "session-never-opened") ?? refusedAmendment(held, amendment);
    if (refused !== null) return refused;
    const { operatorId, about, to, reason } = amendment;
    const [id = ""] = await sayActs(tx, ctx, held, {
      ...{ verb: "training.amended", reason },
      said: [{ operatorId, act: { do: "amended", about, to, reason } }],
      after: { to: amendableText(to, held.module.version.steps) },
    });
    return { ok: true, id };
  });
}

function refusedAmendment(
  { acts, name }: HeldSession,
  { operatorId, about, to }: AmendAct,
): Refused<AmendRefusals> | null {
  const said = acts.find(({ id }) => id === about);
  if (said === undefined || said.operatorId !== operatorId || !isAmendable(said.act))
    return refuse("act-not-found", { says: { session: name } });
  if (!isAboutSame(said.act, to)) return refuse("amendment-unfit");
  const now = standingIn(operatorState(acts, operatorId), about);
  if (now === null) return refuse("act-followed");
  return canonicalJson(now) === canonicalJson(to) ? refuse("amendment-same") : null;
}
