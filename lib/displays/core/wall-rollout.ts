import type { SideVitalsView } from "../../rollout/core/rollout-view.ts";
import { stageText } from "../../rollout/core/say-rollout.ts";
import { endedShownMs, percentNow, type RolloutSeen, type SwitchSeen } from "./rollout-seen.ts";
import type { WallVitals } from "./wall-view.ts";

/** Board B from the cut-over on: both systems side by side. Times are ms since 1970. */

type RolloutVitals = Extract<WallVitals, { kind: "rollout" }>;
type Sides = { legacy: SideVitalsView; new: SideVitalsView };

type Measured = { reading: SwitchSeen; sides: Sides };

const mostSamples = 600;

/** Whether both systems are worth looking at: something is over or on its way there, nobody knows, or all of it went over in the last day. */
export function showsBothSides({ state, endedAt, endedHow }: RolloutSeen, now: number): boolean {
  if (endedAt !== null) return endedHow === "over" && now - endedAt <= endedShownMs;
  return state.stage >= 0 || state.percent !== 0 || state.open !== null;
}

/** Limits are those of the stage that the traffic is in; before the first, of the first. */
export function rolloutVitals(seen: RolloutSeen, { reading, sides }: Measured, now: number): RolloutVitals {
  const { number, drill, state, stages } = seen;
  const gate = stages[Math.max(0, state.stage)]?.gate;
  return {
    kind: "rollout",
    ...{ number, drill, newPercent: percentNow(reading, now), readAt: reading.readAt },
    stands: stageText(state, stages),
    cutOverAt: cutOverAt(seen),
    legacy: newest(sides.legacy),
    new: newest(sides.new),
    limits: { latencyMsP99: gate?.latencyMsP99Most ?? null, errorRatio: gate?.errorRatioMost ?? null },
    gate: state.gate && { ...state.gate, since: state.gateAt },
  };
}

/** When the first traffic was seen to be over; before that, when it was first asked for. */
function cutOverAt({ acts, startedAt }: RolloutSeen): number {
  const over = acts.find(({ act }) => act.do === "switched" && act.percent > 0);
  return (over ?? acts.find(({ act }) => act.do === "switching"))?.at ?? startedAt;
}

const newest = ({ samples, why }: SideVitalsView): SideVitalsView => ({ samples: samples.slice(-mostSamples), why });
