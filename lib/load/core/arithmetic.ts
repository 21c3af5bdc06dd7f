import type { Criterion, Objectives } from "./criterion.ts";
import { plannedBy, requestsIn } from "./pacing.ts";
import { type OpenProfile, type Profile, plannedSeconds, type Ramp } from "./profile.ts";
import { failuresBorne, samplesNeeded, secondsForPlainFigures } from "./samples-needed.ts";
import { count, criterionName, duration, inUnit, percent, perSecond } from "./say.ts";
import type { Scenario } from "./scenario.ts";

/** What a plan asks for, before anything is sent: each row is a name, the sum in words, and its result. */
export type ArithmeticRow = { name: string; sum: string; result: string };

export type Arithmetic = {
  rows: ArithmeticRow[];
  /** Why this plan cannot pass however good the target is; empty when it can. */
  cannotPass: string[];
};

export type Plan = { scenario: Scenario; profile: Profile; objectives: Objectives };

/** Assumed of an answer where nobody has measured one yet. */
const assumedAnswerSeconds = 0.5;

export function arithmeticOf(plan: Plan): Arithmetic {
  const load = plan.profile.model === "open" ? openRows(plan, plan.profile) : closedRows(plan);
  const judged = plan.objectives.criteria.filter(({ metric }) => metric.kind !== "delivered");
  const evidence = judged.map((criterion) => evidenceFor(criterion, plan));
  const cannotPass = evidence.flatMap(({ never }) => (never === null ? [] : [never]));
  if (judged.length === 0) cannotPass.push("No criteria are set: the run can only end inconclusive.");
  return { rows: [...load, ...shareRows(plan), ...evidence.map(({ row }) => row)], cannotPass };
}

function openRows({ scenario }: Plan, profile: OpenProfile): ArithmeticRow[] {
  const seconds = plannedSeconds(profile);
  const requests = requestsIn(profile.stages);
  const peak = peakRate(profile.stages);
  const busy = Math.ceil(peak * assumedAnswerSeconds);
  const worst = Math.ceil(peak * (scenario.timeouts.wholeMs / 1000));
  return [
    { name: "request rate", sum: ratesInWords(profile.stages), result: perSecond(requests / seconds) },
    { name: "one every", sum: `1 ÷ ${perSecond(peak)}`, result: interval(1 / peak) },
    { name: "requests in all", sum: `over ${duration(seconds)}`, result: count(requests) },
    {
      name: "users at once",
      sum: `${perSecond(peak)} × ${assumedAnswerSeconds} s answers; × ${duration(scenario.timeouts.wholeMs / 1000)} time-out = ${count(worst)}`,
      result: `${count(busy)} busy, at most ${count(profile.maxUsers)}`,
    },
  ];
}

export function peakRate(stages: readonly Ramp[]): number {
  return Math.max(...stages.map(({ from, to }) => Math.max(from, to)));
}

function ratesInWords(stages: readonly Ramp[]): string {
  return stages
    .map(
      ({ from, to, seconds }) =>
        `${from === to ? perSecond(from) : `${perSecond(from)} to ${perSecond(to)}`} for ${duration(seconds)}`,
    )
    .join(", ");
}

function interval(seconds: number): string {
  return inUnit({ kind: "mean" }, seconds * 1000);
}

function closedRows({ scenario, profile }: Plan): ArithmeticRow[] {
  if (profile.model !== "closed") return [];
  const think = thinkSeconds(scenario);
  const ramp = rampSeconds(profile);
  const rate = profile.users / (think + assumedAnswerSeconds);
  return [
    {
      name: "users",
      sum: `${count(profile.spawnPerSecond)} more each second`,
      result: `${count(profile.users)} after ${duration(ramp)}`,
    },
    {
      name: "one user",
      sum: `${think} s wait + ${assumedAnswerSeconds} s answer`,
      result: `one request every ${think + assumedAnswerSeconds} s`,
    },
    {
      name: "request rate",
      sum: `${count(profile.users)} ÷ (${think} s + ${assumedAnswerSeconds} s)`,
      result: `about ${perSecond(rate)}`,
    },
    {
      name: "requests in all",
      sum: `over ${duration(profile.durationSeconds)}`,
      result: `about ${count(closedRequests(scenario, profile, profile.durationSeconds))}`,
    },
    {
      name: "user-time",
      sum: `${count(profile.users)} × ${duration(Math.max(0, profile.durationSeconds - ramp))} after the ramp`,
      result: "98 % must be spent",
    },
  ];
}

function thinkSeconds({ think }: Scenario): number {
  return (think.minMs + think.maxMs) / 2000;
}

