import type { ReportFigures } from "../../core/report-figures.ts";
import type { StepFigures } from "../../core/report-steps.ts";

/** The rows that the tables of a report must have, from its JSON. */
export function rowsFrom({ criteria, steps }: ReportFigures): string[][] {
  const judged = criteria.map(({ name, measured, limitInWords, n, judgedBy, word, sentence }) => [
    ...[name, measured.text, limitInWords, n.text],
    ...[judgedBy === "bound" ? "95 % bound" : "measured", word, sentence],
  ]);
  const named = (step: StepFigures) => (step.setUp ? `${step.name} (set-up)` : step.name);
  const counts = steps.map((step) => [
    ...[named(step), step.n.text, step.throughputPerSecond.text, step.failed.text, step.errorRatio.text],
    ...[step.bytesIn.text, step.bytesOut.text],
  ]);
  const latencies = steps.map((step) => [
    ...[named(step), `${step.latencyMsP50.text} (${step.serviceMsP50.text})`],
    `${step.latencyMsP95.text} (${step.serviceMsP95.text})`,
    `${step.latencyMsP99.text} (${step.serviceMsP99.text})`,
    ...[step.latencyMsMean.text, step.latencyMsMax.text],
  ]);
  return [...judged, ...counts, ...latencies];
}

/** The same for single figures, by their names. */
export function factsFrom({
  totals,
  inputs: { seed, scenario },
  made: { log },
}: ReportFigures): [name: string, text: string][] {
  return [
    ["Due", `${totals.planned.text} requests`],
    ["Sent", totals.sent.text],
    ["Ended", totals.ended.text],
    ["Dropped", totals.dropped.text],
    ["Unfinished", totals.unfinished.text],
    ["Failed", totals.failed.text],
    ["Error ratio", totals.errorRatio.text],
    ["Delivered", totals.deliveredRatio.text],
    ["Latency p50", totals.latencyMsP50.text],
    ["Latency p95", totals.latencyMsP95.text],
    ["Latency p99", totals.latencyMsP99.text],
    ["Seed", String(seed)],
    ["Scenario's SHA-256", scenario.sha256],
    ["The log's head", `entry ${log?.sequence}, hash ${log?.hash}`],
  ];
}
