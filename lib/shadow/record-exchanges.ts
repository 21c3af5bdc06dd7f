import { v7 as uuidv7 } from "uuid";
import type { Ctx } from "../platform/ctx.ts";
import type { Database, Tx } from "../platform/database.ts";
import { choosePairs, largestPairBytes } from "./choose-pairs.ts";
import { nameBatch } from "./compare-exchange.ts";
import { compareWithIds, idsOf } from "./compare-with-ids.ts";
import { type CompiledRules, compileRules } from "./core/compile-rules.ts";
import type { Exchange } from "./core/exchange.ts";
import type { IdEquality } from "./core/id-equality.ts";
import { compileSecrets, type Secrets } from "./core/secret-members.ts";
import { coveredBy, type EndpointNamer, endpointNamer, endpointOfName } from "./endpoint-of.ts";
import { countBatch, type Grouped, grouped, groupIdsOf, hourOf, seenGroups } from "./fold-batch.ts";
import { type Bounds, bounds, withinBounds } from "./fold-many.ts";
import { shadowChanged } from "./notify-change.ts";
import { reopenFixed } from "./reopen-fixed.ts";
import {
  ensureEndpoints,
  ensureSource,
  findRuleSet,
  listEndpoints,
  lockShadow,
  mergeEndpoints,
  ruleVersionOf,
  type SourceAsked,
  windowCuts,
} from "./store.ts";
import { countGroups, exchangeKey, type GroupSeen, takeNewExchanges } from "./store-batch.ts";
import { addArrivals, addGroupHours, addIgnored, addLatencies, addNotCompared, addOutcomes } from "./store-counts.ts";
import { addIds } from "./store-ids.ts";
import { type DifferenceRow, insertDifferences, insertPairs, type NewPair, trimPairs } from "./store-pairs.ts";
import { writeExchange } from "./stored-exchange.ts";

export type ExchangeBatch = {
  pilotId: string;
  source: SourceAsked;
  /** At most some thousands: one batch is one transaction. */
  exchanges: readonly Exchange[];
  /** Which ids of the two systems name one thing, as far as whoever sends the batch knows. */
  ids?: IdEquality;
  most?: Bounds;
};

export type Recorded = {
  /** Counted for the first time. */
  counted: number;
  /** Sent before: counted once and for all. */
  duplicates: number;
  notCompared: number;
  /** Of those counted: how many have at least one difference. */
  differing: number;
  differences: number;
  newGroups: number[];
};

/** The one way in for exchanges, whoever brings them: replaces secrets, compares, counts, keeps a few. One transaction; the same exchange id
 *  counts once. Rules hold for what arrives after their acceptance. Exchanges are data: only a group that opens again is an event. */
export async function recordExchanges(ctx: Ctx, batch: ExchangeBatch): Promise<Recorded> {
  const { pilotId, source } = batch;
  const given = onceEach(batch.exchanges);
  const twice = batch.exchanges.length - given.length;
  const comparing = await comparingOf(ctx.db, pilotId, await ruleVersionOf(ctx.db, pilotId));
  const keys = new Map(given.map(({ id }) => [id, exchangeKey(pilotId, id)]));
  const compare = async (db: Database | Tx, how: Comparing) => {
    const { rules } = how;
    const named = nameBatch(given, how);
    const ids = batch.ids === undefined ? {} : { ids: batch.ids };
    return (await compareWithIds({ db, pilotId }, named, { rules, ...ids })).map(grouped);
  };
  const first = await compare(ctx.db, comparing);
  const recorded = await ctx.transaction(async (tx) => {
    const { ruleVersion, groups: made } = await lockShadow(tx, pilotId);
    const now = await comparingOf(tx, pilotId, ruleVersion);
    const compared = now === comparing ? first : await compare(tx, now);
    const at = ctx.now();
    const numbers = await takeNewExchanges(tx, [...keys.values()], at);
    const fresh = compared.filter(({ exchange }) => numbers.has(keys.get(exchange.id) ?? ""));
    await addIds(
      tx,
      pilotId,
      fresh.flatMap((one) => idsOf(one, now.rules)),
    );
    const sourceId = await ensureSource(tx, pilotId, { ...source, at });
    const counting = { pilotId, sourceId, ruleVersion, batch: fresh, keys, numbers, at };
    const counted = await count(tx, ctx, counting, { made, most: batch.most ?? bounds });
    return { ...counted, duplicates: twice + compared.length - fresh.length };
  });
  if (recorded.counted > 0) shadowChanged(ctx.db, pilotId);
  return recorded;
}

function onceEach(exchanges: readonly Exchange[]): Exchange[] {
  return [...new Map(exchanges.toReversed().map((one) => [one.id, one])).values()].reverse();
}

type Comparing = { rules: CompiledRules; secrets: Secrets; endpoints: EndpointNamer };
const compiled = new Map<string, Comparing & { version: number }>();

/** A version of the rules never changes: it is made ready once a process. What traffic showed of endpoints goes on with it. */
async function comparingOf(db: Database | Tx, pilotId: string, version: number): Promise<Comparing> {
  const known = compiled.get(pilotId);
  if (known?.version === version) return known;
  const { set, secrets } = await findRuleSet(db, pilotId, version);
  const seen = await listEndpoints(db, pilotId);
  const endpoints = endpointNamer(
    set.endpoints,
    seen.map(({ name }) => name),
  );
  const made = { version, rules: compileRules(set), secrets: compileSecrets(secrets), endpoints };
  compiled.set(pilotId, made);
  return made;
}

