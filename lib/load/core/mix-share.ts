import { assumedAnswerSeconds, pauseSeconds } from "./closed-load.ts";
import type { Scope } from "./criterion.ts";
import { stepsWithin } from "./criterion-scope.ts";
import type { Profile } from "./profile.ts";
import { kindsOf, type Scenario, stepsOf, type UserKind } from "./scenario.ts";

type Plan = { scenario: Scenario; profile: Pick<Profile, "model"> };

/** Each step's share of all requests of the mix, 0 to 1, by its index into `stepsOf(scenario)`; 0 for set-up steps. In an open model arrivals are
 *  shared out among the kinds of users; in a closed one the kinds share the users, and who pauses longer sends less. */
export function mixShares({ scenario, profile }: Plan): number[] {
  const shares = stepsOf(scenario).map(() => 0);
  const kinds = kindsOf(scenario);
  const rateOf = (kind: UserKind) =>
    profile.model === "open" ? kind.share : kind.share / (pauseSeconds(kind.think) + assumedAnswerSeconds);
  const all = kinds.reduce((sum, kind) => sum + rateOf(kind), 0);
  for (const kind of kinds) {
    const requests = kind.mix.reduce((sum, { weight, steps }) => sum + weight * steps.length, 0);
    for (const { weight, steps } of kind.mix)
      for (const step of steps) shares[step] = (shares[step] ?? 0) + ((rateOf(kind) / all) * weight) / requests;
  }
  return shares;
}

/** The share of all requests of the mix that is within a scope. */
export function shareWithin(scope: Scope, plan: Plan): number {
  if (scope.kind === "all") return 1;
  const shares = mixShares(plan);
  return stepsWithin(scope, plan.scenario).reduce((sum, step) => sum + (shares[step] ?? 0), 0);
}
