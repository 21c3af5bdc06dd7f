import type { Ramp } from "./profile.ts";

/** When requests are due: the inverse of the planned rate's integral, in closed form. Request k is due when the integral reaches k. */

function area({ from, to, seconds }: Ramp): number {
  return ((from + to) / 2) * seconds;
}

/** Requests planned in the first `seconds` of one ramp, as a real number. */
function areaUntil({ from, to, seconds }: Ramp, at: number): number {
  const t = Math.min(at, seconds);
  return from * t + ((to - from) / seconds) * (t * t) * 0.5;
}

/** Requests planned in the first `seconds` of the run, as a real number. */
export function plannedBy(stages: readonly Ramp[], seconds: number): number {
  let total = 0;
  let start = 0;
  for (const stage of stages) {
    if (seconds <= start) break;
    total += areaUntil(stage, seconds - start);
    start += stage.seconds;
  }
  return total;
}

/** Whole requests of the run: those due before its end. */
export function requestsIn(stages: readonly Ramp[]): number {
  const total = stages.reduce((sum, stage) => sum + area(stage), 0);
  return Math.max(0, Math.ceil(total - 1e-9));
}

/** When request `index` (from 0) is due, in ms after the run's start. Indices beyond the plan are due at its end. */
export function dueAtMs(index: number, stages: readonly Ramp[]): number {
  let before = 0;
  let start = 0;
  for (const stage of stages) {
    const inside = area(stage);
    if (index < before + inside) return (start + secondsToReach(index - before, stage)) * 1000;
    before += inside;
    start += stage.seconds;
  }
  return start * 1000;
}

/** Solves from·t + slope·t²/2 = count for t, in the form that stays exact when the slope is near 0. */
function secondsToReach(count: number, { from, to, seconds }: Ramp): number {
  if (count <= 0) return 0;
  const slope = (to - from) / seconds;
  const root = Math.sqrt(Math.max(0, from * from + 2 * slope * count));
  return Math.min(seconds, (2 * count) / (from + root));
}
