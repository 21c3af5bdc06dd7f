import { assumedAnswerSeconds, closedRequests, rampSeconds, thinkSeconds, usersSeconds } from "./closed-load.ts";
import type { Criterion, Objectives } from "./criterion.ts";
import { leastDeliveredShare } from "./delivery.ts";
import { plannedBy, requestsIn } from "./pacing.ts";
import { type OpenProfile, type Profile, plannedSeconds, type Ramp } from "./profile.ts";
import { failuresBorne, samplesNeeded, secondsForPlainFigures } from "./samples-needed.ts";
import { count, criterionName, duration, inUnit, percent, perSecond } from "./say.ts";
import type { Scenario } from "./scenario.ts";

/** What a plan asks for, before anything is sent: each row is a name, the sum in words, and its result. */
type ArithmeticRow = { name: string; sum: string; result: string };

export type Arithmetic = {
  rows: ArithmeticRow[];
  /** Why this plan cannot pass however good the target is; empty when it can. */
  cannotPass: string[];
};

export type Plan = { scenario: Scenario; profile: Profile; objectives: Objectives };

export function arithmeticOf(plan: Plan): Arithmetic {
  const load = plan.profile.model === "open" ? openRows(plan, plan.profile) : closedRows(plan);
  const judged = plan.objectives.criteria.filter(({ metric }) => metric.kind !== "delivered");
  const evidence = judged.map((criterion) => evidenceFor(criterion, plan));
  const cannotPass = evidence.flatMap(({ never }) => (never === null ? [] : [never]));
  cannotPass.push(...noDelivery(plan), ...judged.flatMap((criterion) => outOfReach(criterion, plan)));
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

function closedRows({ scenario, profile, objectives }: Plan): ArithmeticRow[] {
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
      result: `one request every ${Number((think + assumedAnswerSeconds).toFixed(3))} s`,
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
      result: `${percent(deliveryNeeded(objectives))} must be spent`,
    },
  ];
}

/** Each step's share of the mix. Steps are drawn by chance, so their counts are about right, the whole is exact. */
function shareRows({ scenario, profile }: Plan): ArithmeticRow[] {
  if (scenario.mix.length < 2) return [];
  const sum = weights(scenario);
  const seconds = plannedSeconds(profile);
  const all = profile.model === "open" ? requestsIn(profile.stages) : closedRequests(scenario, profile, seconds);
  return scenario.mix.map(({ name, weight }) => ({
    name,
    sum: `${weight} of ${sum} = ${percent(weight / sum)}, ${perSecond((all * weight) / sum / seconds)}`,
    result: `about ${count((all * weight) / sum)} requests`,
  }));
}

/** The largest of what the objectives ask for and what is always asked for. */
function deliveryNeeded({ criteria }: Objectives): number {
  const set = criteria.filter(({ metric }) => metric.kind === "delivered").map(({ limit }) => limit);
  return Math.max(leastDeliveredShare, ...set);
}

/** A closed run's delivery counts from the end of its ramp on. */
function noDelivery({ profile }: Plan): string[] {
  if (profile.model === "open" || rampSeconds(profile) < profile.durationSeconds) return [];
  return [
    `delivered is judged once all users are there: starting ${count(profile.users)} takes ${duration(rampSeconds(profile))}, the run ends after ${duration(profile.durationSeconds)}.`,
  ];
}

/** A throughput that the plan does not even ask for. Only the whole mix is exact enough to say so. */
function outOfReach({ metric, scope, limit }: Criterion, plan: Plan): string[] {
  if (metric.kind !== "throughput" || scope.kind !== "all") return [];
  const most = mostPerSecond(plan);
  return most >= limit
    ? []
    : [`throughput is to be at least ${perSecond(limit)}; this plan asks for ${perSecond(most)}.`];
}

/** Requests a second over the whole run if every answer came at once. */
function mostPerSecond({ scenario, profile }: Plan): number {
  const seconds = plannedSeconds(profile);
  if (profile.model === "open") return requestsIn(profile.stages) / seconds;
  // Each user sends its first request at once, before it has thought.
  return (usersSeconds(profile, seconds) / thinkSeconds(scenario) + profile.users) / seconds;
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
    return { row: { name, sum, result: "never reached" }, never: tooShort(criterion, plan, { needed, planned }) };
  return { row: { name, sum, result: `reached after ${duration(seconds)}${borne(criterion, planned)}` }, never: null };
}

function tooShort(criterion: Criterion, { profile }: Plan, { needed, planned }: { needed: number; planned: number }) {
  const name = criterionName(criterion);
  const end = plannedSeconds(profile);
  if (isPlain(criterion) && planned >= needed)
    return `${name} is judged from ${secondsForPlainFigures} s on; this plan ends after ${duration(end)}.`;
  return `${name} needs ${count(needed)} samples; this plan gives about ${count(planned)}.`;
}

/** Judged from so many samples and seconds on. */
function isPlain({ metric: { kind } }: Criterion): boolean {
  return kind === "mean" || kind === "max" || kind === "throughput";
}

function neverReached(name: string, never: string): EvidenceFor {
  return { row: { name, sum: "no number of requests is enough", result: "never reached" }, never };
}

function neededInWords({ metric, judge }: Criterion, needed: number): string {
  if (metric.kind === "errors")
    return judge === "bound" ? `needs ${count(needed)} requests, none failed` : "judged by the plain ratio";
  return judge === "bound" ? `needs ${count(needed)} samples, none over it` : `needs ${count(needed)} samples`;
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
  if (scope.kind === "all") return Math.max(0, Math.ceil(all - 1e-6));
  const step = scenario.mix.find(({ name }) => name === scope.step);
  return Math.max(0, Math.ceil(((step?.weight ?? 0) / weights(scenario)) * all - 1e-6));
}

/** Seconds until the plan has given so many samples (and a plain figure its least time); null when it never does. */
function reachedAfter(needed: number, criterion: Criterion, plan: Plan): number | null {
  const end = plannedSeconds(plan.profile);
  const plain = isPlain(criterion);
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
