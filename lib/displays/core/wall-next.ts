import { behindMs, type Step, stepState, type WantedDuty } from "../../launch/core/plan.ts";
import type { WallNext } from "./wall-view.ts";

/** Board D out of a launch's plan. Times are ms since 1970. */

/** What a wall has room for. */
const mostSteps = 8;

/** The first steps of all parts that are neither done nor left out, by planned time; `wanted`: whom the plan asks for, and who holds it. */
export function wallNext(steps: readonly Step[], wanted: readonly WantedDuty[], now: number): WallNext {
  const ahead = steps.filter((step) => ["open", "under way"].includes(stepState(step)));
  // Without a window nothing has a time yet; the order is the same.
  const inOrder = ahead.toSorted((a, b) => a.offsetMinutes - b.offsetMinutes);
  return {
    steps: inOrder.slice(0, mostSteps).map((step) => nextStep(step, now)),
    more: Math.max(0, ahead.length - mostSteps),
    people: wanted.map(({ duty, station, held }) => ({ duty, station, held })),
  };
}

function nextStep(step: Step, now: number): WallNext["steps"][number] {
  const { title, owner, plannedAt, startedAt, pointOfNoReturn } = step;
  return { title, owner, plannedAt, state: stepState(step), startedAt, behindMs: behindMs(step, now), pointOfNoReturn };
}
