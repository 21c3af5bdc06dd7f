import type { ClosedProfile } from "./profile.ts";
import type { Scenario } from "./scenario.ts";

/** What a closed profile comes to, as far as that can be said before anything is sent. */

/** Assumed of an answer where nobody has measured one yet. */
export const assumedAnswerSeconds = 0.5;

/** Mean pause between an answer and the next request. */
export function thinkSeconds({ think }: Scenario): number {
  return (think.minMs + think.maxMs) / 2000;
}

/** Until all users should be there. */
export function rampSeconds({ users, spawnPerSecond }: Pick<ClosedProfile, "users" | "spawnPerSecond">): number {
  return users / spawnPerSecond;
}

/** Requests of `users` that start one after another, each one every (think + answer) seconds, by `seconds`. */
export function closedRequests(scenario: Scenario, profile: ClosedProfile, seconds: number): number {
  return usersSeconds(profile, seconds) / (thinkSeconds(scenario) + assumedAnswerSeconds);
}

/** Time that all users together have been there by `seconds`. */
export function usersSeconds(profile: ClosedProfile, seconds: number): number {
  const ramp = rampSeconds(profile);
  return profile.users * (seconds <= ramp ? (seconds * seconds) / (2 * ramp) : seconds - ramp / 2);
}
