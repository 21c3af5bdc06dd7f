import { type Histogram, valueAtUs } from "#lib/platform/core/histogram.ts";
import type { Criterion } from "./criterion.ts";
import { leastDeliveredShare } from "./delivery.ts";
import { addFrame, emptyTotals, type Totals } from "./fold.ts";
import type { Frame } from "./frame.ts";
import { judgeCriterion } from "./judge-criterion.ts";
import { type Level, levelsOf, settleSeconds } from "./levels.ts";
import type { Profile } from "./profile.ts";
import type { RunPlan } from "./run.ts";
import { runIsSaturated } from "./saturation.ts";
import { besideLimit, duration, percent } from "./say.ts";
import { drivenSeconds } from "./summarise.ts";
import type { VerdictKind } from "./verdict.ts";

/** Figures of one level, without its settling. Latencies in ms from due, ratios 0 to 1. `sentences`: what does not hold, or cannot be told. */
export type LevelFigures = Level & {
  /** Whole ones; by a count the time from its start to its last answer. */
  seconds: number;
  n: number;
  errorRatio: number | null;
  throughputPerSecond: number;
  latencyMsP50: number | null;
  latencyMsP95: number | null;
  latencyMsP99: number | null;
  /** Of the requests that were due in it, or of its users' time; null by a count. */
  deliveredRatio: number | null;
  kind: VerdictKind;
  sentences: string[];
};

export type LevelStart = { fromSecond: number; tookMs: number | null };

/** Folds a run's seconds level by level. A level ends when the first second of the next comes, or with the run. */
export class LevelFold {
  readonly #plan: RunPlan;
  readonly #levels: Level[];
  #at = 0;
  #totals: Totals | null = null;
  /** By level: how long it took until everything was answered. */
  readonly #tookMs = new Map<Level, number>();

  constructor(plan: RunPlan) {
    this.#plan = plan;
    this.#levels = levelsOf(plan.profile);
  }

