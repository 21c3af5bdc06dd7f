import { closedRows } from "./closed-arithmetic.ts";
import { closedRequests, rampSeconds, thinkSeconds, usersSeconds } from "./closed-load.ts";
import type { Criterion, Objectives } from "./criterion.ts";
import { noRecoveryInSearch } from "./judge-search.ts";
import { levelEvidence, levelRows, warmUpRows } from "./level-arithmetic.ts";
import { mixShares, shareWithin } from "./mix-share.ts";
import { openRows } from "./open-arithmetic.ts";
import { plannedBy, requestsIn } from "./pacing.ts";
import { isSearch, type Profile, plannedSeconds, requestsByCount } from "./profile.ts";
import { spikeEnd } from "./recovery.ts";
import { failuresBorne, samplesNeeded, secondsForPlainFigures } from "./samples-needed.ts";
import { count, criterionName, duration, percent, perSecond } from "./say.ts";
import { kindsOf, type Scenario } from "./scenario.ts";

/** What a plan asks for, before anything is sent: each row is a name, the sum in words, and its result. */
export type ArithmeticRow = { name: string; sum: string; result: string };

export type Arithmetic = {
  rows: ArithmeticRow[];
  /** Why this plan cannot pass however good the target is; empty when it can. */
  cannotPass: string[];
};

export type Plan = { scenario: Scenario; profile: Profile; objectives: Objectives };

export function arithmeticOf(plan: Plan): Arithmetic {
  const load = [...openRows(plan), ...closedRows(plan)];
  const levels = [...levelRows(plan), ...warmUpRows(plan)];
  const judged = plan.objectives.criteria.filter(
    ({ metric }) => metric.kind !== "delivered" && metric.kind !== "recovery",
  );
  const evidence = judged.map((criterion) => evidenceFor(criterion, plan));
  const cannotPass = evidence.flatMap(({ never }) => (never === null ? [] : [never]));
  cannotPass.push(
    ...noDelivery(plan),
    ...noUserForKind(plan),
    ...judged.flatMap((criterion) => outOfReach(criterion, plan)),
  );
  if (judged.length === 0) cannotPass.push("No criteria are set: the run can only end inconclusive.");
  cannotPass.push(...noSpike(plan));
  const byLevel = levelEvidence(plan, judged);
  cannotPass.push(...byLevel.cannotPass);
  const rows = [...load, ...levels, ...shareRows(plan), ...evidence.map(({ row }) => row), ...byLevel.rows];
  return { rows, cannotPass };
}

/** Each step's share of the mix. Steps are drawn by chance, so their counts are about right, the whole is exact. */
function shareRows({ scenario, profile }: Plan): ArithmeticRow[] {
  if (scenario.mix.length < 2) return [];
  const seconds = plannedSeconds(profile);
  const all = profile.model === "open" ? requestsIn(profile.stages) : closedRequests(scenario, profile, seconds);
  const shares = mixShares({ scenario, profile }).slice(scenario.setup.length);
  const sum = scenario.users === null ? weights(scenario) : null;
  return scenario.mix.map(({ name, weight }, index) => {
    const share = shares[index] ?? 0;
    const part = sum === null ? percent(share) : `${weight} of ${sum} = ${percent(share)}`;
    return {
      name,
      sum: `${part}, ${perSecond((all * share) / seconds)}`,
      result: `about ${count(all * share)} requests`,
    };
  });
}

/** A closed run's delivery counts from the end of its ramp on. */
function noDelivery({ profile }: Plan): string[] {
  if (profile.model === "open" || rampSeconds(profile) < profile.durationSeconds) return [];
  return [
    `delivered is judged once all users are there: starting ${count(profile.users)} takes ${duration(rampSeconds(profile))}, the run ends after ${duration(profile.durationSeconds)}.`,
  ];
}

/** Each kind has users of its own. */
function noUserForKind({ scenario, profile }: Plan): string[] {
  const kinds = kindsOf(scenario).length;
  if (profile.model !== "open" || profile.maxUsers >= kinds) return [];
  return [
    `${count(kinds)} kinds of users need at least ${count(kinds)} users at once; this plan has at most ${count(profile.maxUsers)}.`,
  ];
}

/** Recovery is judged from where the load has fallen. */
function noSpike({ profile, objectives }: Plan): string[] {
  const asked = objectives.criteria.find(({ metric }) => metric.kind === "recovery");
  if (asked !== undefined && isSearch(profile)) return [`${criterionName(asked)}: ${noRecoveryInSearch}.`];
  if (asked === undefined || spikeEnd(profile) !== null) return [];
  const why =
    requestsByCount(profile) === null
      ? "this load never falls to what it then stays at"
      : "this load never falls, or only after a level that ends by its count, at a time nobody knows before";
  return [`${criterionName(asked)} is judged after a spike: ${why}.`];
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

/** Samples of a criterion's scope that the plan gives by `seconds`, those of the warm-up not among them. */
function samplesBy(seconds: number, { scope }: Criterion, plan: Plan): number {
  const { scenario, profile } = plan;
  const by = (at: number) =>
    profile.model === "open" ? plannedBy(profile.stages, at) : closedRequests(scenario, profile, at);
  const all = by(seconds) - by(Math.min(seconds, profile.warmUpSeconds ?? 0));
  return Math.max(0, Math.ceil(shareWithin(scope, plan) * all - 1e-6));
}

/** Seconds until the plan has given so many samples (and a plain figure its least time); null when it never does. */
function reachedAfter(needed: number, criterion: Criterion, plan: Plan): number | null {
  const end = plannedSeconds(plan.profile);
  const plain = isPlain(criterion);
  const least = secondsForPlainFigures + (plan.profile.warmUpSeconds ?? 0);
  if (samplesBy(end, criterion, plan) < needed || (plain && end < least)) return null;
  let low = 0;
  let high = end;
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (samplesBy(middle, criterion, plan) < needed) low = middle;
    else high = middle;
  }
  return plain ? Math.max(high, least) : high;
}

/** The rate of the whole mix when one step's count in a time is given: 20,000 lots in 1 h at 10 : 5 : 1 are 8.89 requests/s. */
export function rateOfMix(
  scenario: Scenario,
  { step, times, seconds }: { step: string; times: number; seconds: number },
): number {
  const share = shareWithin({ kind: "step", step }, { scenario, profile: { model: "open" } });
  return share === 0 ? 0 : times / seconds / share;
}

/** A smoke run of so many passes, in figures. */
export function smokeArithmetic({ setup, mix }: Scenario, passes: number): ArithmeticRow[] {
  const checks = mix.reduce((sum, { expect, remember }) => {
    const contains = expect.contains === null ? 0 : 1;
    return sum + 1 + expect.json.length + contains + remember.length;
  }, 0);
  const before = setup.length === 0 ? "" : `${count(setup.length)} to begin with + `;
  return [
    { name: "users", sum: "one, through all steps in order", result: "1" },
    {
      name: "requests",
      sum: `${before}${count(mix.length)} × ${count(passes)}`,
      result: count(setup.length + mix.length * passes),
    },
    {
      name: "check list",
      sum: `${count(checks)} expectations × ${count(passes)}`,
      result: `${count(checks * passes)} to hold`,
    },
  ];
}
