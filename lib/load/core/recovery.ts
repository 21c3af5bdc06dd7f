import type { Criterion } from "./criterion.ts";
import { stepsWithin } from "./criterion-scope.ts";
import type { Frame } from "./frame.ts";
import { type ClosedProfile, closedLevels, type OpenProfile, type Profile } from "./profile.ts";
import type { RunPlan } from "./run.ts";

/** How long a target takes to recover from a spike. */

export type RecoveryTally = {
  /** Place among the criteria, where samples over its latency are counted. */
  criterion: number;
  q: number;
  steps: number[];
  /** The first second after the spike; null where the load never falls. */
  from: number | null;
  /** Good seconds in a row. */
  row: number;
  /** The first of the five; null until there are five. */
  recoveredAt: number | null;
  lastSecond: number;
};

const goodSecondsInARow = 5;

/** Where the load has fallen to what it stays at: the end of its last fall, in seconds from the start; null where it never falls, and where that
 *  is not known before: after a level that ends by a count. */
export function spikeEnd(profile: Profile): number | null {
  return profile.model === "open" ? endOfLastFall(profile) : lastDrop(profile);
}

function endOfLastFall({ stages }: OpenProfile): number | null {
  let [at, before, end] = [0, 0, null as number | null];
  for (const { from, to, seconds } of stages) {
    if (from < before) end = at;
    at += seconds;
    if (to < from) end = at;
    before = to;
  }
  return end === null || end >= at ? null : end;
}

/** Users beyond a level leave when it begins. */
function lastDrop(profile: ClosedProfile): number | null {
  let before = 0;
  let [at, drop] = [0 as number | null, null as number | null];
  for (const level of closedLevels(profile)) {
    if (level.users < before) drop = at;
    at = at === null || !("seconds" in level) ? null : at + level.seconds;
    before = level.users;
  }
  return drop;
}

/** A tally for each criterion on recovery, before the first second. `from` is null where the profile has no spike. */
export function emptyRecoveries({ objectives, scenario, profile }: Omit<RunPlan, "seed" | "data">): RecoveryTally[] {
  const end = spikeEnd(profile);
  const from = end === null ? null : Math.ceil(end);
  return objectives.criteria.flatMap(({ metric, scope }: Criterion, criterion) =>
    metric.kind === "recovery"
      ? [
          {
            criterion,
            q: metric.q,
            steps: stepsWithin(scope, scenario),
            from,
            row: 0,
            recoveredAt: null,
            lastSecond: -1,
          },
        ]
      : [],
  );
}

/** Counts one second, in order. One in which nothing ended is no good one: a target that answers nothing has not recovered. */
export function tallyRecovery(tally: RecoveryTally, { second, steps }: Pick<Frame, "second" | "steps">): void {
  tally.lastSecond = second;
  if (tally.from === null || second < tally.from || tally.recoveredAt !== null) return;
  tally.row = isGood(tally, steps) ? tally.row + 1 : 0;
  if (tally.row === goodSecondsInARow) tally.recoveredAt = second - goodSecondsInARow + 1;
}

/** No request failed, and no more than the percentile allows was over the latency. */
function isGood({ criterion, q, steps: within }: RecoveryTally, steps: Frame["steps"]): boolean {
  let [n, over] = [0, 0];
  for (const step of steps) {
    if (!within.includes(step.step)) continue;
    if (Object.values(step.failed).some((times) => (times ?? 0) > 0)) return false;
    n += step.ok;
    over += step.over[criterion] ?? 0;
  }
  return n > 0 && over <= n - Math.ceil(q * n - 1e-9);
}
