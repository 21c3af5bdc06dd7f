import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { plannedSeconds } from "./core/profile.ts";
import { readRunFilter } from "./core/run-filter.ts";
import { sinceMoment } from "./core/run-filter-since.ts";
import {
  everyRun,
  type ListedRun,
  limitMsP99,
  measuredSeconds,
  mostPages,
  passesInWords,
  profileInWords,
  type RunsAsked,
  type RunsList,
  runsOnPage,
} from "./core/run-list.ts";
import type { RunSummary } from "./core/run-view.ts";
import type { Verdict } from "./core/verdict.ts";
import type { LiveRuns } from "./live-runs.ts";
import { countRuns } from "./store.ts";
import { baselinesAmong } from "./store-baselines.ts";
import { countSegments, type FoundRun, listRuns, listTrendPoints, type TrendPoint } from "./store-list.ts";

const farFuture = 2_147_483_647;
/** Runs on a trend, its own among them. */
const onTrend = 12;

/** A pilot's runs as they are asked for, a page at a time; those that go on with their figures so far. A filter with a mistake is refused with
 *  its sentence. */
export async function readRuns(
  ctx: Ctx,
  { pilot: slug, live, asked = everyRun }: { pilot: string; live: LiveRuns; asked?: RunsAsked },
): Promise<({ ok: true } & RunsList) | Refused<"pilot-not-found" | "filter-mistake">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const read = readRunFilter(asked.filter);
  if (!read.ok) {
    const fields = [{ path: "filter", message: read.sentence }];
    return refuse("filter-mistake", { fields, says: { sentence: read.sentence } });
  }
  const { id: pilotId, timeZone } = found.pilot;
  const { since: from, ...filter } = read.filter;
  const since = from === null ? null : sinceMoment(from, ctx.now(), timeZone);
  const narrowed = { pilotId, filter, since, timeZone };
  const [rows, counts, all] = await Promise.all([
    listRuns(ctx.db, { ...narrowed, ...asked, filter }),
    countSegments(ctx.db, narrowed),
    countRuns(ctx.db, pilotId),
  ]);
  const [points, baselines] = await Promise.all([
    listTrendPoints(ctx.db, pilotId, rows),
    baselinesAmong(
      ctx.db,
      rows.map(({ id }) => id),
    ),
  ]);
  const listed = await Promise.all(rows.map((run) => rowOf(run, live, points)));
  const runs = listed.map((run) => ({ ...run, isBaseline: baselines.has(run.id) }));
  const pages = Math.min(mostPages, Math.max(1, Math.ceil(counts[asked.segment] / runsOnPage)));
  return { ok: true, runs, counts, total: all.all, page: asked.page, pages };
}

async function rowOf(
  run: FoundRun,
  live: LiveRuns,
  points: readonly TrendPoint[],
): Promise<Omit<ListedRun, "isBaseline">> {
  const goesOn = run.state === "running" || run.state === "finishing";
  const sample = goesOn ? await live.sampleOf(run.id, farFuture) : null;
  const summary: RunSummary | null = sample?.summary ?? run.summary;
  const { id, number, name, scenarioName, scenarioVersion, systemName, environment, state, outcome, requestedBy } = run;
  return {
    ...{ id, number, name, scenarioName, scenarioVersion, systemName, environment, state, outcome, requestedBy },
    kind: run.kind,
    verdict: worstOnly(sample?.verdict ?? run.verdict),
    latencyMsP99: summary?.latencyMsP99 ?? null,
    errorRatio: summary?.errorRatio ?? null,
    deliveredRatio: summary?.deliveredRatio ?? null,
    countsForLaunch: run.countsForLaunch,
    requestedAt: run.requestedAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    plannedSeconds: plannedSeconds(run.profile),
    profileInWords: run.kind === "smoke" ? passesInWords(run.passes ?? 1) : profileInWords(run.profile),
    measuredSeconds: measuredSeconds(summary?.lastSecond ?? null),
    trendMsP99: trendBefore(run, points),
    limitMsP99: limitMsP99(run.objectives.criteria),
  };
}

/** A row shows no more of it; a hundred rows with every criterion are heavy. */
function worstOnly(verdict: Verdict | null): Verdict | null {
  return verdict === null ? null : { ...verdict, criteria: verdict.criteria.slice(0, 1) };
}

/** Points come newest first. */
function trendBefore({ scenarioId, profileHash, number }: FoundRun, points: readonly TrendPoint[]): number[] {
  const before = points.filter(
    (point) => point.number < number && point.scenarioId === scenarioId && point.profileHash === profileHash,
  );
  return before
    .slice(0, onTrend - 1)
    .map(({ latencyMsP99 }) => latencyMsP99)
    .reverse();
}
