import type { Arithmetic, ArithmeticRow, Plan } from "./arithmetic.ts";
import { assumedAnswerSeconds, closedRequests, thinkSeconds, usersSeconds } from "./closed-load.ts";
import type { Criterion } from "./criterion.ts";
import { type Level, levelsOf, settleSeconds } from "./levels.ts";
import { shareWithin } from "./mix-share.ts";
import { plannedBy } from "./pacing.ts";
import { closedLevels, type OpenProfile } from "./profile.ts";
import { samplesNeeded, secondsForPlainFigures } from "./samples-needed.ts";
import { count, criterionName, duration, perSecond } from "./say.ts";

/** What the levels of a plan ask for, one after another, and which limits each of them can judge. */

const mostLevelRows = 12;

/** What each level asks for, the first twelve of them; none where the plan has no levels. */
export function levelRows(plan: Plan): ArithmeticRow[] {
  const levels = levelsOf(plan.profile);
  const rows = levels.slice(0, mostLevelRows).map((level) => levelRow(level, plan));
  const [last, more] = [levels.at(-1), levels.length - mostLevelRows];
  if (more > 0 && last !== undefined)
    rows.push({ name: "further levels", sum: `${count(more)} more, up to`, result: last.name });
  return [...rows, ...searchRows(plan)];
}

function levelRow(level: Level, plan: Plan): ArithmeticRow {
  const seconds = level.toSecond - level.fromSecond;
  const requests = requestsIn(level, plan);
  if (level.perSecond !== null)
    return { name: level.name, sum: `for ${duration(seconds)}`, result: `${count(requests)} requests` };
  const ends = endsByCount(level, plan);
  if (ends !== null) {
    const sum = `${count(ends.users)} × ${count(ends.requestsEach)}, in at most ${duration(seconds)}`;
    const whole = ends.users * ends.requestsEach;
    const result = requests < whole ? `about ${count(requests)} of ${count(whole)}` : `${count(whole)} requests`;
    return { name: level.name, sum, result };
  }
  return {
    name: level.name,
    sum: `about ${perSecond(requests / seconds)} for ${duration(seconds)}`,
    result: `about ${count(requests)} requests`,
  };
}

function endsByCount({ index }: Level, { profile }: Plan): { users: number; requestsEach: number } | null {
  if (profile.model === "open") return null;
  const level = closedLevels(profile)[index];
  return level !== undefined && "requestsEach" in level ? level : null;
}

/** Requests of one level from `after` seconds of it on; of one that ends by a count as many as fit into its time. */
function requestsIn(level: Level, plan: Plan, after = 0): number {
  const { scenario, profile } = plan;
  const ends = endsByCount(level, plan);
  if (ends !== null && profile.model === "closed") {
    const there = usersSeconds(profile, level.toSecond) - usersSeconds(profile, level.fromSecond);
    return Math.min(ends.users * ends.requestsEach, there / (thinkSeconds(scenario) + assumedAnswerSeconds));
  }
  const by = (second: number) =>
    profile.model === "open" ? plannedBy(profile.stages, second) : closedRequests(scenario, profile, second);
  return by(level.toSecond) - by(level.fromSecond + after);
}

function searchRows({ profile }: Plan): ArithmeticRow[] {
  if (profile.model !== "open" || profile.search == null) return [];
  const { atLeast } = profile.search;
  return [
    {
      name: "search",
      sum: "ends after the first level that does not hold or cannot be judged",
      result: atLeast === null ? "whatever holds" : `passes from ${perSecond(atLeast)}`,
    },
  ];
}

/** How much is sent in the warm-up; none where there is no warm-up. */
export function warmUpRows({ scenario, profile }: Plan): ArithmeticRow[] {
  const warm = profile.warmUpSeconds ?? 0;
  if (warm === 0) return [];
  const requests = profile.model === "open" ? plannedBy(profile.stages, warm) : closedRequests(scenario, profile, warm);
  return [{ name: "warm-up", sum: `the first ${duration(warm)}`, result: `about ${count(requests)} do not count` }];
}

/** Each limit by level. A search ends at the first level that a limit cannot judge. */
export function levelEvidence(plan: Plan, judged: readonly Criterion[]): Arithmetic {
  const levels = levelsOf(plan.profile);
  const found = levels.length === 0 ? [] : judged.map((criterion) => evidenceByLevel(criterion, levels, plan));
  const cannotPass = [...found.flatMap(({ never }) => never ?? []), ...goalOutOfReach(plan)];
  return { rows: found.map(({ row }) => row), cannotPass };
}

function goalOutOfReach({ profile }: Plan): string[] {
  const atLeast = profile.model === "open" ? (profile.search?.atLeast ?? null) : null;
  if (profile.model !== "open" || atLeast === null || atLeast <= highest(profile)) return [];
  return [`The search asks for ${perSecond(atLeast)}; its last level is ${perSecond(highest(profile))}.`];
}

const highest = ({ stages }: OpenProfile) => Math.max(...stages.map(({ from, to }) => Math.max(from, to)));

type ByLevel = { row: ArithmeticRow; never: string | null };

function evidenceByLevel(criterion: Criterion, levels: readonly Level[], plan: Plan): ByLevel {
  const needed = samplesNeeded(criterion, 0);
  const short = levels.filter((level) => !canJudge(criterion, level, plan));
  const name = `${criterionName(criterion)} by level`;
  const sum = Number.isFinite(needed) ? `${count(needed)} samples in each` : "no number is enough";
  const [first] = short;
  if (first === undefined) return { row: { name, sum, result: `enough in all ${count(levels.length)}` }, never: null };
  const which = short.length === levels.length ? "too few in each" : `too few in ${namesOf(short)}`;
  const isSearch = plan.profile.model === "open" && plan.profile.search != null;
  const never = isSearch
    ? `${criterionName(criterion)} cannot be judged at ${first.name}: that level is too short, and the search ends there.`
    : null;
  return { row: { name, sum, result: which }, never };
}

function namesOf(levels: readonly Level[]): string {
  const names = [...new Set(levels.map(({ name }) => name))];
  const named = names.slice(0, 2);
  return names.length > 2 ? `${named.join(", ")} and ${count(names.length - 2)} more` : named.join(" and ");
}

function canJudge(criterion: Criterion, level: Level, plan: Plan): boolean {
  const settle = Math.max(settleSeconds(level), (plan.profile.warmUpSeconds ?? 0) - level.fromSecond);
  const samples = shareWithin(criterion.scope, plan) * requestsIn(level, plan, settle);
  const { kind } = criterion.metric;
  const isPlain = kind === "mean" || kind === "max" || kind === "throughput";
  const seconds = level.toSecond - level.fromSecond - settle;
  return Math.ceil(samples - 1e-6) >= samplesNeeded(criterion, 0) && (!isPlain || seconds >= secondsForPlainFigures);
}
