import type { CriterionFigures } from "./report-criteria.ts";
import type { ReportFigures } from "./report-figures.ts";
import type { ErrorFigures, StepFigures } from "./report-steps.ts";
import type { Figure } from "./report-text.ts";
import { count, milliseconds } from "./say.ts";

/** A report as a document: what stands where, in words. The page, HTML and Markdown write these same blocks, each in its own signs. */
export type Block =
  | { kind: "facts"; facts: Fact[] }
  | { kind: "table"; columns: Column[]; rows: string[][] }
  | { kind: "list"; items: string[] }
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "charts" };

type Fact = { name: string; text: string };
/** A number and a word stand on one line; a text may be broken anywhere; `hand` is left empty for a pen. */
export type Column = { name: string; holds: "number" | "word" | "text" | "hand" };
export type Section = { heading: string; note: string | null; blocks: Block[] };

export function reportSections(report: ReportFigures): Section[] {
  return [
    verdictSection(report),
    section("Figures", null, [{ kind: "facts", facts: totalFacts(report) }]),
    section("Criteria", "worst first", [criteriaBlock(report.criteria)]),
    section("Over time", null, [{ kind: "charts" }]),
    stepsSection(report),
    section("Errors by kind", null, [errorsBlock(report.errors)]),
    section("The generator's own standing", null, [{ kind: "facts", facts: generatorFacts(report) }]),
    section("Notes", null, [notesBlock(report)]),
    section("What happened", null, [happenedBlock(report)]),
    section("Inputs, frozen at the start", null, inputBlocks(report)),
    section("This report", null, [{ kind: "facts", facts: madeFacts(report) }]),
  ];
}

function section(heading: string, note: string | null, blocks: Block[]): Section {
  return { heading, note, blocks };
}

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

function listOf(items: string[]): Block[] {
  return items.length === 0 ? [] : [{ kind: "list", items }];
}

function totalFacts({ totals, inputs: { plannedSeconds, plannedRequests, profile } }: ReportFigures): Fact[] {
  const open = profile.model === "open";
  return [
    { name: "Ran", text: `${totals.drivenSeconds.text} of ${plannedSeconds.text}` },
    { name: open ? "Due" : "Started", text: `${totals.planned.text} requests` },
    ...(open ? [{ name: "Due in the whole plan", text: `${plannedRequests.text} requests` }] : []),
    { name: "Sent", text: totals.sent.text },
    { name: "Ended", text: totals.ended.text },
    { name: "Dropped", text: totals.dropped.text },
    { name: "Unfinished", text: totals.unfinished.text },
    { name: "Failed", text: totals.failed.text },
    { name: "Error ratio", text: totals.errorRatio.text },
    { name: open ? "Delivered" : "User-time delivered", text: totals.deliveredRatio.text },
    { name: "Latency p50", text: totals.latencyMsP50.text },
    { name: "Latency p95", text: totals.latencyMsP95.text },
    { name: "Latency p99", text: totals.latencyMsP99.text },
  ];
}

const marks: Readonly<Record<string, Column["holds"]>> = { "#": "number", "!": "word" };

/** Columns by name: `#n` holds numbers, `!Verdict` words, the others texts. */
function table(names: string, rows: string[][]): Block {
  const columns = names.split(", ").map((name): Column => {
    const holds = marks[name.charAt(0)];
    return holds === undefined ? { name, holds: "text" } : { name: name.slice(1), holds };
  });
  return { kind: "table", columns, rows };
}

function criteriaBlock(criteria: CriterionFigures[]): Block {
  if (criteria.length === 0) return { kind: "text", text: "No criteria were set." };
  const rows = criteria.map(({ name, judgedBy, measured, limitIs, limit, n, word, sentence }) => {
    const by = judgedBy === "bound" ? "95 % bound" : "measured";
    return [name, measured.text, `${limitIs} ${limit.text}`, n.text, by, word, sentence];
  });
  return table("Criterion, #Measured, #Limit, #n, !Judged by, !Verdict, Why", rows);
}

