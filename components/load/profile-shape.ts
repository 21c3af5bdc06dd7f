import { arithmeticOf, type Plan } from "#lib/load/core/arithmetic.ts";
import type { Criterion } from "#lib/load/core/criterion.ts";
import { type Profile, plannedSeconds, type Ramp } from "#lib/load/core/profile.ts";
import { criterionName } from "#lib/load/core/say.ts";

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

/** When each objective can first be judged: the shortest cut of the plan in which its arithmetic no longer says never. Delivery is judged
 *  at the end; what never can be is left out. */
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
  const canJudge = (seconds: number) => {
    const cut = {
      ...plan,
      profile: cutAt(plan.profile, seconds),
      objectives: { criteria: [criterion], abortWhen: null },
    };
    return arithmeticOf(cut).cannotPass.length === 0;
  };
  if (!canJudge(end)) return null;
  let low = 0;
  let high = end;
  while (high - low > end / 2000) {
    const middle = (low + high) / 2;
    if (canJudge(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** The first `seconds` of a profile; `seconds` over 0 and at most its length. */
function cutAt(profile: Profile, seconds: number): Profile {
  if (profile.model === "closed") return { ...profile, durationSeconds: seconds };
  let left = seconds;
  const stages = profile.stages.flatMap((stage) => {
    const length = Math.min(left, stage.seconds);
    left -= length;
    return length > 0 ? [firstPart(stage, length)] : [];
  });
  return { ...profile, stages };
}

function firstPart({ from, to, seconds }: Ramp, length: number): Ramp {
  return { from, to: from + ((to - from) * length) / seconds, seconds: length };
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
