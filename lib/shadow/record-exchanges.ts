import type { Ctx } from "../platform/ctx.ts";
import type { Database, Tx } from "../platform/database.ts";
import { nameBatch } from "./compare-exchange.ts";
import { compareWithIds, idsOf } from "./compare-with-ids.ts";
import { type CompiledRules, compileRules } from "./core/compile-rules.ts";
import type { Exchange } from "./core/exchange.ts";
import type { IdEquality } from "./core/id-equality.ts";
import { compileSecrets, type Secrets } from "./core/secret-members.ts";
import { type EndpointNamer, endpointNamer } from "./endpoint-of.ts";
import { countBatch, grouped, seenGroups } from "./fold-batch.ts";
import { type Bounds, bounds, withinBounds } from "./fold-many.ts";
import { type Counting, differenceRows, keepPairs } from "./keep-differing.ts";
import { shadowChanged } from "./notify-change.ts";
import { endpointsSettled, placeEndpoints, tellFolded } from "./place-endpoints.ts";
import { reopenFixed } from "./reopen-fixed.ts";
import {
  ensureSource,
  findRuleSet,
  listEndpoints,
  lockShadow,
  ruleVersionOf,
  type SourceAsked,
  windowCuts,
} from "./store.ts";
import { countGroups, exchangeKey, takeNewExchanges } from "./store-batch.ts";
import { addArrivals, addGroupHours, addIgnored, addLatencies, addNotCompared, addOutcomes } from "./store-counts.ts";
import { addIds } from "./store-ids.ts";
import { insertDifferences } from "./store-pairs.ts";

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
  const { settled, ...recorded } = await ctx.transaction(async (tx) => {
    const { ruleVersion, groups: made } = await lockShadow(tx, pilotId);
    const now = await comparingOf(tx, pilotId, ruleVersion);
    const at = ctx.now();
    const naming = { ctx, pilotId, namer: now.endpoints };
    const named = { batch: now === comparing ? first : await compare(tx, now), nameAgain: () => compare(tx, now) };
    const placed = await placeEndpoints(tx, naming, named);
    const compared = placed.batch;
    const numbers = await takeNewExchanges(tx, [...keys.values()], at);
    const fresh = compared.filter(({ exchange }) => numbers.has(keys.get(exchange.id) ?? ""));
    await addIds(
      tx,
      pilotId,
      fresh.flatMap((one) => idsOf(one, now.rules)),
    );
    const sourceId = await ensureSource(tx, pilotId, { ...source, at });
    const endpoints = placed.ids;
    const counting = { pilotId, sourceId, ruleVersion, batch: fresh, endpoints, keys, numbers, at };
    const counted = await count(tx, ctx, counting, { made, most: batch.most ?? bounds });
    await tellFolded(tx, ctx, { pilotId, folded: placed.folded });
    const settled = () => endpointsSettled(now.endpoints, placed.stamp);
    return { ...counted, duplicates: twice + compared.length - fresh.length, settled };
  });
  settled();
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
    set,
    seen.map(({ name }) => ({ name, into: null })),
  );
  const made = { version, rules: compileRules(set), secrets: compileSecrets(secrets), endpoints };
  compiled.set(pilotId, made);
  return made;
}

async function count(
  tx: Tx,
  ctx: Ctx,
  given: Counting,
  bounding: { made: number; most: Bounds },
): Promise<Omit<Recorded, "duplicates">> {
  const { pilotId, sourceId, endpoints, at } = given;
  const times = given.batch.map(({ exchange }) => exchange.at);
  if (times.length === 0) return { counted: 0, notCompared: 0, differing: 0, differences: 0, newGroups: [] };
  const cuts = await windowCuts(tx, pilotId);
  const batch = await withinBounds(tx, given.batch, { pilotId, endpoints, cuts, ...bounding });
  const counting = { ...given, batch };
  const seen = seenGroups(batch, endpoints);
  const groups = await countGroups(tx, pilotId, { seen, arrivedAt: at });
  const counts = countBatch(batch, { endpoints, groups, cuts });
  const [earliestMs, latestMs] = [times.reduce((a, b) => Math.min(a, b)), times.reduce((a, b) => Math.max(a, b))];
  const differences = differenceRows(counting, groups);
  await together([
    insertDifferences(tx, differences, at),
    addOutcomes(tx, sourceId, counts.outcomes),
    addNotCompared(tx, sourceId, counts.notCompared),
    addIgnored(tx, sourceId, counts.ignored),
    addGroupHours(tx, sourceId, counts.groupHours),
    addLatencies(tx, sourceId, counts.latencies),
    addArrivals(tx, sourceId, { at, n: batch.length, earliestMs, latestMs }),
    keepPairs(tx, counting, { groups, cuts }),
  ]);
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

/** None waits for another's answer: they go out one behind the other. All have ended when this does, also when one fails: nothing may be sent
 *  behind the transaction's end. */
async function together(work: readonly Promise<void>[]): Promise<void> {
  try {
    await Promise.all(work);
  } finally {
    await Promise.allSettled(work);
  }
}
