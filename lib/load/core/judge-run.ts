import { valueAtUs } from "#lib/platform/core/histogram.ts";
import type { Criterion } from "./criterion.ts";
import { isWhole, leastDeliveredShare } from "./delivery.ts";
import { type Evidence, judgeCriterion } from "./judge-criterion.ts";
import { judgeSearch } from "./judge-search.ts";
import type { LevelFigures } from "./level-fold.ts";
import { sayStolen } from "./machine-tally.ts";
import { type CapacitySearch, isSearch, plannedSeconds } from "./profile.ts";
import type { RunOutcome } from "./run.ts";
import { latenessLimitMs, ownFailuresOf, runIsSaturated } from "./saturation.ts";
import { count, duration, isAtLeast, milliseconds } from "./say.ts";
import { sayChange, type VersionChange } from "./target-version.ts";
import type { Judged, RunReason, Verdict } from "./verdict.ts";

/** How the run ended, or that it has not. `sentence`: what is recorded about the end, for people. */
export type Ending = { outcome: RunOutcome | "running"; sentence?: string | null };

const leastDelivered: Criterion = {
  metric: { kind: "delivered" },
  scope: { kind: "all" },
  limit: leastDeliveredShare,
  judge: "measured",
};

/** The verdict over everything measured so far: fail if any criterion fails or a limit ended the run; else inconclusive if any criterion is
 *  or the run itself cannot be believed; else pass. Before the end it is what the verdict would be now. */
export function judgeRun({ plan, totals, ending, levels = [], changes = [] }: JudgedRun): Verdict {
  if (isSearch(plan.profile)) return judgeSearchRun({ plan, totals, ending, levels, changes }, plan.profile.search);
  const named = plan.objectives.criteria;
  const judged = named.map((criterion, index) => judgeCriterion(criterion, index, { plan, totals }));
  if (!named.some(({ metric }) => metric.kind === "delivered"))
    judged.push(judgeCriterion(leastDelivered, named.length, { plan, totals }));
  const criteria = judged.sort(worstFirst);
  const fails = [...abortedBy(ending), ...reasonsOf(criteria, "fail")];
  if (fails.length > 0) return { kind: "fail", reasons: fails, criteria };
  const ofRun = [...doubtsAboutRun({ plan, totals }, ending), ...changedTarget(changes)];
  const doubts = [...ofRun, ...reasonsOf(criteria, "inconclusive")];
  if (doubts.length > 0) return { kind: "inconclusive", reasons: doubts, criteria };
  return { kind: "pass", reasons: [], criteria };
}

/** `levels`: those that have ended, where the run searches for the capacity. `changes`: of the target's version while it went on. */
type JudgedRun = Evidence & {
  ending: Ending;
  levels?: readonly LevelFigures[];
  changes?: readonly VersionChange[];
};

/** Its levels decide, not the run as a whole: it goes on until one does not hold. */
function judgeSearchRun(
  { plan, totals, ending, levels, changes }: Required<JudgedRun>,
  search: CapacitySearch,
): Verdict {
  const found = judgeSearch(levels, search);
  const capacity: Reasons = [{ reason: "capacity", sentence: found.sentence }];
  const aborted = abortedBy(ending);
  if (aborted.length > 0) return { kind: "fail", reasons: [...aborted, ...capacity], criteria: [] };
  if (found.kind === "fail") return { kind: "fail", reasons: capacity, criteria: [] };
  const doubts = doubtsAboutRun({ plan, totals }, ending).filter(
    ({ reason }) => ending.outcome !== "completed" || reason !== "stopped-early",
  );
  doubts.push(...changedTarget(changes));
  const isOpen = doubts.length > 0 || found.kind === "inconclusive";
  return { kind: isOpen ? "inconclusive" : "pass", reasons: [...doubts, ...capacity], criteria: [] };
}

type Reasons = Verdict["reasons"];

function abortedBy({ outcome, sentence }: Ending): Reasons {
  if (outcome !== "aborted") return [];
  return [{ reason: "aborted-by-limit", sentence: sentence ?? "The run's own limit ended it." }];
}

