import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import type { Refused } from "../platform/result.ts";
import type { RolloutAct, SaidRolloutAct } from "./core/acts.ts";
import { type RolloutState, rolloutState } from "./core/state.ts";
import { type RolloutFound, readOpenRolloutPilot } from "./read-open-rollout.ts";
import { actsOf, insertAct, lockRollout, type RolloutRow } from "./store.ts";

/** What the verbs in a rollout share: its row locked to the commit, what core refuses, acts, and an event that stands for each. */

export type Heard = { tx: Tx; rollout: RolloutRow; state: RolloutState; now: number };
type FoundRefused = Exclude<RolloutFound, { ok: true }>;
export type SaidInRollout = { ok: true; rollout: number };

/** `hears` answers what is said, or why not. */
export async function sayInRollout<Kind extends string>(
  ctx: Ctx,
  slug: string,
  hears: (heard: Heard) => readonly RolloutAct[] | Refused<Kind> | Promise<readonly RolloutAct[] | Refused<Kind>>,
): Promise<SaidInRollout | FoundRefused | Refused<Kind>> {
  return ctx.transaction(async (tx) => {
    const found = await readOpenRolloutPilot(tx, slug);
    if (!found.ok) return found;
    const { rollout } = found;
    const state = rolloutState(await actsOf(tx, rollout.id), rollout.plan.stages);
    const said = await hears({ tx, rollout, state, now: ctx.now().getTime() });
    if ("ok" in said) return said;
    await say(tx, ctx, { rollout, acts: said });
    return { ok: true, rollout: rollout.number };
  });
}

/** Writes acts and their events. Call it last in a transaction. */
export async function say(
  tx: Tx,
  ctx: Ctx,
  { rollout, acts }: { rollout: RolloutRow; acts: readonly RolloutAct[] },
): Promise<void> {
  for (const act of acts) {
    const id = await insertAct(tx, { rollout, act, by: ctx.actor, at: ctx.now() });
    if (id !== null) await recordAct(tx, ctx, { rollout, act, id });
  }
}

export async function recordAct(
  tx: Tx,
  ctx: Ctx,
  { rollout, act, id }: { rollout: RolloutRow; act: RolloutAct; id: string },
): Promise<void> {
  await record(tx, ctx, {
    ...{ pilotId: rollout.pilotId, verb: `rollout.${act.do}`, subject: { kind: "rollout", id: rollout.id } },
    after: { kind: rollout.kind, number: rollout.number, act },
    reason: "reason" in act ? act.reason : null,
    acts: [{ table: "rollout_acts", id }],
  });
}

type Part = {
  rollout: string;
  /** Who carries it and has looked at it a moment ago; null: an onlooker. */
  carrier: string | null;
  /** Null: nothing, as it stands now. */
  hears(heard: Pick<Heard, "tx" | "state"> & { acts: readonly SaidRolloutAct[] }): Said | Promise<Said>;
};
type Said = readonly RolloutAct[] | null;

/** As a part of Gantry says it, which has the rollout at hand. False where it has ended, where another process carries it by now, and where
 *  there is nothing to say as it stands now. */
export async function sayIn(ctx: Ctx, { rollout: id, carrier, hears }: Part): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    const rollout = await lockRollout(tx, id);
    if (rollout === null || rollout.endedAt !== null) return false;
    if (carrier !== null && rollout.carriedBy !== carrier) return false;
    const acts = await actsOf(tx, id);
    const said = await hears({ tx, acts, state: rolloutState(acts, rollout.plan.stages) });
    if (said === null) return false;
    await say(tx, ctx, { rollout, acts: said });
    return true;
  });
}
