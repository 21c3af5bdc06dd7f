import { cores, sayStolen } from "./machine-tally.ts";
import { type Fact, type Section, section } from "./report-blocks.ts";
import { type Figure, figure, share, whole } from "./report-text.ts";
import type { RunSummary } from "./run-view.ts";
import { milliseconds } from "./say.ts";

/** How the generator itself stood, of the seconds that count. `cpuCores…`: 1 is one core busy; `stealRatio…`: what the machine's host took for
 *  others, 0..1 of all cores; both null of runs that ended before they were kept. `stolenSeconds`: saturated ones in which it took over 5 %. */
export type ReportGenerator = {
  latenessMsP99: Figure;
  saturatedSeconds: Figure;
  storedSeconds: Figure;
  cpuCoresMean: Figure;
  cpuCoresMax: Figure;
  stealRatioMean: Figure;
  stealRatioMax: Figure;
  stolenSeconds: Figure;
  redrawn: Figure;
  retried: Figure;
};

/** The generator's figures, each with its text. */
export function generatorFigures(summary: RunSummary): ReportGenerator {
  const machine = summary.machine ?? null;
  return {
    latenessMsP99: figure(summary.latenessMsP99, milliseconds),
    saturatedSeconds: whole(summary.saturatedSeconds),
    storedSeconds: whole(summary.seconds),
    cpuCoresMean: figure(machine?.cpuCoresMean ?? null, cores),
    cpuCoresMax: figure(machine?.cpuCoresMax ?? null, cores),
    stealRatioMean: share(machine?.stealRatioMean ?? null),
    stealRatioMax: share(machine?.stealRatioMax ?? null),
    stolenSeconds: whole(machine?.stolenSeconds ?? null),
    redrawn: whole(summary.redrawn),
    retried: whole(summary.retried),
  };
}

/** What is said of it, and of the seconds in which its machine's host took more than it may. */
export function generatorSays(generator: ReportGenerator): { facts: Fact[]; stolen: string } {
  const { latenessMsP99, saturatedSeconds, storedSeconds, redrawn, retried, stolenSeconds } = generator;
  const facts = [
    { name: "Released late by, p99", text: latenessMsP99.text },
    { name: "Saturated", text: `${saturatedSeconds.text} of ${storedSeconds.text} stored seconds` },
    ...machineFacts(generator),
    { name: "Drawn again, nothing remembered yet", text: redrawn.text },
    { name: "Sent again on a closed connection", text: retried.text },
  ];
  return { facts, stolen: sayStolen(stolenSeconds.value ?? 0) };
}

/** Of a load run: a smoke run has no seconds and no plan to be late for. */
export function generatorSection(generator: ReportGenerator): Section {
  const { facts, stolen } = generatorSays(generator);
  const says = stolen === "" ? [] : [{ kind: "text" as const, text: stolen }];
  return section("The generator's own standing", null, [{ kind: "facts", facts }, ...says]);
}

function machineFacts({ cpuCoresMean, cpuCoresMax, stealRatioMean, stealRatioMax }: ReportGenerator): Fact[] {
  const both = (mean: Figure, max: Figure) =>
    mean.value === null ? mean.text : `${mean.text} on average, ${max.text} in the highest second`;
  return [
    { name: "Its processor time", text: both(cpuCoresMean, cpuCoresMax) },
    { name: "Taken by the machine's host", text: both(stealRatioMean, stealRatioMax) },
  ];
}