function reasonsOf(criteria: readonly Judged[], kind: "fail" | "inconclusive"): Reasons {
  const reason: RunReason = kind === "fail" ? "criterion-failed" : "criterion-inconclusive";
  return criteria.filter((one) => one.kind === kind).map(({ sentence }) => ({ reason, sentence }));
}

function doubtsAboutRun({ plan, totals }: Evidence, { outcome, sentence }: Ending): Reasons {
  const doubts: Reasons = [];
  const because = (reason: RunReason, says: string) => void doubts.push({ reason, sentence: says });
  if (outcome === "stopped") because("stopped-early", sentence ?? "The run was stopped before its planned end.");
  if (outcome === "interrupted") because("interrupted", sentence ?? "The runner went away while the run was going on.");
  if (outcome === "refused") because("refused", sentence ?? "The run was refused before its first request.");
  if (outcome === "completed" && !isWhole(plan, totals)) because("stopped-early", cutSentence({ plan, totals }));
  if (!plan.objectives.criteria.some(({ metric }) => metric.kind !== "delivered"))
    because("no-criteria", "No criteria were set beside delivery: there is nothing that this run could prove.");
  if (totals.all.n === 0 && outcome !== "running") because("no-requests", "No request ended: nothing was measured.");
  if (runIsSaturated(totals)) because("generator-saturated", saturatedSentence(totals));
  return doubts;
}

/** Two versions were measured: what holds of both together need hold of neither. */
function changedTarget(changes: readonly VersionChange[]): Reasons {
  const [first] = changes;
  if (first === undefined) return [];
  const more = changes.length === 1 ? "" : ", and again after that";
  const sentence = `${sayChange(first)}${more}: what was measured is not one version. Measure again while nobody changes the target.`;
  return [{ reason: "target-changed", sentence }];
}

/** It ran to its end, but its record did not. */
function cutSentence({ plan, totals }: Evidence): string {
  const planned = plannedSeconds(plan.profile);
  const recorded = Math.min(totals.lastSecond + 1, planned);
  if (recorded < planned) return `Only ${duration(recorded)} of the planned ${duration(planned)} were recorded.`;
  return `What became of the last ${count(totals.inFlight + totals.waiting)} requests was not recorded.`;
}

function saturatedSentence(totals: Evidence["totals"]): string {
  const { saturatedSeconds, missingSeconds, seconds, lateness } = totals;
  const own = ownFailuresOf(totals);
  if (own > 0)
    return `The generator reached a limit of its own: for ${count(own)} ${own === 1 ? "request" : "requests"} it had no port or no open file left. They are no errors of the target, which got less load than planned.`;
  const all = count(seconds + missingSeconds);
  const missing = `${count(missingSeconds)} of ${all} seconds are missing`;
  if (saturatedSeconds === 0 && missingSeconds > 0) return `${missing}: nobody knows what the generator did in them.`;
  const more = missingSeconds === 0 ? "" : `, and ${missing}`;
  const late = lateness.n === 0 ? "" : `, its p99 of lateness is ${milliseconds(valueAtUs(lateness, 0.99) / 1000)}`;
  const stolen = sayStolen(totals.machine.stolenSeconds);
  return `The generator was saturated: in ${count(saturatedSeconds)} of ${all} seconds it released requests more than ${latenessLimitMs} ms late or stood still${late}${more}.${stolen === "" ? "" : ` ${stolen}`} Part of what was measured is its own slowness.`;
}

const order = { fail: 0, inconclusive: 1, pass: 2 } as const;

function worstFirst(a: Judged, b: Judged): number {
  return order[a.kind] - order[b.kind] || strain(b) - strain(a);
}

/** How near to its limit, or how far over, a figure is: 1 is at the limit. */
function strain({ criterion, measured }: Judged): number {
  if (measured === null) return 0;
  if (isAtLeast(criterion.metric)) return measured === 0 ? Number.MAX_VALUE : criterion.limit / measured;
  return criterion.limit === 0 ? measured : measured / criterion.limit;
}
