import { plannedCourse } from "./planned-course.ts";
import { type ClosedProfile, requestsByCount } from "./profile.ts";
import { kindsOf, type Pause, type Scenario } from "./scenario.ts";

/** What a closed profile comes to, as far as that can be said before anything is sent. */

/** Assumed of an answer where nobody has measured one yet. */
export const assumedAnswerSeconds = 0.5;

/** Mean pause between an answer and the next request. */
export function pauseSeconds({ minMs, maxMs }: Pause): number {
  return (minMs + maxMs) / 2000;
}

/** The mean pause of all users: that with which as many users send as many requests as those of all kinds do together. */
export function thinkSeconds(scenario: Scenario): number {
  const kinds = kindsOf(scenario);
  const shares = kinds.reduce((sum, { share }) => sum + share, 0);
  const rate = kinds.reduce((sum, { share, think }) => sum + share / (pauseSeconds(think) + assumedAnswerSeconds), 0);
  return shares / rate - assumedAnswerSeconds;
}

/** Until all users should be there. */
export function rampSeconds({ users, spawnPerSecond }: Pick<ClosedProfile, "users" | "spawnPerSecond">): number {
  return users / spawnPerSecond;
}

/** Requests of users that start one after another, each one every (think + answer) seconds, by `seconds`; no more than there are to send. */
export function closedRequests(scenario: Scenario, profile: ClosedProfile, seconds: number): number {
  const most = requestsByCount(profile) ?? Number.POSITIVE_INFINITY;
  return Math.min(most, usersSeconds(profile, seconds) / (thinkSeconds(scenario) + assumedAnswerSeconds));
}

/** Time that all users together have been there by `seconds`. */
export function usersSeconds(profile: ClosedProfile, seconds: number): number {
  return plannedCourse(profile).reduce((sum, [start, end]) => {
    const length = end.x - start.x;
    const passed = Math.min(length, Math.max(0, seconds - start.x));
    const reached = length === 0 ? end.y : start.y + ((end.y - start.y) * passed) / length;
    return sum + ((start.y + reached) / 2) * passed;
  }, 0);
}
