import { deliveryUnit } from "./delivery.ts";
import { noteLetter } from "./note-letter.ts";
import { isByChance, mayEndBefore } from "./profile.ts";
import { type Block, type Fact, listOf, type Section, section, table } from "./report-blocks.ts";
import { checksSections } from "./report-checks.ts";
import type { ReportFigures } from "./report-figures.ts";
import { generatorSection } from "./report-generator.ts";
import { inputBlocks, madeFacts } from "./report-input-blocks.ts";
import { levelsSections } from "./report-levels.ts";
import type { ErrorFigures, StepFigures } from "./report-steps.ts";
import { ownFiguresSections } from "./report-target.ts";
import type { Figure } from "./report-text.ts";

export type { Block, Column, Section } from "./report-blocks.ts";

/** What stands in a report, in this order in every format. */
export function reportSections(report: ReportFigures): Section[] {
  return [
    verdictSection(report),
    section("Figures", null, [{ kind: "facts", facts: totalFacts(report) }]),
    section("Criteria", "worst first", [criteriaBlock(report)]),
    ...levelsSections(report.levels, report.inputs.profile),
    ...checksSections(report.checks),
    ...(report.inputs.kind === "smoke" ? [] : [section("Over time", chartsNote, [{ kind: "charts" }])]),
    stepsSection(report),
    section("Errors by kind", null, [errorsBlock(report.errors)]),
    ...ownFiguresSections(report.targetFigures),
    ...(report.inputs.kind === "smoke" ? [] : [generatorSection(report.generator)]),
    section("Notes", null, [notesBlock(report)]),
    section("What happened", null, [happenedBlock(report)]),
    section("Inputs, frozen at the start", null, inputBlocks(report)),
    section("This report", null, [{ kind: "facts", facts: madeFacts(report) }]),
  ];
}

const chartsNote = "seconds from the start; grey was not driven or not measured; letters are the notes below";

function verdictSection({ verdict, run }: ReportFigures): Section {
  const { word, note, reasons, wouldDecide } = verdict;
  const { outcome, endedSentence } = run;
  const said =
    outcome === "completed" || endedSentence === null || reasons.includes(endedSentence) ? [] : [endedSentence];
  return section("Verdict", null, [
    { kind: "text", text: `${word}: ${note}.` },
    ...listOf([...said, ...reasons]),
    ...(wouldDecide.length === 0 ? [] : [{ kind: "text" as const, text: "What would make it conclusive:" }]),
    ...listOf(wouldDecide),
  ]);
}

function totalFacts(report: ReportFigures): Fact[] {
  const { totals, inputs } = report;
  return [
    ...(inputs.kind === "smoke" ? [{ name: "Requests", text: totals.ended.text }] : courseFacts(report)),
    { name: "Failed", text: totals.failed.text },
    { name: "Error ratio", text: totals.errorRatio.text },
    ...(inputs.kind === "smoke" ? [] : [deliveredFact(report)]),
    { name: "Latency p50", text: totals.latencyMsP50.text },
    { name: "Latency p95", text: totals.latencyMsP95.text },
    { name: "Latency p99", text: totals.latencyMsP99.text },
  ];
}

/** What was sent against the plan; a smoke run has none. */
function courseFacts({ totals, inputs: { plannedSeconds, plannedRequests, profile } }: ReportFigures): Fact[] {
  const open = profile.model === "open";
  const atMost = mayEndBefore(profile) ? "at most " : "";
  const about = isByChance(profile) ? "about " : "";
  return [
    { name: "Ran", text: `${totals.drivenSeconds.text} of ${atMost}${plannedSeconds.text}` },
    { name: open ? "Due" : "Started", text: `${totals.planned.text} requests` },
    ...(open ? [{ name: "Due in the whole plan", text: `${about}${plannedRequests.text} requests` }] : []),
    { name: "Sent", text: totals.sent.text },
    { name: "Ended", text: totals.ended.text },
    { name: "Dropped", text: totals.dropped.text },
    { name: "Unfinished", text: totals.unfinished.text },
  ];
}

