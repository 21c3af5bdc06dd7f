import { randomUUID } from "node:crypto";
import { findPilot } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { callBack } from "./call-back.ts";
import { backPauseMs, pauseOf } from "./carry-back.ts";
import { carryRollout } from "./carry-rollout.ts";
import type { BackPhase } from "./core/acts.ts";
import type { Driver } from "./core/driver.ts";
import { rolloutState } from "./core/state.ts";
import { actsOf, findOpenRollout, giveRollouts, type RolloutRow } from "./store.ts";
import { partTeller } from "./tell-parts.ts";

type Asked = {
  pilot: string;
  reason: string;
  /** Of the switch that the rollout names; null where there is none. */
  driverOf(name: string): Driver | null;
  reconcile: Parameters<typeof carryRollout>[0]["reconcile"];
  says(line: string): void;
  /** At its end this process leaves it to the keeper. */
  stop: AbortSignal;
  /** As in `Carrier`. */
  leaseMs?: number;
};
type Refusals =
  | "pilot-not-found"
  | "pilot-archived"
  | "rollout-none-open"
  | "nothing-over"
  | "back-called-already"
  | "switch-unknown";

const lookEveryMs = 500;

/** Calls the rollback and carries it in this process, by the same code as the keeper; where the keeper carries it already, it is watched. Ends when
 *  everything but the announcement is done. `isBack`: all traffic was seen to be back. */
export async function rollBackHere(
  ctx: Ctx,
  { pilot: slug, driverOf, ...asked }: Asked,
): Promise<{ ok: true; isBack: boolean } | Refused<Refusals>> {
  const pilot = await findPilot(ctx.db, slug);
  const before = pilot && (await findOpenRollout(ctx.db, pilot.id));
  const driver = before && driverOf(before.plan.switch);
  if (before !== null && driver === null) return refuse("switch-unknown", { says: { name: before.plan.switch } });
  const called = await callBack(ctx, { pilot: slug, reason: asked.reason, decidedInMs: 0, noticedAt: null });
  if (!called.ok && called.refusal !== "back-called-already") return called;
  if (pilot === null || before === null || driver === null) return refuse("rollout-none-open");
  return { ok: true, isBack: await carriedBack(ctx, before, { ...asked, driver }) };
}

type Carrying = Pick<Asked, "reconcile" | "says" | "stop" | "leaseMs"> & { driver: Driver };

async function carriedBack(ctx: Ctx, rollout: RolloutRow, { says, ...carrying }: Carrying): Promise<boolean> {
  const carrier = `shell ${randomUUID()}`;
  const tell = partTeller(says);
  const healthyNew = async () => 0;
  for (;;) {
    const carried = await carryRollout({ ctx, carrier, rollout, healthyNew, ...carrying });
    if (carried === "elsewhere" && !carrying.stop.aborted) tell.line("The keeper carries it; it is watched here.");
    const acts = await actsOf(ctx.db, rollout.id);
    tell.parts(acts);
    const phases = rolloutState(acts, rollout.plan.stages).back?.phases ?? [];
    const isDone = (name: BackPhase) => phases.some(({ phase, isGood }) => phase === name && isGood);
    const open = await findOpenRollout(ctx.db, rollout.pilotId);
    if (isDone("reconcile") || open?.id !== rollout.id || carrying.stop.aborted) {
      await giveRollouts(ctx.db, carrier);
      return isDone("verify");
    }
    if (carried !== "done") await pauseOf(carried === "again" ? backPauseMs : lookEveryMs, carrying.stop);
  }
}
