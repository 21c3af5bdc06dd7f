import { readPilot } from "../pilots/read-pilot.ts";
import type { PilotRow } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import { coverageOf, durationOf } from "./core/coverage.ts";
import type { SourceKind } from "./core/exchange.ts";
import { defaultLimits, isReal, judgeGate } from "./core/gate.ts";
import { parityOf } from "./core/parity.ts";
import type { ParityView } from "./core/shadow-view.ts";
import { coverageCounts, scopeOf } from "./coverage-counts.ts";
import { effectsOf, groupStandings, type StandingGroup } from "./group-standings.ts";
import { spanOf, windowView } from "./parity-span.ts";
import { recompareView } from "./recompare-view.ts";
import { hourOfDay, shiftHours } from "./shift-hours.ts";
import { listEndpoints, listSources, newestRecompare, newestWindow, ruleVersionOf } from "./store.ts";
import { type OutcomeSum, seenHours, sumArrivals, sumIgnored, sumNotCompared, sumOutcomes } from "./store-figures.ts";

/** Parity of the window, what it is made of, and whether it is enough for a launch. */
export async function readParity(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<({ ok: true } & ParityView) | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const { pilot } = found;
  const window = await newestWindow(ctx.db, pilot.id);
  const span = spanOf(pilot.id, window);
  const [outcomes, notCompared, standings, hours, ignored, endpoints] = await Promise.all([
    sumOutcomes(ctx.db, span),
    sumNotCompared(ctx.db, span),
    groupStandings(ctx.db, pilot.id),
    seenHours(ctx.db, span),
    sumIgnored(ctx.db, span),
    listEndpoints(ctx.db, pilot.id),
  ]);
  const effectOf = effectsOf(standings);
  const real = outcomes.filter(({ kind }) => isReal(kind));
  const counts = coverageCounts({
    outcomes: real,
    notCompared: notCompared.filter(({ kind }) => isReal(kind)),
    effectOf,
    endpoints,
  });
  const coverage = coverageOf(counts, {
    scope: scopeOf(pilot.parityScope, endpoints),
    timesEach: defaultLimits.timesEach,
  });
  const duration = durationIn(pilot, hours, standings);
  const exchanges = exchangesByKind(outcomes);
  const gate = judgeGate({ parity: parityOf(real, effectOf), coverage, duration, exchanges }, defaultLimits);
  const [sources, arrivals, ruleVersion, recompare] = await Promise.all([
    listSources(ctx.db, pilot.id),
    sumArrivals(ctx.db, pilot.id),
    ruleVersionOf(ctx.db, pilot.id),
    newestRecompare(ctx.db, pilot.id),
  ]);
  return {
    ok: true,
    window: windowView(window),
    parity: parityOf(outcomes, effectOf),
    ...{ gate, duration, exchanges, arrivals, ruleVersion, practice: pilot.practice },
    sources: sources.map(({ number, kind, name }) => ({ number, kind, name })),
    ignored: [...ignored.values()].reduce((sum, n) => sum + n, 0),
    groups: statesOf(standings),
    recompare: recompareView(recompare),
  };
}

function durationIn(pilot: PilotRow, hours: readonly number[], standings: readonly StandingGroup[]) {
  const restarts = new Map<string, number>();
  for (const { group, standing } of standings)
    if (standing.fixedAt !== null)
      restarts.set(group.endpoint, Math.max(standing.fixedAt, restarts.get(group.endpoint) ?? 0));
  return durationOf({
    seenAt: hours,
    restarts,
    hourOfDay: hourOfDay(pilot.timeZone),
    shift: shiftHours(pilot.shifts),
  });
}

function exchangesByKind(outcomes: readonly OutcomeSum[]): Partial<Record<SourceKind, number>> {
  const sums: Partial<Record<SourceKind, number>> = {};
  for (const { kind, n } of outcomes) sums[kind] = (sums[kind] ?? 0) + n;
  return sums;
}

function statesOf(standings: readonly StandingGroup[]): ParityView["groups"] {
  const states = { open: 0, fixing: 0, fixed: 0, waiting: 0, accepted: 0, "not-the-same": 0 };
  for (const { standing } of standings) states[standing.state]++;
  return states;
}
