import type { BackPhase, RolloutAct, SaidRolloutAct } from "../../../rollout/core/acts.ts";
import type { Stage } from "../../../rollout/core/plan.ts";
import { rolloutState } from "../../../rollout/core/state.ts";
import type { RolloutSeen } from "../rollout-seen.ts";

/** Rollouts for tests of the boards. Times in ms. */

export const minute = 60_000;

const stages: Stage[] = [10, 50, 100].map((percent) => ({
  ...{ percent, holdSeconds: 60 },
  gate: { errorRatioMost: percent / 1_000, latencyMsP99Most: percent === 50 ? null : 500, samplesLeast: 100 },
}));

export const begun: RolloutAct = { do: "begun", says: "" };
export const asked = (percent: number): RolloutAct => ({
  ...{ do: "switching", stage: null, percent, expected: "any", requestId: `r${percent}` },
});
export const moved = (percent: number): RolloutAct => ({
  ...{ do: "switched", percent, requestId: `r${percent}`, tookMs: 5, raw: "" },
});
export const called = (noticedAt: number, startedAt: number): RolloutAct => ({
  ...{ do: "back-called", reason: "errors", noticedAt, startedAt },
});
export const part = (phase: BackPhase, startedAt: number, endedAt: number, isGood = true): RolloutAct => ({
  ...{ do: "back-phase", phase, startedAt, endedAt, isGood, says: `${phase} says` },
});

/** One act a minute, from minute 1 on. */
export function aRollout(acts: readonly RolloutAct[], change: Partial<RolloutSeen> = {}): RolloutSeen {
  const said = acts.map((act, at): SaidRolloutAct => {
    return { id: String(at), act, byId: "ada", by: "Ada", at: (at + 1) * minute };
  });
  return {
    ...{ number: 4, drill: false, startedAt: 0, endedAt: null, endedHow: null, stages },
    ...{ acts: said, state: rolloutState(said, stages) },
    ...change,
  };
}
