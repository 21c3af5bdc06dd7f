import type { Plan } from "#lib/load/core/arithmetic.ts";
import { closedRequests } from "#lib/load/core/closed-load.ts";
import type { Criterion } from "#lib/load/core/criterion.ts";
import { shareWithin } from "#lib/load/core/mix-share.ts";
import { plannedBy } from "#lib/load/core/pacing.ts";
import { plannedCourse } from "#lib/load/core/planned-course.ts";
import { closedLevels, levelSeconds, type Profile, plannedSeconds } from "#lib/load/core/profile.ts";
import { spikeEnd } from "#lib/load/core/recovery.ts";
import { samplesNeeded, secondsForPlainFigures } from "#lib/load/core/samples-needed.ts";
import { criterionName } from "#lib/load/core/say.ts";

/** The planned course as a drawing: corner points in seconds and requests a second (open) or users (closed). */
export type ProfileShape = {
  seconds: number;
  top: number;
  points: readonly (readonly [second: number, value: number])[];
  /** Levels that end by a count, and are over before their end where answers are fast. */
  byCount: readonly (readonly [from: number, to: number])[];
  warmUpSeconds: number;
  /** Where the load has fallen to what it stays at, if something waits for that. */
  spikeEnd: number | null;
};

export function profileShape(profile: Profile): ProfileShape {
  const points = plannedCourse(profile).flatMap(([start, end]): [number, number][] => [
    [start.x, start.y],
    [end.x, end.y],
  ]);
  const top = Math.max(...points.map(([, value]) => value));
  const warmUpSeconds = profile.warmUpSeconds ?? 0;
  const marks = { byCount: countBound(profile), warmUpSeconds, spikeEnd: spikeEnd(profile) };
  return { seconds: plannedSeconds(profile), top, points, ...marks };
}

function countBound(profile: Profile): [number, number][] {
  if (profile.model === "open") return [];
  let from = 0;
  return closedLevels(profile).flatMap((level): [number, number][] => {
    const start = from;
    from += levelSeconds(level);
    return "requestsEach" in level ? [[start, from]] : [];
  });
}

export type JudgedFrom = { name: string; second: number };

/** When each objective can first be judged: as soon as the plan has given the samples it needs, a plain figure not before its least time.
 *  Delivery is judged at the end; what never can be is left out. */
export function judgedFrom(plan: Plan): JudgedFrom[] {
  return plan.objectives.criteria
    .filter(({ metric }) => metric.kind !== "delivered" && metric.kind !== "recovery")
    .flatMap((criterion) => {
      const second = firstSecond(criterion, plan);
      return second === null ? [] : [{ name: criterionName(criterion), second }];
    });
}

function firstSecond(criterion: Criterion, plan: Plan): number | null {
  const end = plannedSeconds(plan.profile);
  const { kind } = criterion.metric;
  const warm = plan.profile.warmUpSeconds ?? 0;
  const least = kind === "mean" || kind === "max" || kind === "throughput" ? secondsForPlainFigures + warm : 0;
  const needed = samplesNeeded(criterion, 0);
  const share = shareWithin(criterion.scope, plan);
  const isThere = (second: number) => second >= least && share * requestsBy(second, plan) > needed - 1;
  if (!isThere(end)) return null;
  let low = 0;
  let high = end;
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (isThere(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** Those of the warm-up do not count. */
function requestsBy(second: number, { scenario, profile }: Plan): number {
  const by = (at: number) =>
    profile.model === "open" ? plannedBy(profile.stages, at) : closedRequests(scenario, profile, at);
  return by(second) - by(Math.min(second, profile.warmUpSeconds ?? 0));
}

/** Marks that would stand on one another share a place: "p99, p95". */
export function sharedMarks(marks: readonly JudgedFrom[], seconds: number): JudgedFrom[] {
  const shared: JudgedFrom[] = [];
  for (const mark of [...marks].sort((a, b) => a.second - b.second)) {
    const last = shared.at(-1);
    if (last !== undefined && mark.second - last.second < seconds / 100) last.name += `, ${mark.name}`;
    else shared.push({ ...mark });
  }
  return shared;
}

/** The end of the value axis: 1, 2 or 5 times a power of ten, not below `top`. */
export function axisTop(top: number): number {
  if (top <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(top));
  return ([1, 2, 5, 10].find((times) => times * power >= top) ?? 10) * power;
}

/** Where the time axis carries a time: quarters or halves where those are whole seconds. */
export function timeParts(seconds: number): readonly number[] {
  if (seconds % 4 === 0) return [0, 0.25, 0.5, 0.75, 1];
  return seconds % 2 === 0 ? [0, 0.5, 1] : [0, 1];
}
