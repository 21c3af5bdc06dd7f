import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import type { ComparedExchange } from "./compare-exchange.ts";
import { compareWithIds } from "./compare-with-ids.ts";
import { compileRules } from "./core/compile-rules.ts";
import { groupKey, groupText } from "./core/group.ts";
import { tooManyKey } from "./core/too-many-kinds.ts";
import { shadowChanged } from "./notify-change.ts";
import { findRuleSet, lockShadow, openRecompares, type RecompareRow, updateRecompare } from "./store.ts";
import { type GroupRow, listGroups } from "./store-acts.ts";
import { pairsAfter, updatePairs } from "./store-kept.ts";
import { readExchange } from "./stored-exchange.ts";

/** Kept pairs are compared anew after a change of the rules, so many a step; whoever does the next step goes on where the last one ended. */

const pairsAStep = 100;

/** One step of every pilot that has something open. Answers how many pairs were done; 0: nothing is left. */
export async function recompareStep(ctx: Ctx): Promise<number> {
  let done = 0;
  for (const open of await openRecompares(ctx.db)) {
    done += await ctx.transaction((tx) => step(tx, ctx, open));
    shadowChanged(ctx.db, open.pilotId);
  }
  return done;
}

async function step(tx: Tx, ctx: Ctx, { pilotId, version }: RecompareRow): Promise<number> {
  // With the lock no second keeper does the same step, and no batch trims what is read here.
  await lockShadow(tx, pilotId);
  const [open] = (await openRecompares(tx, pilotId)).filter((one) => one.version === version);
  if (open === undefined) return 0;
  const pairs = await pairsAfter(tx, { pilotId, after: open.cursor, limit: pairsAStep });
  const rules = compileRules((await findRuleSet(tx, pilotId, version)).set);
  const groups = await listGroups(tx, pilotId);
  const endpoints = new Map(groups.map(({ endpointId, endpoint }) => [endpointId, endpoint]));
  const named = pairs.map(({ exchange, endpointId }) => ({
    ...{ exchange: readExchange(exchange), endpoint: endpoints.get(endpointId) ?? "" },
  }));
  const compared = await compareWithIds({ db: tx, pilotId }, named, { rules });
  const changed = compared.map((one, index) => recompared(pairs[index]?.id ?? "", one, { version, groups }));
  await updatePairs(tx, changed);
  const others = changed.filter((one, index) => String(one.groupsNow) !== String(pairs[index]?.groupsNow)).length;
  const progress = { done: open.done + pairs.length, changed: open.changed + others };
  const ended = pairs.length < pairsAStep ? { endedAt: ctx.now() } : {};
  const cursor = pairs.at(-1)?.id ?? open.cursor;
  await updateRecompare(tx, { pilotId, version }, { ...progress, ...ended, cursor });
  return pairs.length;
}

type Under = { version: number; groups: readonly GroupRow[] };

/** A pair under a version of the rules. A difference that no group knows yet shows on the pair only: groups come from counted exchanges.
 *  One that cannot be compared (an id nobody knows the partner of) differs in nothing. */
function recompared(id: string, { comparison, endpoint }: ComparedExchange, { version, groups }: Under) {
  const texts = new Set((comparison?.differences ?? []).map((one) => groupText(groupKey(endpoint, one))));
  const known = new Set(groups.map(groupText));
  if ([...texts].some((text) => !known.has(text))) texts.add(groupText(tooManyKey(endpoint)));
  const groupsNow = groups.filter((one) => texts.has(groupText(one))).map((one) => one.id);
  return {
    id,
    differences: JSON.stringify(comparison ?? { differences: [], more: 0, ignored: {} }),
    ruleVersion: version,
    groupsNow: groupsNow.sort((a, b) => a - b),
  };
}
