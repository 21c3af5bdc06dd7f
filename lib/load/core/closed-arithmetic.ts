import type { ArithmeticRow, Plan } from "./arithmetic.ts";
import { assumedAnswerSeconds, closedRequests, rampSeconds, thinkSeconds } from "./closed-load.ts";
import type { Objectives } from "./criterion.ts";
import { leastDeliveredShare } from "./delivery.ts";
import { levelsOf } from "./levels.ts";
import { type ClosedProfile, requestsByCount } from "./profile.ts";
import { count, duration, percent, perSecond } from "./say.ts";

/** What a closed plan asks for; nothing of an open one. */
export function closedRows(plan: Plan): ArithmeticRow[] {
  const { scenario, profile } = plan;
  if (profile.model !== "closed") return [];
  const think = thinkSeconds(scenario);
  const hasLevels = levelsOf(profile).length > 0;
  return [
    usersRow(profile),
    oneUser(think),
    ...(hasLevels ? [] : [usersRate(profile, think)]),
    allRequests(plan, profile),
    hasLevels ? connections(profile) : userTime(plan, profile),
  ];
}

const usersRow = (profile: ClosedProfile): ArithmeticRow => ({
  name: "users",
  sum: `${count(profile.spawnPerSecond)} more each second`,
  result: `${count(profile.users)} after ${duration(rampSeconds(profile))}`,
});

const oneUser = (think: number): ArithmeticRow => ({
  name: "one user",
  sum: `${Number(think.toFixed(3))} s wait + ${assumedAnswerSeconds} s answer`,
  result: `one request every ${Number((think + assumedAnswerSeconds).toFixed(3))} s`,
});

function allRequests({ scenario }: Plan, profile: ClosedProfile): ArithmeticRow {
  const { durationSeconds } = profile;
  const within = requestsByCount(profile) === null ? "over" : "in at most";
  const all = closedRequests(scenario, profile, durationSeconds);
  return { name: "requests in all", sum: `${within} ${duration(durationSeconds)}`, result: `about ${count(all)}` };
}

function usersRate({ users }: ClosedProfile, think: number): ArithmeticRow {
  const rate = users / (think + assumedAnswerSeconds);
  const sum = `${count(users)} ÷ (${Number(think.toFixed(3))} s + ${assumedAnswerSeconds} s)`;
  return { name: "request rate", sum, result: `about ${perSecond(rate)}` };
}

const connections = ({ users }: ClosedProfile): ArithmeticRow => ({
  name: "connections",
  sum: "one for each user",
  result: `${count(users)} at most`,
});

function userTime({ objectives }: Plan, profile: ClosedProfile): ArithmeticRow {
  const after = Math.max(0, profile.durationSeconds - rampSeconds(profile));
  return {
    name: "user-time",
    sum: `${count(profile.users)} × ${duration(after)} after the ramp`,
    result: `${percent(deliveryNeeded(objectives))} must be spent`,
  };
}

/** The largest of what the objectives ask for and what is always asked for. */
function deliveryNeeded({ criteria }: Objectives): number {
  const set = criteria.filter(({ metric }) => metric.kind === "delivered").map(({ limit }) => limit);
  return Math.max(leastDeliveredShare, ...set);
}
