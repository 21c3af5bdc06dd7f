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
  const each = think + assumedAnswerSeconds;
  const all = closedRequests(scenario, profile, profile.durationSeconds);
  const byCount = requestsByCount(profile) !== null;
  const inAll = {
    name: "requests in all",
    sum: `${byCount ? "in at most" : "over"} ${duration(profile.durationSeconds)}`,
  };
  return [
    {
      name: "users",
      sum: `${count(profile.spawnPerSecond)} more each second`,
      result: `${count(profile.users)} after ${duration(rampSeconds(profile))}`,
    },
    {
      name: "one user",
      sum: `${Number(think.toFixed(3))} s wait + ${assumedAnswerSeconds} s answer`,
      result: `one request every ${Number(each.toFixed(3))} s`,
    },
    ...(levelsOf(profile).length > 0 ? [] : [usersRate(profile, think)]),
    { ...inAll, result: `about ${count(all)}` },
    ...(levelsOf(profile).length > 0 ? [connections(profile)] : [userTime(plan, profile)]),
  ];
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
