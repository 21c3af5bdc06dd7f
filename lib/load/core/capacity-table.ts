import type { Environment } from "#lib/platform/core/environment.ts";
import { capacityOf } from "./judge-search.ts";
import { type Figure, figure, whole } from "./report-text.ts";
import { profileInWords } from "./run-list.ts";
import type { RunView } from "./run-view.ts";
import { milliseconds, percent, perSecond } from "./say.ts";
import { verdictWord } from "./say-verdict.ts";
import { figureText, type TargetFigure } from "./target-figures.ts";
import type { VerdictKind } from "./verdict.ts";

/** What so many replicas carry, each row read from one run that a person named. Nothing is worked out between rows or beyond them. */

/** Of a pilot; all of them are shown on one page. */
export const mostCapacityTables = 50;
/** Of one table. */
export const mostCapacityRows = 200;

/** CPU or memory of a row. `by`: how the run's figure is called, or who typed it; null where it was not measured. */
export type OwnCell = { from: "run" | "typed" | "none"; by: string | null; value: number | null; text: string };

export type CapacityRowView = {
  id: string;
  replicas: number;
  label: string;
  run: {
    number: number;
    name: string;
    scenario: string;
    environment: Environment;
    load: string;
    kind: VerdictKind;
    word: string;
  };
  /** "the whole run", or the last level that held. */
  of: string;
  throughputPerSecond: Figure;
  latencyMsP95: Figure;
  users: Figure;
  cpu: OwnCell;
  memory: OwnCell;
  /** Null for a run that passed; else what the row does not show. */
  warns: string | null;
  addedBy: string;
  addedAt: string;
};

export type CapacityTableView = {
  id: string;
  name: string;
  addedBy: string;
  addedAt: string;
  /** By replicas, then by run. */
  rows: CapacityRowView[];
};

/** The seconds of a run that a row stands for, and what was measured in them. */
export type CapacitySpan = {
  of: string;
  /** From the run's start. */
  fromSecond: number;
  toSecond: number;
  throughputPerSecond: number | null;
  latencyMsP95: number | null;
  users: number | null;
};

/** Of a run's summary as much as a row shows; `steps` begins with the whole mix. */
type Measured = Pick<RunView, "plannedSeconds" | "levels"> & {
  plan: Pick<RunView["plan"], "profile">;
  summary: Pick<RunView["summary"], "lastSecond" | "latencyMsP95"> & {
    steps: readonly { throughputPerSecond: number | null }[];
  };
};

/** The run that a row is read from. */
export type CapacityRun = Measured &
  Pick<RunView, "id" | "number" | "name" | "scenarioName" | "scenarioVersion" | "environment" | "startedAt"> & {
    verdict: { kind: VerdictKind };
  };

/** A run with levels stands for its last level that held: what came before was less, and what came after was too much. Without one nothing was
 *  carried. Users are those of a closed model; in an open one requests come whether users are free or not. */
export function capacitySpan({ plan, plannedSeconds, summary, levels }: Measured): CapacitySpan {
  const { profile } = plan;
  if (levels.length > 0) return levelSpan(levels);
  const measured = summary.lastSecond !== null;
  return {
    of: "the whole run",
    fromSecond: profile.warmUpSeconds ?? 0,
    toSecond: Math.min(plannedSeconds, (summary.lastSecond ?? -1) + 1),
    throughputPerSecond: measured ? (summary.steps[0]?.throughputPerSecond ?? null) : null,
    latencyMsP95: summary.latencyMsP95,
    users: profile.model === "closed" && measured ? profile.users : null,
  };
}

function levelSpan(levels: RunView["levels"]): CapacitySpan {
  const { last } = capacityOf(levels);
  if (last === null)
    return {
      ...{ of: "no level held", fromSecond: 0, toSecond: 0 },
      ...{ throughputPerSecond: null, latencyMsP95: null, users: null },
    };
  const { name, fromSecond, toSecond, throughputPerSecond, latencyMsP95, users } = last;
  return { of: `last level that held, ${name}`, fromSecond, toSecond, throughputPerSecond, latencyMsP95, users };
}

/** A run's own figure over the seconds of its row. */
export type SpanFigure = Pick<TargetFigure, "label" | "unit" | "way"> & { mean: number | null };

/** As it was typed, 0 to 1; null where it was not. */
export type Typed = { cpuRatio: number | null; memoryRatio: number | null; by: string };

/** What was measured goes before what was typed. */
export function ownCells(figures: readonly SpanFigure[], typed: Typed): { cpu: OwnCell; memory: OwnCell } {
  return {
    cpu: ownCell(figureFor(/^cpu\b/i, figures), typed.cpuRatio, typed.by),
    memory: ownCell(figureFor(/^memory\b/i, figures), typed.memoryRatio, typed.by),
  };
}

/** The figure that is called just so, else the first whose name begins with it. */
function figureFor(called: RegExp, figures: readonly SpanFigure[]): SpanFigure | null {
  const measured = figures.filter(({ label, mean }) => mean !== null && called.test(label));
  return measured.find(({ label }) => !label.includes(" ")) ?? measured[0] ?? null;
}

function ownCell(measured: SpanFigure | null, typed: number | null, by: string): OwnCell {
  if (measured !== null && measured.mean !== null)
    return { from: "run", by: measured.label, value: measured.mean, text: figureText(measured.mean, measured) };
  if (typed !== null) return { from: "typed", by, value: typed, text: percent(typed) };
  return { from: "none", by: null, value: null, text: "not measured" };
}

type Given = {
  id: string;
  replicas: number;
  label: string;
  addedBy: string;
  addedAt: string;
  run: CapacityRun;
  figures: readonly SpanFigure[];
  typed: Typed;
};

/** A row from its run: figures of the span that the run stands for, and CPU and memory as measured, or as typed where nothing was. */
export function capacityRow({ run, figures, typed, ...row }: Given): CapacityRowView {
  const { number, name, scenarioName, scenarioVersion, environment, plan, verdict } = run;
  const span = capacitySpan(run);
  const { kind } = verdict;
  return {
    ...row,
    run: {
      ...{ number, name, environment, kind, word: verdictWord[kind] },
      scenario: `${scenarioName}, version ${scenarioVersion}`,
      load: profileInWords(plan.profile),
    },
    of: span.of,
    throughputPerSecond: figure(span.throughputPerSecond, perSecond),
    latencyMsP95: figure(span.latencyMsP95, milliseconds),
    users: whole(span.users),
    ...ownCells(figures, typed),
    warns: kind === "pass" ? null : `Run ${number} is ${verdictWord[kind]}: this is not shown to hold.`,
  };
}
