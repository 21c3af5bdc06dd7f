import { emptyHistogram, type Histogram, mergeInto, valueAtUs } from "#lib/platform/core/histogram.ts";
import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import { coverageOf } from "./core/coverage.ts";
import { defaultLimits } from "./core/gate.ts";
import type { CoverageView, LatencyView } from "./core/shadow-view.ts";
import { coverageCounts, scopeOf } from "./coverage-counts.ts";
import { effectsOf, groupStandings } from "./group-standings.ts";
import { spanOf, windowView } from "./parity-span.ts";
import { listEndpoints, newestWindow } from "./store.ts";
import { type LatencySum, sumLatencies, sumNotCompared, sumOutcomes } from "./store-figures.ts";

/** What was seen of each endpoint in the window, with both systems' latency on the same requests. All sources; the gate looks at real ones. */
export async function readCoverage(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<({ ok: true } & CoverageView) | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const { id: pilotId, parityScope } = found.pilot;
  const window = await newestWindow(ctx.db, pilotId);
  const span = spanOf(pilotId, window);
  const [outcomes, notCompared, standings, endpoints, latencies] = await Promise.all([
    sumOutcomes(ctx.db, span),
    sumNotCompared(ctx.db, span),
    groupStandings(ctx.db, pilotId),
    listEndpoints(ctx.db, pilotId),
    sumLatencies(ctx.db, span),
  ]);
  const counts = coverageCounts({ outcomes, notCompared, effectOf: effectsOf(standings), endpoints });
  const asked = { scope: scopeOf(parityScope, endpoints), timesEach: defaultLimits.timesEach };
  const coverage = coverageOf(counts, asked);
  const rows = coverage.endpoints.map((row) => {
    const id = endpoints.find(({ name }) => name === row.endpoint)?.id ?? null;
    const latency = latencies.find(({ endpointId }) => endpointId === id);
    const names = endpoints.filter(({ mergedInto }) => id !== null && mergedInto === id).map(({ name }) => name);
    return { ...row, names, latency: latency === undefined ? null : latencyView(latency) };
  });
  const all = latencies.length === 0 ? null : latencyView(together(latencies));
  return { ok: true, ...coverage, endpoints: rows, window: windowView(window), all };
}

function together(sums: readonly LatencySum[]): LatencySum {
  const all = {
    endpointId: 0,
    legacy: emptyHistogram(),
    candidate: emptyHistogram(),
    n: 0,
    legacyErrors: 0,
    candidateErrors: 0,
  };
  for (const one of sums) {
    mergeInto(all.legacy, one.legacy);
    mergeInto(all.candidate, one.candidate);
    all.n += one.n;
    all.legacyErrors += one.legacyErrors;
    all.candidateErrors += one.candidateErrors;
  }
  return all;
}

function latencyView({ legacy, candidate, n, legacyErrors, candidateErrors }: LatencySum): LatencyView {
  const ms = (of: Histogram, q: number) => valueAtUs(of, q) / 1000;
  const at = (of: Histogram) => ({ p50: ms(of, 0.5), p95: ms(of, 0.95), p99: ms(of, 0.99) });
  const ratio = (q: number) => (ms(legacy, q) > 0 ? ms(candidate, q) / ms(legacy, q) : null);
  const ratios = { p50: ratio(0.5), p95: ratio(0.95), p99: ratio(0.99) };
  return { n, legacyMs: at(legacy), candidateMs: at(candidate), ratio: ratios, legacyErrors, candidateErrors };
}
