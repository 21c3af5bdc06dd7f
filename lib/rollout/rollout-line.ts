import type { Database } from "../platform/database.ts";
import { backTookMs } from "./core/back-clock.ts";
import type { RolloutLine } from "./core/rollout-view.ts";
import { rolloutState } from "./core/state.ts";
import { actsOf, type RolloutRow } from "./store.ts";

/** A rollout as lists show it. */
export async function rolloutLine(db: Database, row: RolloutRow): Promise<RolloutLine> {
  const { number, kind, environment, startedBy, startedAt, endedAt, endedHow, plan } = row;
  const { back } = rolloutState(await actsOf(db, row.id), plan.stages);
  const isBack = back?.phases.some(({ phase, isGood }) => phase === "verify" && isGood) === true;
  return {
    ...{ number, kind, environment, startedBy, endedHow },
    startedAt: startedAt.getTime(),
    endedAt: endedAt?.getTime() ?? null,
    backTookMs: back !== null && isBack ? backTookMs(back, 0) : null,
  };
}