function deliveredFact({ totals, inputs: { profile } }: ReportFigures): Fact {
  const name = deliveryUnit(profile) === "requests" ? "Delivered" : "User-time delivered";
  return { name, text: totals.deliveredRatio.text };
}

function criteriaBlock({ criteria, inputs }: ReportFigures): Block {
  if (criteria.length === 0) return { kind: "text", text: sayNoCriteria(inputs) };
  const rows = criteria.map(({ name, judgedBy, measured, limitInWords, n, word, sentence }) => {
    const by = judgedBy === "bound" ? "95 % bound" : "measured";
    return [name, measured.text, limitInWords, n.text, by, word, sentence];
  });
  return table("Criterion, Measured, Limit, #n, !Judged by, !Verdict, Why", rows);
}

function sayNoCriteria({ kind, searchInWords, limitsInWords }: ReportFigures["inputs"]): string {
  if (kind === "smoke") return "A smoke run is judged by its check list.";
  if (searchInWords !== null && limitsInWords.length > 0) return "A search is judged level by level.";
  return "No criteria were set.";
}

function stepsSection({ steps, inputs: { kind, profile } }: ReportFigures): Section {
  if (kind === "smoke")
    return section("By step", "latency from sending", [
      table("Step, #Requests, #Failed, #p50, #p95, #p99, #Mean, #Max", steps.map(smokeRow)),
    ]);
  const open = profile.model === "open";
  const note = `latency from ${open ? "due time; in brackets from sending" : "sending"}; set-up is in no criterion`;
  return section("By step", note, [
    table("Step, #Requests, #Per second, #Failed, #Error ratio, #Received, #Sent", steps.map(countsRow)),
    table("Step, #p50, #p95, #p99, #Mean, #Max", steps.map(open ? latencyRow : sentLatencyRow)),
  ]);
}

function smokeRow(step: StepFigures): string[] {
  return [step.name, ...[step.n, step.failed, ...latenciesOf(step)].map(({ text }) => text)];
}

function stepName({ name, setUp }: Pick<StepFigures, "name" | "setUp">): string {
  return setUp ? `${name} (set-up)` : name;
}

function countsRow(step: StepFigures): string[] {
  const figures = [step.n, step.throughputPerSecond, step.failed, step.errorRatio, step.bytesIn, step.bytesOut];
  return [stepName(step), ...figures.map(({ text }) => text)];
}

function latencyRow(step: StepFigures): string[] {
  const pair = (due: Figure, service: Figure) => (due.value === null ? due.text : `${due.text} (${service.text})`);
  return [
    stepName(step),
    pair(step.latencyMsP50, step.serviceMsP50),
    pair(step.latencyMsP95, step.serviceMsP95),
    pair(step.latencyMsP99, step.serviceMsP99),
    step.latencyMsMean.text,
    step.latencyMsMax.text,
  ];
}

/** Closed model: a user waits for its answer before it sends again, so that there is no due time beside the sending. */
function sentLatencyRow(step: StepFigures): string[] {
  return [stepName(step), ...latenciesOf(step).map(({ text }) => text)];
}

function latenciesOf(step: StepFigures): Figure[] {
  return [step.latencyMsP50, step.latencyMsP95, step.latencyMsP99, step.latencyMsMean, step.latencyMsMax];
}

function errorsBlock(errors: ErrorFigures[]): Block {
  if (errors.length === 0) return { kind: "text", text: "No request failed." };
  const rows = errors.map(({ kind, times, ofFailed, steps }) => {
    const where = steps.map((step) => `${stepName(step)}: ${step.times.text}`).join(", ");
    return [kind, times.text, ofFailed.text, where];
  });
  return table("Kind, #Requests of the mix, #Of all failed, Where", rows);
}

function notesBlock({ notes }: ReportFigures): Block {
  if (notes.length === 0) return { kind: "text", text: "Nobody wrote a note." };
  return table(
    "!Mark, !At, Note, By",
    notes.map(({ second, text, writtenBy }, index) => [noteLetter(index), second.text, text, writtenBy]),
  );
}

function happenedBlock({ happened }: ReportFigures): Block {
  return table(
    "!When, What, Who",
    happened.map(({ at, who, sentence }) => [at.text, sentence, who]),
  );
}
