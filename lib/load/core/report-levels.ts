import { type Capacity, capacityOf } from "./judge-search.ts";
import type { LevelFigures } from "./level-fold.ts";
import { isSearch, type Profile, requestsByCount } from "./profile.ts";
import { type Block, type Section, section, table } from "./report-blocks.ts";
import { type Figure, figure, share, whole } from "./report-text.ts";
import type { RunView } from "./run-view.ts";
import { clock, count, duration, milliseconds, perSecond } from "./say.ts";
import { verdictWord } from "./say-verdict.ts";
import type { VerdictKind } from "./verdict.ts";

/** A level of a run, without its settling. `from`: seconds from the run's start. */
export type LevelRow = {
  name: string;
  from: Figure;
  seconds: Figure;
  n: Figure;
  throughputPerSecond: Figure;
  users: Figure;
  latencyMsP50: Figure;
  latencyMsP95: Figure;
  latencyMsP99: Figure;
  errorRatio: Figure;
  deliveredRatio: Figure;
  kind: VerdictKind;
  word: string;
  sentences: string[];
};

/** Levels in order, and the highest up to which every one held. */
export type LevelsFigures = { lastGood: string | null; sentence: string; rows: LevelRow[] };

/** Null for a run without levels. */
export function levelsFigures({ levels, plan }: Pick<RunView, "levels" | "plan">): LevelsFigures | null {
  if (levels.length === 0) return null;
  const capacity = capacityOf(levels);
  const sentence = isSearch(plan.profile) ? sayFound(capacity) : sayHeld(levels, capacity);
  return { lastGood: capacity.last?.name ?? null, sentence, rows: levels.map(oneLevel) };
}

function sayFound({ last, first }: Capacity): string {
  if (first === null) return `Every level held, up to ${last?.name ?? ""}.`;
  if (last !== null) return `The last level that held is ${last.name}.`;
  return first.kind === "fail" ? "No level held." : `No level held: ${first.name} could not be judged.`;
}

/** Levels side by side: how many held, and where none is less than the one before, up to where every one did. */
function sayHeld(levels: readonly LevelFigures[], { last, first }: Capacity): string {
  const upTo = rises(levels) ? last : null;
  if (first === null) return upTo === null ? "Every level held." : `Every level held, up to ${upTo.name}.`;
  const times = (kind: VerdictKind) => levels.filter((level) => level.kind === kind).length;
  const [failed, open] = [times("fail"), times("inconclusive")];
  const others = [
    ...(failed === 0 ? [] : [`${count(failed)} did not`]),
    ...(open === 0 ? [] : [`${count(open)} could not be judged`]),
  ];
  const held = `${count(times("pass"))} of ${count(levels.length)} levels held, ${others.join(", ")}.`;
  return upTo === null ? held : `${held} Up to ${upTo.name} every one held.`;
}

function rises(levels: readonly LevelFigures[]): boolean {
  const sizes = levels.map(({ users, perSecond: rate }) => users ?? rate ?? 0);
  return sizes.every((size, index) => size >= (sizes[index - 1] ?? 0));
}

/** A level by a count ends between two seconds. */
const lasted = (seconds: number) => (Number.isInteger(seconds) ? duration(seconds) : `${seconds.toFixed(1)} s`);

function oneLevel(level: LevelFigures): LevelRow {
  const ms = (value: number | null) => figure(value, milliseconds);
  return {
    name: level.name,
    from: figure(level.fromSecond, clock),
    seconds: figure(level.seconds, lasted),
    n: whole(level.n),
    throughputPerSecond: figure(level.throughputPerSecond, perSecond),
    users: whole(level.users),
    latencyMsP50: ms(level.latencyMsP50),
    latencyMsP95: ms(level.latencyMsP95),
    latencyMsP99: ms(level.latencyMsP99),
    errorRatio: share(level.errorRatio),
    deliveredRatio: share(level.deliveredRatio),
    ...{ kind: level.kind, word: verdictWord[level.kind], sentences: level.sentences },
  };
}

/** The table of levels with the sentence that it answers; none where the run has no levels. */
export function levelsSections(levels: LevelsFigures | null, profile: Profile): Section[] {
  if (levels === null) return [];
  const columns =
    "!Level, #From, #For, #Requests, #Per second, #Users, #p50, #p95, #p99, #Errors, #Delivered, !Verdict";
  const rows = levels.rows.map((row) => [row.name, ...figuresOfRow(row).map(({ text }) => text), row.word]);
  const broke = levels.rows.filter(({ sentences }) => sentences.length > 0);
  const why: Block[] =
    broke.length === 0
      ? []
      : [{ kind: "list", items: broke.map(({ name, sentences }) => `${name}: ${sentences.join(" ")}`) }];
  const blocks: Block[] = [{ kind: "text", text: levels.sentence }, table(columns, rows), ...why];
  const byCount = requestsByCount(profile) !== null;
  const note = byCount ? "every request of a level counts" : "what the level before left on its way does not count";
  return [section("Levels", note, blocks)];
}

function figuresOfRow(row: LevelRow): Figure[] {
  return [
    ...[row.from, row.seconds, row.n, row.throughputPerSecond, row.users],
    ...[row.latencyMsP50, row.latencyMsP95, row.latencyMsP99, row.errorRatio, row.deliveredRatio],
  ];
}
