import { bytes, type Figure, figure, share, whole } from "./report-text.ts";
import type { RunSummary, RunView, StepSummary } from "./run-view.ts";
import { milliseconds, perSecond } from "./say.ts";

/** One step of a report; the first stands for all steps but set-up. Latency counts from due time (open model) or sending (closed), service
 *  from sending. */
export type StepFigures = {
  name: string;
  setUp: boolean;
  n: Figure;
  throughputPerSecond: Figure;
  failed: Figure;
  errorRatio: Figure;
  latencyMsP50: Figure;
  latencyMsP95: Figure;
  latencyMsP99: Figure;
  latencyMsMean: Figure;
  latencyMsMax: Figure;
  serviceMsP50: Figure;
  serviceMsP95: Figure;
  serviceMsP99: Figure;
  bytesIn: Figure;
  bytesOut: Figure;
};

/** A smoke run counts its set-up as all other steps, and nothing by second or byte. */
export function stepFigures({ summary: { steps }, kind }: Pick<RunView, "summary" | "kind">): StepFigures[] {
  const isSmoke = kind === "smoke";
  const all = isSmoke ? "All steps" : "All but set-up";
  return steps.map((step) => ({
    name: step.step === -1 ? all : step.name,
    setUp: step.setUp,
    n: whole(step.n),
    throughputPerSecond: figure(isSmoke ? null : step.throughputPerSecond, perSecond),
    failed: whole(step.failed),
    errorRatio: share(step.n === 0 ? null : step.failed / step.n),
    ...timesOfStep(step),
    bytesIn: figure(isSmoke ? null : step.bytesIn, bytes),
    bytesOut: figure(isSmoke ? null : step.bytesOut, bytes),
  }));
}

function timesOfStep(step: StepSummary) {
  const ms = (value: number | null) => figure(value, milliseconds);
  return {
    latencyMsP50: ms(step.latencyMsP50),
    latencyMsP95: ms(step.latencyMsP95),
    latencyMsP99: ms(step.latencyMsP99),
    latencyMsMean: ms(step.latencyMsMean),
    latencyMsMax: ms(step.latencyMsMax),
    serviceMsP50: ms(step.serviceMsP50),
    serviceMsP95: ms(step.serviceMsP95),
    serviceMsP99: ms(step.serviceMsP99),
  };
}

/** A kind of error: how many requests of the mix, and which share of all that failed there. `steps` that had it, set-up steps too. */
export type ErrorFigures = { kind: string; times: Figure; ofFailed: Figure; steps: ErrorStep[] };
type ErrorStep = { name: string; setUp: boolean; times: Figure };

/** The most frequent first; then what only set-up steps had. */
export function errorFigures({ failedByKind, failed, steps }: RunSummary): ErrorFigures[] {
  const own = steps.filter(({ step }) => step !== -1);
  const inMix = timesOf(failedByKind);
  const inSetUp = own.flatMap((step) => (step.setUp ? timesOf(step.failedByKind) : [])).map(([kind]) => kind);
  const apart = [...new Set(inSetUp)].filter((kind) => !inMix.some(([one]) => one === kind));
  return [...inMix, ...apart.map((kind): [string, number] => [kind, 0])].map(([kind, times]) => ({
    kind,
    times: whole(times),
    ofFailed: share(times === 0 ? null : times / failed),
    steps: own.flatMap(({ name, setUp, failedByKind: kinds }) =>
      timesOf(kinds).flatMap(([one, some]) => (one === kind ? [{ name, setUp, times: whole(some) }] : [])),
    ),
  }));
}

function timesOf(failedByKind: RunSummary["failedByKind"]): [kind: string, times: number][] {
  return Object.entries(failedByKind)
    .map(([kind, times]): [string, number] => [kind, times ?? 0])
    .filter(([, times]) => times > 0)
    .sort(([, a], [, b]) => b - a);
}
