import { compareWithIds } from "./compare-with-ids.ts";
import { type CompiledRules, compileRules } from "./core/compile-rules.ts";
import { excusedBy } from "./core/excuse-difference.ts";
import { groupKey, groupText } from "./core/group.ts";
import { type Json, parseJson } from "./core/json-value.ts";
import { patternOf, touches } from "./core/path-pattern.ts";
import type { Rule, RuleSet } from "./core/rules.ts";
import type { Db } from "./store.ts";
import { type GroupRow, listGroups } from "./store-acts.ts";
import { differencesOfGroup, pairsOfGroup } from "./store-kept.ts";
import { readExchange } from "./stored-exchange.ts";

/** What a rule would swallow, group by group, before it applies. `rows` are single differences of the last days, `pairs` whole exchanges
 *  that are kept; `unclear`: values that were cut, and effects that only a whole pair shows. */
export type SwallowedGroup = {
  group: number;
  endpoint: string;
  path: string;
  kind: string;
  n: number;
  rows: { seen: number; swallowed: number; unclear: number };
  pairs: { seen: number; swallowed: number };
  /** Nothing known of it stays: with the rule the group is settled as a whole. Otherwise the rule counts from its acceptance on. */
  wholly: boolean;
};

const mostRows = 20_000;
const mostPairs = 200;
const mostGroups = 200;
const cutAt = 200;
/** Effects on a whole array: a single difference does not show them. */
const onWholes: readonly string[] = ["pair-by", "any-order"];

export async function swallowedBy(
  db: Db,
  { pilotId, set, rule }: { pilotId: string; set: RuleSet; rule: Rule },
): Promise<SwallowedGroup[]> {
  const pattern = patternOf(rule.path);
  const near = (await listGroups(db, pilotId)).filter(
    ({ endpoint, path }) => (rule.endpoint === "*" || rule.endpoint === endpoint) && touches(pattern, patternOf(path)),
  );
  const rules = compileRules({ ...set, rules: [...set.rules, rule] });
  const found: SwallowedGroup[] = [];
  for (const group of near.slice(0, mostGroups)) {
    const seen = await swallowedOf(db, group, { rule, rules });
    if (seen.rows.swallowed + seen.pairs.swallowed > 0) found.push(seen);
  }
  return found;
}

type Ruled = { rule: Rule; rules: CompiledRules };

async function swallowedOf(db: Db, group: GroupRow, ruled: Ruled): Promise<SwallowedGroup> {
  const { number, endpoint, path, kind, n } = group;
  const [rows, pairs] = [await swallowedRows(db, group, ruled), await swallowedPairs(db, group, ruled.rules)];
  const rowsGone = rows.swallowed + rows.unclear === rows.seen;
  const wholly = rowsGone && pairs.swallowed === pairs.seen && (pairs.seen > 0 || rows.swallowed > 0);
  return { group: number, endpoint, path, kind, n, rows, pairs, wholly };
}

async function swallowedRows(db: Db, group: GroupRow, { rule, rules }: Ruled): Promise<SwallowedGroup["rows"]> {
  const seen = await differencesOfGroup(db, group.id, mostRows);
  if (onWholes.includes(rule.effect.do)) return { seen: seen.length, swallowed: 0, unclear: seen.length };
  const here = rules
    .of(group.endpoint)
    .at(group.path)
    .filter(({ id }) => id === rule.id);
  const counts = { seen: seen.length, swallowed: 0, unclear: 0 };
  for (const { legacy, candidate } of seen) {
    const isCut = (legacy?.length ?? 0) >= cutAt || (candidate?.length ?? 0) >= cutAt;
    if (isCut && rule.effect.do !== "ignore") counts.unclear++;
    else if (excusedBy(here, { kind: group.kind, legacy: ofToken(legacy), candidate: ofToken(candidate) }) !== null)
      counts.swallowed++;
  }
  return counts;
}

function ofToken(token: string | null): Json | undefined {
  if (token === null) return undefined;
  const read = parseJson(token);
  return read === null ? token : read.value;
}

async function swallowedPairs(db: Db, group: GroupRow, rules: CompiledRules): Promise<SwallowedGroup["pairs"]> {
  const kept = await pairsOfGroup(db, group.id, mostPairs);
  const text = groupText(group);
  const { endpoint, pilotId } = group;
  const named = kept.map(({ pair }) => ({ exchange: readExchange(pair.exchange), endpoint }));
  const compared = await compareWithIds({ db, pilotId }, named, { rules });
  const seen = compared.flatMap(({ comparison }) => comparison ?? []);
  const still = seen.filter(({ differences }) =>
    differences.some((one) => groupText(groupKey(endpoint, one)) === text),
  );
  return { seen: seen.length, swallowed: seen.length - still.length };
}
