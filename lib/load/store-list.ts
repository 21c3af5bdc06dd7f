import { and, desc, eq, getTableColumns, inArray, lte, or, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { runs, scenarios, scenarioVersions } from "#drizzle/schema/load.ts";
import { runBaselines } from "#drizzle/schema/load-lab.ts";
import type { RunFilter } from "./core/run-filter.ts";
import type { SinceMoment } from "./core/run-filter-since.ts";
import { runsOnPage, type Segment, type Sort, type SortKey } from "./core/run-list.ts";
import { type Db, type RunRecord, summaryFigure } from "./store.ts";

/** The runs list: the part of the module's SQL that is about finding runs. */

export type FoundRun = RunRecord & {
  scenarioId: string;
  scenarioName: string;
  scenarioVersion: number;
  /** Two runs with one profile have one hash. */
  profileHash: string;
};

export type Narrowed = {
  pilotId: string;
  filter: Omit<RunFilter, "since">;
  since: SinceMoment | null;
  timeZone: string;
};

const profileHash = sql<string>`md5(${runs.profile}::text)`;
const kind = sql`${runs.verdict}->>'kind'`;
const sortedBy: Readonly<Record<SortKey, SQL>> = {
  number: sql`${runs.number}`,
  p99: summaryFigure("latencyMsP99"),
  errors: summaryFigure("errorRatio"),
  delivered: summaryFigure("deliveredRatio"),
};

/** Of its scenario, load and environment. */
const isBaseline = sql`exists (select from ${runBaselines} where ${runBaselines.runId} = ${runs.id})`;

type Asked = Narrowed & { segment: Segment; sort: Sort; page: number };

/** One page of a pilot's runs. Without their scenarios' texts, which may be long. */
export function listRuns(db: Db, { segment, sort, page, ...narrowed }: Asked): Promise<FoundRun[]> {
  const by = sortedBy[sort.by];
  return db
    .select({
      ...getTableColumns(runs),
      scenarioId: scenarios.id,
      scenarioName: scenarios.name,
      scenarioVersion: scenarioVersions.version,
      profileHash,
    })
    .from(runs)
    .innerJoin(scenarioVersions, eq(scenarioVersions.id, runs.scenarioVersionId))
    .innerJoin(scenarios, eq(scenarios.id, scenarioVersions.scenarioId))
    .where(and(...conditions(narrowed), segment === "all" ? undefined : isIn(segment)))
    .orderBy(sort.descending ? sql`${by} desc nulls last` : sql`${by} asc nulls last`, desc(runs.number))
    .limit(runsOnPage)
    .offset((page - 1) * runsOnPage);
}

/** How many runs each segment has within the filter. */
export async function countSegments(db: Db, narrowed: Narrowed): Promise<Record<Segment, number>> {
  const times = (segment: Exclude<Segment, "all">) => sql<number>`(count(*) filter (where ${isIn(segment)}))::int`;
  const [row] = await db
    .select({
      all: sql<number>`count(*)::int`,
      running: times("running"),
      fail: times("fail"),
      inconclusive: times("inconclusive"),
      pass: times("pass"),
      baseline: times("baseline"),
    })
    .from(runs)
    .innerJoin(scenarioVersions, eq(scenarioVersions.id, runs.scenarioVersionId))
    .innerJoin(scenarios, eq(scenarios.id, scenarioVersions.scenarioId))
    .where(and(...conditions(narrowed)));
  return row ?? { all: 0, running: 0, fail: 0, inconclusive: 0, pass: 0, baseline: 0 };
}

/** A run counts with its verdict once it has ended; before that it is running, the queue included. */
function isIn(segment: Exclude<Segment, "all">): SQL {
  if (segment === "baseline") return isBaseline;
  return segment === "running"
    ? sql`${runs.state} <> 'ended'`
    : sql`(${runs.state} = 'ended' and ${kind} = ${segment})`;
}

function conditions({ pilotId, filter, since, timeZone }: Narrowed): (SQL | undefined)[] {
  return [
    eq(runs.pilotId, pilotId),
    ...filter.words.map(hasWord),
    anyOf(filter.target, (value) => or(holds(runs.systemName, value), holds(runs.environment, value))),
    anyOf(filter.scenario, (value) => holds(scenarios.name, value)),
    anyOf(filter.by, (value) => holds(runs.requestedBy, value)),
    anyOf(filter.verdict, isIn),
    filter.baseline === null ? undefined : filter.baseline ? isBaseline : sql`not ${isBaseline}`,
    since === null ? undefined : isSince(since, timeZone),
  ];
}

function anyOf<T>(values: readonly T[], holdsFor: (value: T) => SQL | undefined): SQL | undefined {
  return values.length === 0 ? undefined : or(...values.map(holdsFor));
}

/** Somewhere in what the row shows; a number also means the run of that number. */
function hasWord(word: string): SQL | undefined {
  const shown = [runs.name, scenarios.name, runs.systemName, runs.requestedBy].map((column) => holds(column, word));
  return /^[1-9]\d{0,8}$/.test(word) ? or(eq(runs.number, Number(word)), ...shown) : or(...shown);
}

/** Without `like`: what is typed is text, whatever signs it holds. */
function holds(column: AnyPgColumn, value: string): SQL {
  return sql`strpos(lower(${column}), lower(${value})) > 0`;
}

/** By the time that the list shows. */
function isSince(since: SinceMoment, timeZone: string): SQL {
  const shown = sql`coalesce(${runs.startedAt}, ${runs.requestedAt})`;
  if ("at" in since) return sql`${shown} >= ${since.at.toISOString()}::timestamptz`;
  return sql`${shown} >= (${since.day}::timestamp at time zone ${timeZone})`;
}

export type TrendPoint = { scenarioId: string; profileHash: string; number: number; latencyMsP99: number };

/** Enough for the trends of a whole page, however many runs a pilot has. */
const mostPoints = 3_000;

/** p99 of ended runs that share scenario and profile with one of `of`, newest first. */
export async function listTrendPoints(
  db: Db,
  pilotId: string,
  of: readonly { scenarioId: string; number: number }[],
): Promise<TrendPoint[]> {
  const ids = [...new Set(of.map(({ scenarioId }) => scenarioId))];
  if (ids.length === 0) return [];
  const newest = Math.max(...of.map(({ number }) => number));
  return db
    .select({
      scenarioId: scenarioVersions.scenarioId,
      profileHash,
      number: runs.number,
      latencyMsP99: sql<number>`${sortedBy.p99}`,
    })
    .from(runs)
    .innerJoin(scenarioVersions, eq(scenarioVersions.id, runs.scenarioVersionId))
    .where(
      and(
        eq(runs.pilotId, pilotId),
        eq(runs.state, "ended"),
        lte(runs.number, newest),
        inArray(scenarioVersions.scenarioId, ids),
        sql`${sortedBy.p99} is not null`,
      ),
    )
    .orderBy(desc(runs.number))
    .limit(mostPoints);
}