  /** Where a level begins is known only when the one before has ended by its count. `tookMs`: how long that took; null when its time was over
   *  first. One beyond the last begins where that has ended. */
  begins(index: number, { fromSecond, tookMs }: LevelStart): void {
    const [level, before] = [this.#levels[index], this.#levels[index - 1]];
    if (before !== undefined) before.toSecond = fromSecond;
    if (before !== undefined && tookMs !== null) this.#tookMs.set(before, tookMs);
    if (level === undefined) return;
    level.toSecond += fromSecond - level.fromSecond;
    level.fromSecond = fromSecond;
  }

  /** Answers the level that ended before this second, if one did. Seconds come in order. */
  add(frame: Frame): LevelFigures | null {
    const level = this.#levels[this.#at];
    if (level === undefined) return null;
    const ended = frame.second >= level.toSecond ? this.#end(level) : null;
    this.#take(frame);
    return ended;
  }

  #take(frame: Frame): void {
    const level = this.#levels[this.#at];
    if (level === undefined || frame.second < level.fromSecond || frame.second >= level.toSecond) return;
    this.#totals ??= emptyTotals(planOf(level, this.#plan));
    addFrame(this.#totals, { ...frame, second: frame.second - level.fromSecond });
  }

  /** The run is over: the level it was in, if it has figures. One that was cut short has shown nothing. */
  finish(end: "whole" | "cut"): LevelFigures | null {
    const level = this.#levels[this.#at];
    if (level === undefined || this.#totals === null) return null;
    const figures = this.#end(level);
    if (figures === null || end === "whole") return figures;
    return { ...figures, kind: "inconclusive", sentences: [sayCut(figures)] };
  }

  #end(level: Level): LevelFigures | null {
    const totals = this.#totals;
    this.#totals = null;
    this.#at += 1;
    if (totals === null) return null;
    const plan = planOf(level, this.#plan);
    const tookMs = this.#tookMs.get(level);
    const counted = tookMs === undefined ? null : tookMs / 1_000 - (plan.profile.warmUpSeconds ?? 0);
    const seconds = counted === null ? drivenSeconds(plan, totals) : Math.max(0, counted);
    return figuresOf(level, { plan, totals, seconds });
  }
}

/** The level as a run of its own, whose settling is its warm-up. */
function planOf(level: Level, plan: RunPlan): RunPlan {
  return { ...plan, profile: profileOf(level, plan.profile) };
}

function profileOf(level: Level, profile: Profile): Profile {
  const seconds = level.toSecond - level.fromSecond;
  const ofRun = Math.max(0, (profile.warmUpSeconds ?? 0) - level.fromSecond);
  const warmUpSeconds = Math.min(seconds, Math.max(settleSeconds(level), ofRun));
  if (profile.model === "closed")
    return { ...profile, levels: [], users: level.users ?? profile.users, durationSeconds: seconds, warmUpSeconds };
  const rate = level.perSecond ?? 0;
  return { ...profile, search: null, stages: [{ from: rate, to: rate, seconds }], warmUpSeconds };
}

type Measured = { plan: RunPlan; totals: Totals; seconds: number };

function figuresOf(level: Level, { plan, totals, seconds }: Measured): LevelFigures {
  const { all } = totals;
  const deliveredRatio = deliveredIn(plan, totals);
  return {
    ...level,
    ...{ seconds, n: all.n, errorRatio: all.n === 0 ? null : all.failed / all.n, deliveredRatio },
    throughputPerSecond: seconds > 0 ? all.n / seconds : 0,
    latencyMsP50: ms(all.latency, 0.5),
    latencyMsP95: ms(all.latency, 0.95),
    latencyMsP99: ms(all.latency, 0.99),
    ...judged(plan, totals, deliveredRatio),
  };
}

/** As many have to end in a level as are due in it, whenever they were due: else a queue is growing, however good the answers are. Users have to be
 *  there: else it was a level of fewer. */
function deliveredIn({ profile }: RunPlan, { ended, planned, userMsActive, userMsPlanned }: Totals): number | null {
  const [done, due] = profile.model === "closed" ? [userMsActive, userMsPlanned] : [ended, planned];
  return due === 0 ? null : Math.min(1, done / due);
}

function judged(plan: RunPlan, totals: Totals, delivered: number | null): Pick<LevelFigures, "kind" | "sentences"> {
  const named = plan.objectives.criteria.filter(isOfLevels);
  const all = named.map((one) => judgeCriterion(one, plan.objectives.criteria.indexOf(one), { plan, totals }));
  const of = (kind: VerdictKind) => all.filter((one) => one.kind === kind).map(({ sentence }) => sentence);
  const isClosed = plan.profile.model === "closed";
  const needed = neededShare(plan);
  const missed = isMissed(delivered, needed, { plan, totals }) ? [sayMissed(delivered ?? 0, needed, isClosed)] : [];
  // Whether users were missing because of the target cannot be told of a generator that was late itself.
  const isOpen = isClosed && runIsSaturated(totals);
  const failed = [...(isOpen ? [] : missed), ...of("fail")];
  if (failed.length > 0) return { kind: "fail", sentences: failed };
  const open = [...(isOpen ? missed : []), ...of("inconclusive")];
  return { kind: open.length > 0 || named.length === 0 ? "inconclusive" : "pass", sentences: open };
}

/** A limit under 98 % does not lower what is needed. */
function neededShare({ objectives }: RunPlan): number {
  const limits = objectives.criteria.filter(({ metric }) => metric.kind === "delivered").map(({ limit }) => limit);
  return Math.max(leastDeliveredShare, ...limits);
}

function isMissed(delivered: number | null, needed: number, { plan, totals }: Omit<Measured, "seconds">): boolean {
  if (delivered === null || delivered >= needed) return false;
  if (delivered < leastDeliveredShare || plan.profile.model === "closed") return true;
  return totals.ended < needed * (totals.planned - onTheirWay(plan, totals));
}

/** Requests more on their way at a level's end than at its beginning, as far as they are no sign of a queue: as many as the time that answers take
 *  brings with it, and three standard deviations of that. A limit near 100 % would else fail levels for their last half second. */
function onTheirWay(plan: RunPlan, totals: Totals): number {
  const { inFlight, waiting, carried, planned, all } = totals;
  const perSecond = planned / Math.max(1, drivenSeconds(plan, totals));
  const usual = Math.max(carried, (perSecond * (ms(all.latency, 0.5) ?? 0)) / 1_000);
  return Math.max(0, Math.min(inFlight + waiting, usual + 3 * Math.sqrt(usual + 1)) - carried);
}

/** Delivery is judged by the levels' own measure; a recovery goes from one level to the next, and is the run's. */
function isOfLevels({ metric }: Criterion): boolean {
  return metric.kind !== "delivered" && metric.kind !== "recovery";
}

const sayCut = ({ seconds, fromSecond, toSecond }: LevelFigures) =>
  `The run ended within this level, after ${duration(seconds)} of ${duration(toSecond - fromSecond)}.`;

function sayMissed(delivered: number, needed: number, isClosed: boolean): string {
  const share = besideLimit({ metric: { kind: "delivered" }, limit: needed }, delivered);
  const is = `at least ${percent(needed)} is needed.`;
  return isClosed
    ? `Its users were there for ${share} of their time; ${is}`
    : `Delivered ${share} of the level's requests within it; ${is}`;
}

function ms(histogram: Histogram, q: number): number | null {
  return histogram.n === 0 ? null : valueAtUs(histogram, q) / 1_000;
}