function stepsSection({ steps, inputs: { profile } }: ReportFigures): Section {
  const open = profile.model === "open";
  const note = `latency from ${open ? "due time" : "sending"}; in brackets from sending; set-up is in no criterion`;
  return section("By step", note, [
    table("Step, #Requests, #Per second, #Failed, #Error ratio, #Received, #Sent", steps.map(countsRow)),
    table("Step, #p50, #p95, #p99, #Mean, #Max", steps.map(latencyRow)),
  ]);
}

function stepName({ name, setUp }: StepFigures): string {
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

function errorsBlock(errors: ErrorFigures[]): Block {
  if (errors.length === 0) return { kind: "text", text: "No request failed." };
  const rows = errors.map(({ kind, times, ofFailed, steps }) => {
    const where = steps.map(({ name, times: some }) => `${name}: ${some.text}`).join(", ");
    return [kind, times.text, ofFailed.text, where];
  });
  return table("Kind, #Requests, #Of all failed, Where", rows);
}

function generatorFacts({ generator }: ReportFigures): Fact[] {
  const { latenessMsP99, saturatedSeconds, storedSeconds, redrawn, retried } = generator;
  return [
    { name: "Released late by, p99", text: latenessMsP99.text },
    { name: "Saturated", text: `${saturatedSeconds.text} of ${storedSeconds.text} stored seconds` },
    { name: "Drawn again, nothing remembered yet", text: redrawn.text },
    { name: "Sent again on a closed connection", text: retried.text },
  ];
}

function notesBlock({ notes }: ReportFigures): Block {
  if (notes.length === 0) return { kind: "text", text: "Nobody wrote a note." };
  return table(
    "!At, Note, By",
    notes.map(({ second, text, writtenBy }) => [second.text, text, writtenBy]),
  );
}

function happenedBlock({ happened }: ReportFigures): Block {
  return table(
    "!When, What, Who",
    happened.map(({ at, who, sentence }) => [at.text, sentence, who]),
  );
}

function inputBlocks({ inputs, run }: ReportFigures): Block[] {
  const { scenario, profile, profileInWords, abortInWords, target, seed } = inputs;
  const addresses = target.addresses.length === 0 ? "none: it never started" : target.addresses.join(", ");
  const facts = [
    { name: "Target", text: `${target.system} (${target.environment.toUpperCase()}), ${target.baseUrl}` },
    { name: "Pinned addresses", text: addresses },
    { name: "Load", text: `${profile.model} model, ${profileInWords}` },
    ...roomFacts(inputs),
    { name: "Abort", text: abortInWords },
    { name: "Seed", text: String(seed) },
    { name: "Asked for", text: `${run.requestedAt.text} by ${run.requestedBy}` },
    { name: "Started", text: run.startedAt?.text ?? "never" },
    { name: "Ended", text: run.endedAt?.text ?? "–" },
    { name: "Scenario", text: `${scenario.name}, version ${scenario.version}` },
  ];
  return [
    { kind: "facts", facts },
    { kind: "code", text: scenario.text },
  ];
}

function roomFacts({ profile }: ReportFigures["inputs"]): Fact[] {
  if (profile.model === "closed") return [{ name: "Users started", text: `${profile.spawnPerSecond} a second` }];
  const { maxUsers, startLimitMs } = profile;
  return [
    {
      name: "Room",
      text: `at most ${count(maxUsers)} users at once; a request waits ${milliseconds(startLimitMs)} for one at most`,
    },
  ];
}

function madeFacts({ made, pilot }: ReportFigures): Fact[] {
  const { at, by, gantryVersion, log } = made;
  return [
    { name: "Pilot", text: `${pilot.name}, ${pilot.site}` },
    { name: "Made", text: `${at.text} by ${by}` },
    { name: "Gantry", text: `version ${gantryVersion}` },
    { name: "The log's head", text: log === null ? "the log is empty" : `entry ${log.sequence}, hash ${log.hash}` },
    { name: "Times", text: `site time, ${pilot.timeZone}` },
  ];
}