function rampSeconds({ users, spawnPerSecond }: { users: number; spawnPerSecond: number }): number {
  return users / spawnPerSecond;
}

/** Requests of `users` that start one after another, each one every (think + answer) seconds, by `seconds`. */
function closedRequests(
  scenario: Scenario,
  profile: { users: number; spawnPerSecond: number },
  seconds: number,
): number {
  const ramp = rampSeconds(profile);
  const userSeconds = profile.users * (seconds <= ramp ? (seconds * seconds) / (2 * ramp) : seconds - ramp / 2);
  return userSeconds / (thinkSeconds(scenario) + assumedAnswerSeconds);
}

function shareRows({ scenario, profile }: Plan): ArithmeticRow[] {
  if (scenario.mix.length < 2) return [];
  const sum = weights(scenario);
  const all =
    profile.model === "open" ? requestsIn(profile.stages) : closedRequests(scenario, profile, profile.durationSeconds);
  return scenario.mix.map(({ name, weight }) => ({
    name,
    sum: `${weight} of ${sum} = ${percent(weight / sum)}`,
    result: `${profile.model === "open" ? "" : "about "}${count((all * weight) / sum)} requests`,
  }));
}

function weights({ mix }: Scenario): number {
  return mix.reduce((sum, { weight }) => sum + weight, 0);
}

type EvidenceFor = { row: ArithmeticRow; never: string | null };

function evidenceFor(criterion: Criterion, plan: Plan): EvidenceFor {
  const name = `${criterionName(criterion)} verdict`;
  const needed = samplesNeeded(criterion, 0);
  const planned = samplesBy(plannedSeconds(plan.profile), criterion, plan);
  if (!Number.isFinite(needed))
    return neverReached(
      name,
      `${criterionName(criterion)}: a limit of 0 cannot be shown by any number of requests; judge it by the plain measured ratio.`,
    );
  const sum = `${neededInWords(criterion, needed)}; planned ${count(planned)}`;
  const seconds = reachedAfter(needed, criterion, plan);
  if (seconds === null)
    return {
      row: { name, sum, result: "never reached" },
      never: `${criterionName(criterion)} needs ${count(needed)} samples; this plan gives about ${count(planned)}.`,
    };
  return { row: { name, sum, result: `reached after ${duration(seconds)}${borne(criterion, planned)}` }, never: null };
}

function neverReached(name: string, never: string): EvidenceFor {
  return { row: { name, sum: "no number of requests is enough", result: "never reached" }, never };
}

function neededInWords({ metric, judge }: Criterion, needed: number): string {
  if (metric.kind === "errors")
    return judge === "bound" ? `needs ${count(needed)} requests, none failed` : "judged by the plain ratio";
  return `needs ${count(needed)} samples`;
}

function borne({ metric, limit, judge }: Criterion, planned: number): string {
  if (metric.kind !== "errors" || judge !== "bound") return "";
  const most = failuresBorne(limit, Math.floor(planned));
  return most > 0 ? `; passes with at most ${count(most)} failed` : "; none may fail";
}

/** Samples of a criterion's scope that the plan gives by `seconds`. */
function samplesBy(seconds: number, { scope }: Criterion, { scenario, profile }: Plan): number {
  const all =
    profile.model === "open" ? plannedBy(profile.stages, seconds) : closedRequests(scenario, profile, seconds);
  if (scope.kind === "all") return Math.ceil(all - 1e-6);
  const step = scenario.mix.find(({ name }) => name === scope.step);
  return Math.ceil(((step?.weight ?? 0) / weights(scenario)) * all - 1e-6);
}

/** Seconds until the plan has given so many samples (and a plain figure its least time); null when it never does. */
function reachedAfter(needed: number, criterion: Criterion, plan: Plan): number | null {
  const end = plannedSeconds(plan.profile);
  const plain =
    criterion.metric.kind === "mean" || criterion.metric.kind === "max" || criterion.metric.kind === "throughput";
  if (samplesBy(end, criterion, plan) < needed || (plain && end < secondsForPlainFigures)) return null;
  let low = 0;
  let high = end;
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (samplesBy(middle, criterion, plan) < needed) low = middle;
    else high = middle;
  }
  return plain ? Math.max(high, secondsForPlainFigures) : high;
}

/** The rate of the whole mix when one step's count in a time is given: 20,000 lots in 1 h at 10 : 5 : 1 are 8.89 requests/s. */
export function rateOfMix(
  scenario: Scenario,
  { step, times, seconds }: { step: string; times: number; seconds: number },
): number {
  const weight = scenario.mix.find(({ name }) => name === step)?.weight ?? 0;
  return weight === 0 ? 0 : (times / seconds) * (weights(scenario) / weight);
}