type Counting = {
  pilotId: string;
  sourceId: number;
  ruleVersion: number;
  batch: readonly Grouped[];
  /** Of the exchanges, by id. */
  keys: ReadonlyMap<string, string>;
  /** Of the exchanges, by key. */
  numbers: ReadonlyMap<string, number>;
  at: Date;
};

async function count(
  tx: Tx,
  ctx: Ctx,
  given: Counting,
  bounding: { made: number; most: Bounds },
): Promise<Omit<Recorded, "duplicates">> {
  const { pilotId, sourceId, at } = given;
  const times = given.batch.map(({ exchange }) => exchange.at);
  if (times.length === 0) return { counted: 0, notCompared: 0, differing: 0, differences: 0, newGroups: [] };
  const endpoints = await placeEndpoints(tx, given);
  const cuts = await windowCuts(tx, pilotId);
  const batch = await withinBounds(tx, given.batch, { pilotId, endpoints, cuts, ...bounding });
  const counting = { ...given, batch };
  const seen = seenGroups(batch, endpoints);
  const groups = await countGroups(tx, pilotId, { seen, arrivedAt: at });
  const counts = countBatch(batch, { endpoints, groups, cuts });
  await addOutcomes(tx, sourceId, counts.outcomes);
  await addNotCompared(tx, sourceId, counts.notCompared);
  await addIgnored(tx, sourceId, counts.ignored);
  await addGroupHours(tx, sourceId, counts.groupHours);
  await addLatencies(tx, sourceId, counts.latencies);
  const [earliestMs, latestMs] = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))];
  await addArrivals(tx, sourceId, { at, n: batch.length, earliestMs, latestMs });
  const differences = differenceRows(counting, groups);
  await insertDifferences(tx, differences, at);
  await keepPairs(tx, counting, { endpoints, groups, cuts });
  const newest = [...seen].flatMap(([text, { lastMs }]) => {
    const group = groups.get(text);
    return group === undefined ? [] : [{ ...group, lastMs }];
  });
  await reopenFixed(tx, ctx, { pilotId, seen: newest });
  return {
    counted: batch.length,
    notCompared: batch.filter((one) => one.notCompared !== null).length,
    differing: batch.filter((one) => one.groupTexts.length > 0).length,
    differences: differences.length,
    newGroups: [...groups.values()].flatMap(({ number, isNew }) => (isNew ? [number] : [])),
  };
}

/** The batch's endpoints by name. One that is new and more general than others shows their counts from now on. */
async function placeEndpoints(tx: Tx, { pilotId, batch, at }: Counting): Promise<Map<string, number>> {
  const names = [...new Set(batch.map((one) => one.endpoint))];
  const { ids, made } = await ensureEndpoints(tx, pilotId, { names, at });
  const general = made.flatMap((name) => (name.includes("{") ? (endpointOfName(name) ?? []) : []));
  if (general.length === 0) return ids;
  const there = await listEndpoints(tx, pilotId);
  for (const one of general) {
    const covered = new Set(
      coveredBy(
        one,
        there.map(({ name }) => name),
      ),
    );
    const from = there.filter(({ name }) => covered.has(name)).map(({ id }) => id);
    await mergeEndpoints(tx, from, ids.get(one.name) ?? 0);
  }
  return ids;
}

function differenceRows({ batch, keys, numbers }: Counting, groups: ReadonlyMap<string, GroupSeen>): DifferenceRow[] {
  return batch.flatMap(({ exchange, comparison, texts }) => {
    const number = numbers.get(keys.get(exchange.id) ?? "") ?? 0;
    return (comparison?.differences ?? []).map(({ at: place, legacy, candidate }, index) => {
      const groupId = groups.get(texts[index] ?? "")?.id ?? 0;
      return {
        ...{ groupId, exchange: number, atMs: exchange.at },
        ...{ place: storable(place) ?? "", legacy: storable(legacy), candidate: storable(candidate) },
      };
    });
  });
}

/** Systems may answer with anything; PostgreSQL's texts hold no U+0000. */
function storable(text: string | null): string | null {
  return text?.replaceAll("\u0000", "\uFFFD") ?? null;
}

type Placed = {
  endpoints: ReadonlyMap<string, number>;
  groups: ReadonlyMap<string, GroupSeen>;
  cuts: readonly number[];
};

async function keepPairs(tx: Tx, counting: Counting, { endpoints, groups, cuts }: Placed): Promise<void> {
  const { pilotId, sourceId, ruleVersion, batch, keys, at } = counting;
  const pairs = choosePairs(batch, groups).flatMap(({ index, keptFor }): NewPair[] => {
    const one = batch[index];
    if (one === undefined) return [];
    const exchange = writeExchange(one.exchange);
    if (exchange.length > largestPairBytes) return [];
    const ids = groupIdsOf(one, groups);
    return [
      {
        ...{
          id: uuidv7(),
          key: keys.get(one.exchange.id) ?? "",
          pilotId,
          sourceId,
          ruleVersion,
          keptFor,
          exchange,
        },
        ...{ endpointId: endpoints.get(one.endpoint) ?? 0, hour: new Date(hourOf(one.exchange.at, cuts)) },
        ...{ groups: ids, groupsNow: ids, at: new Date(one.exchange.at), arrivedAt: at, bytes: exchange.length },
        differences: JSON.stringify(one.comparison),
      },
    ];
  });
  await insertPairs(tx, pairs);
  await trimPairs(tx, [...new Set(pairs.flatMap(({ keptFor }) => keptFor.map(({ groupId }) => groupId)))]);
}
