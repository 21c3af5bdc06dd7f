import type { Plan } from "#lib/load/core/arithmetic.ts";
import { closedRequests } from "#lib/load/core/closed-load.ts";
import type { Criterion } from "#lib/load/core/criterion.ts";
import { plannedBy } from "#lib/load/core/pacing.ts";
import { type Profile, plannedSeconds, type Ramp } from "#lib/load/core/profile.ts";
import { samplesNeeded, secondsForPlainFigures } from "#lib/load/core/samples-needed.ts";
import { criterionName } from "#lib/load/core/say.ts";
import type { Scenario } from "#lib/load/core/scenario.ts";

/** The planned course as a drawing: corner points in seconds and requests a second (open) or users (closed). */
export type ProfileShape = {
  seconds: number;
  top: number;
  points: readonly (readonly [second: number, value: number])[];
};

export function profileShape(profile: Profile): ProfileShape {
  const points = profile.model === "open" ? openPoints(profile.stages) : closedPoints(profile);
  return { seconds: plannedSeconds(profile), top: Math.max(...points.map(([, value]) => value)), points };
}

function openPoints(stages: readonly Ramp[]): [number, number][] {
  let start = 0;
  return stages.flatMap(({ from, to, seconds }) => {
    const points: [number, number][] = [
      [start, from],
      [start + seconds, to],
    ];
    start += seconds;
    return points;
  });
}

type Closed = { users: number; spawnPerSecond: number; durationSeconds: number };

/** Climbs until all users are there, or until the end. */
function closedPoints({ users, spawnPerSecond, durationSeconds }: Closed): [number, number][] {
  const ramp = Math.min(durationSeconds, users / spawnPerSecond);
  const reached = Math.min(users, spawnPerSecond * durationSeconds);
  return [
    [0, 0],
    [ramp, reached],
    [durationSeconds, reached],
  ];
}

export type JudgedFrom = { name: string; second: number };

/** When each objective can first be judged: as soon as the plan has given the samples it needs, a plain figure not before its least time.
 *  Delivery is judged at the end; what never can be is left out. */
export function judgedFrom(plan: Plan): JudgedFrom[] {
  return plan.objectives.criteria
    .filter(({ metric }) => metric.kind !== "delivered")
    .flatMap((criterion) => {
      const second = firstSecond(criterion, plan);
      return second === null ? [] : [{ name: criterionName(criterion), second }];
    });
}

function firstSecond(criterion: Criterion, plan: Plan): number | null {
  const end = plannedSeconds(plan.profile);
  const { kind } = criterion.metric;
  const least = kind === "mean" || kind === "max" || kind === "throughput" ? secondsForPlainFigures : 0;
  const needed = samplesNeeded(criterion, 0);
  const share = shareOf(criterion, plan.scenario);
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

function requestsBy(second: number, { scenario, profile }: Plan): number {
  return profile.model === "open" ? plannedBy(profile.stages, second) : closedRequests(scenario, profile, second);
}

/** Of the whole mix; 0 for a step that is not there. */
function shareOf({ scope }: Criterion, { mix }: Scenario): number {
  if (scope.kind === "all") return 1;
  const sum = mix.reduce((weights, { weight }) => weights + weight, 0);
  return (mix.find(({ name }) => name === scope.step)?.weight ?? 0) / sum;
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
