import { emptyHistogram, recordUs } from "#lib/platform/core/histogram.ts";
import type { ComparedExchange } from "./compare-exchange.ts";
import type { Difference } from "./core/difference.ts";
import { groupKey, groupText } from "./core/group.ts";
import type { GroupSeen, SeenGroup } from "./store-batch.ts";
import type { GroupHour, IgnoredCount, LatencyCount, OutcomeCount, ReasonCount } from "./store-counts.ts";

/** A batch as sums: ten thousand mismatches become a few rows. */

/** `cuts`: window edges inside an hour, ascending, epoch ms. */
export function hourOf(atMs: number, cuts: readonly number[]): number {
  const hour = Math.floor(atMs / 3_600_000) * 3_600_000;
  return cuts.findLast((cut) => cut > hour && cut <= atMs) ?? hour;
}

/** `texts`: each difference's group by `groupText`; `groupTexts`: the same, each once. */
export type Grouped = ComparedExchange & { texts: readonly string[]; groupTexts: readonly string[] };

export function grouped(compared: ComparedExchange): Grouped {
  const { endpoint } = compared;
  const comparison = compared.comparison && {
    ...compared.comparison,
    differences: compared.comparison.differences.map(nameable),
  };
  const texts = (comparison?.differences ?? []).map((one) => groupText(groupKey(endpoint, one)));
  return { ...compared, comparison, texts, groupTexts: [...new Set(texts)] };
}

const longestPath = 500;

/** A system may name its fields as it likes; a group's name has an end, and no U+0000. */
function nameable(difference: Difference): Difference {
  const { path, shape } = difference;
  if (path.length <= longestPath && shape.length <= longestPath && !`${path}${shape}`.includes("\0")) return difference;
  const clip = (text: string) => text.slice(0, longestPath).replaceAll("\0", "\uFFFD");
  return { ...difference, path: clip(path), shape: clip(shape) };
}

/** Groups with how many exchanges have them and when; in the order in which they came. */
export function seenGroups(batch: readonly Grouped[], endpoints: ReadonlyMap<string, number>): Map<string, SeenGroup> {
  const seen = new Map<string, SeenGroup>();
  for (const one of batch)
    for (const text of one.groupTexts) {
      const there = seen.get(text) ?? firstSeen(one, { text, endpoints });
      there.n++;
      there.firstMs = Math.min(there.firstMs, one.exchange.at);
      there.lastMs = Math.max(there.lastMs, one.exchange.at);
      seen.set(text, there);
    }
  return seen;
}

type Naming = { text: string; endpoints: ReadonlyMap<string, number> };

function firstSeen({ endpoint, comparison, exchange, texts }: Grouped, { text, endpoints }: Naming): SeenGroup {
  const difference = comparison?.differences[texts.indexOf(text)];
  if (difference === undefined) throw new Error("A group has no difference.");
  const { path, kind, shape } = difference;
  const endpointId = endpoints.get(endpoint) ?? 0;
  return { endpoint, path, kind, shape, endpointId, n: 0, firstMs: exchange.at, lastMs: exchange.at };
}

export type BatchCounts = {
  outcomes: OutcomeCount[];
  notCompared: ReasonCount[];
  ignored: IgnoredCount[];
  groupHours: GroupHour[];
  latencies: LatencyCount[];
};

type Placed = {
  endpoints: ReadonlyMap<string, number>;
  groups: ReadonlyMap<string, GroupSeen>;
  cuts: readonly number[];
};

/** Which groups an exchange differs in, as ascending ids. */
export function groupIdsOf({ groupTexts }: Grouped, groups: ReadonlyMap<string, GroupSeen>): number[] {
  return groupTexts.flatMap((text) => groups.get(text)?.id ?? []).sort((a, b) => a - b);
}

export function countBatch(batch: readonly Grouped[], { endpoints, groups, cuts }: Placed): BatchCounts {
  const sums = {
    outcomes: new Map<string, OutcomeCount>(),
    notCompared: new Map<string, ReasonCount>(),
    ignored: new Map<string, IgnoredCount>(),
    groupHours: new Map<string, GroupHour>(),
    latencies: new Map<string, LatencyCount>(),
  };
  for (const one of batch) {
    const slot = { endpointId: endpoints.get(one.endpoint) ?? 0, hourMs: hourOf(one.exchange.at, cuts) };
    const where = `${slot.endpointId} ${slot.hourMs}`;
    addLatency(sums.latencies, where, { ...one, slot });
    if (one.notCompared !== null) {
      add(sums.notCompared, `${where} ${one.notCompared}`, 1, () => ({
        ...slot,
        reason: one.notCompared ?? "dropped",
        n: 0,
      }));
      continue;
    }
    const ids = groupIdsOf(one, groups);
    add(sums.outcomes, `${where} ${ids}`, 1, () => ({ ...slot, groups: ids, n: 0 }));
    for (const groupId of ids)
      add(sums.groupHours, `${groupId} ${slot.hourMs}`, 1, () => ({ groupId, hourMs: slot.hourMs, n: 0 }));
    for (const [rule, times] of Object.entries(one.comparison?.ignored ?? {}))
      add(sums.ignored, `${where} ${rule}`, times, () => ({ ...slot, rule, n: 0 }));
  }
  const { outcomes, notCompared, ignored, groupHours, latencies } = sums;
  return {
    outcomes: [...outcomes.values()],
    notCompared: [...notCompared.values()],
    ignored: [...ignored.values()],
    groupHours: [...groupHours.values()],
    latencies: [...latencies.values()],
  };
}

function add<Row extends { n: number }>(rows: Map<string, Row>, key: string, times: number, make: () => Row): void {
  let row = rows.get(key);
  if (row === undefined) {
    row = make();
    rows.set(key, row);
  }
  row.n += times;
}

type Timed = Pick<ComparedExchange, "exchange"> & { slot: { endpointId: number; hourMs: number } };

/** Both systems on the same requests: an exchange that only one answered says nothing here. */
function addLatency(
  rows: Map<string, LatencyCount>,
  key: string,
  { exchange: { legacy, candidate }, slot }: Timed,
): void {
  if (legacy === null || candidate === null) return;
  let row = rows.get(key);
  if (row === undefined) {
    const histograms = { legacy: emptyHistogram(), candidate: emptyHistogram() };
    row = { ...slot, ...histograms, n: 0, legacyErrors: 0, candidateErrors: 0, legacySumMs: 0, candidateSumMs: 0 };
    rows.set(key, row);
  }
  row.n++;
  recordUs(row.legacy, legacy.latencyMs * 1000);
  recordUs(row.candidate, candidate.latencyMs * 1000);
  row.legacySumMs += legacy.latencyMs;
  row.candidateSumMs += candidate.latencyMs;
  if (legacy.status >= 500) row.legacyErrors++;
  if (candidate.status >= 500) row.candidateErrors++;
}
