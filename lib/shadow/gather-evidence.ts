import { compareWithIds } from "./compare-with-ids.ts";
import { compareAnswers } from "./core/compare-answers.ts";
import { compileRules } from "./core/compile-rules.ts";
import type { Exchange } from "./core/exchange.ts";
import type { SeenValues } from "./core/find-ids.ts";
import { groupKey, groupText } from "./core/group.ts";
import { noIds } from "./core/id-equality.ts";
import type { SeenExchange } from "./core/id-places.ts";
import { parseJson } from "./core/json-value.ts";
import type { NoiseEvidence } from "./core/noise.ts";
import type { Shown } from "./core/noise-shapes.ts";
import { textOfBytes } from "./core/redact.ts";
import type { RuleSet } from "./core/rules.ts";
import { groupStandings, type StandingGroup } from "./group-standings.ts";
import { spanOf } from "./parity-span.ts";
import { type Db, listEndpoints, newestWindow } from "./store.ts";
import type { GroupRow } from "./store-acts.ts";
import { type OutcomeSum, sumOutcomes } from "./store-figures.ts";
import { sumGroups } from "./store-figures-groups.ts";
import { newestPairs, type Sample, samplesOfGroups } from "./store-proposals.ts";
import { readExchange } from "./stored-exchange.ts";

/** What was seen, as core asks for it: counts of the window, the newest values, and what a twin says. Bounded, however much was recorded. */

const mostGroups = 120;
const samplesAGroup = 500;
const mostPairs = 1_000;
const mostPairBytes = 32 * 1024;
/** So many pairs that were kept for something else than a group say how often a twin differs in it. */
const fewestPairs = 50;

type SeenGroup = Omit<NoiseEvidence, "samples"> & { group: GroupRow; samples: Sample[] };
export type Evidence = { noise: SeenGroup[]; exchanges: SeenExchange[]; values: SeenValues[] };

type Kept = { endpoint: string; exchange: Exchange; keptFor: number[] };

export async function gatherEvidence(
  db: Db,
  { pilotId, set, now }: { pilotId: string; set: RuleSet; now: Date },
): Promise<Evidence> {
  const span = spanOf(pilotId, await newestWindow(db, pilotId));
  const [standings, sums, outcomes, endpoints] = await Promise.all([
    groupStandings(db, pilotId),
    sumGroups(db, span, { now }),
    sumOutcomes(db, span),
    listEndpoints(db, pilotId),
  ]);
  const n = (group: GroupRow) => sums.n.get(group.id) ?? 0;
  const open = standings.filter(({ group, standing }) => standing.state === "open" && n(group) > 0);
  const groups = open
    .map(({ group }) => group)
    .sort((one, other) => n(other) - n(one))
    .slice(0, mostGroups);
  const asked = { groupIds: groups.map(({ id }) => id), from: span.from, limit: samplesAGroup };
  const samples = await samplesOfGroups(db, asked);
  const names = new Map(endpoints.map(({ id, name }) => [id, name]));
  const kept = await keptPairs(db, pilotId, names);
  const twins = await twinEvidence({ db, pilotId }, kept, set);
  const compared = comparedBodies(outcomes, standings);
  const shownAt = new Map(endpoints.map(({ id, mergedInto }) => [id, mergedInto ?? id]));
  const noise = groups.map((group) => {
    const { endpoint, path, kind, shape } = group;
    const of = compared.get(shownAt.get(group.endpointId) ?? group.endpointId) ?? 0;
    const counts = { differing: n(group), compared: Math.max(of, n(group)) };
    const seen = { samples: samples.get(group.id) ?? [], twin: null };
    return { group, endpoint, path, kind, shape, ...counts, ...seen, ...twins(group) };
  });
  const values = noise.flatMap(({ group, samples: seen }) => valuesOf(group, seen));
  return { noise, exchanges: kept.flatMap(seenExchange), values };
}

/** By endpoint. Where one refuses and the other does not, no field was compared: such exchanges say nothing about a field. */
function comparedBodies(outcomes: readonly OutcomeSum[], standings: readonly StandingGroup[]): Map<number, number> {
  const unlike = new Set(standings.flatMap(({ group }) => (isOtherClass(group) ? [group.id] : [])));
  const compared = new Map<number, number>();
  for (const { endpointId, groups, n } of outcomes)
    if (!groups.some((id) => unlike.has(id))) compared.set(endpointId, (compared.get(endpointId) ?? 0) + n);
  return compared;
}

/** `201 → 404`, not `201 → 200`. */
function isOtherClass({ kind, shape }: GroupRow): boolean {
  const [, legacy, candidate] = /^(\d)\d\d → (\d)\d\d$/.exec(shape) ?? [];
  return kind === "status" && legacy !== candidate;
}

function valuesOf({ endpoint, path, kind }: GroupRow, samples: readonly Sample[]): SeenValues[] {
  if (kind !== "value") return [];
  const byExchange = new Map<number, SeenValues>();
  for (const { exchange, legacy, candidate } of samples) {
    const there = byExchange.get(exchange) ?? { endpoint, path, legacy: [], candidate: [] };
    byExchange.set(exchange, there);
    if (legacy !== null) there.legacy.push(legacy);
    if (candidate !== null) there.candidate.push(candidate);
  }
  return [...byExchange.values()];
}

async function keptPairs(db: Db, pilotId: string, names: ReadonlyMap<number, string>): Promise<Kept[]> {
  const rows = await newestPairs(db, { pilotId, limit: mostPairs, mostBytes: mostPairBytes });
  return rows.map(({ endpointId, exchange, keptFor }) => ({
    ...{ endpoint: names.get(endpointId) ?? "", exchange: readExchange(exchange), keptFor },
  }));
}

function seenExchange({ endpoint, exchange }: Kept): SeenExchange[] {
  const { legacy, candidate, target, requestBody } = exchange;
  if (legacy === null) return [];
  const text = requestBody.bytes === null || requestBody.length === 0 ? null : textOfBytes(requestBody.bytes);
  const requestJson = text === null ? undefined : parseJson(text)?.value;
  return [{ endpoint, target, requestJson, legacy, candidate }];
}

type TwinAsked = { pair: Kept; twin: Map<string, Shown>; candidate: Set<string> };
type OfPilot = { db: Db; pilotId: string };

/** Both ratios are counted over the same pairs. Pairs kept for the group itself differ in it by choice: they are left out where others suffice. */
async function twinEvidence(of: OfPilot, kept: readonly Kept[], set: RuleSet) {
  const byEndpoint = new Map<string, TwinAsked[]>();
  for (const asked of await askTwins(of, kept, set)) {
    const { pair } = asked;
    const there = byEndpoint.get(pair.endpoint) ?? [];
    there.push(asked);
    byEndpoint.set(pair.endpoint, there);
  }
  return (group: GroupRow): Partial<Pick<NoiseEvidence, "twin" | "differing" | "compared">> => {
    const all = byEndpoint.get(group.endpoint) ?? [];
    if (all.length < fewestPairs) return {};
    const others = all.filter(({ pair }) => !pair.keptFor.includes(group.id));
    const among = others.length >= fewestPairs ? others : all;
    const text = groupText(group);
    const samples = among.flatMap(({ twin }) => twin.get(text) ?? []);
    const twin = { compared: among.length, differing: samples.length, samples };
    const differing = among.filter(({ candidate }) => candidate.has(text)).length;
    return { twin, ...(differing > 0 ? { differing, compared: among.length } : {}) };
  };
}

/** By the same ids as what was recorded, so that both speak of the same differences. A twin is a legacy system and calls things as that does. */
async function askTwins({ db, pilotId }: OfPilot, kept: readonly Kept[], set: RuleSet): Promise<TwinAsked[]> {
  const pairs = kept.filter(({ exchange }) => exchange.twin !== null);
  const rules = compileRules(set);
  const own = await compareWithIds({ db, pilotId }, pairs, { rules });
  return pairs.flatMap((pair, index) => {
    const { endpoint, exchange } = pair;
    const differences = own[index]?.comparison?.differences;
    if (differences === undefined || exchange.legacy === null || exchange.twin === null) return [];
    const twin = new Map<string, Shown>();
    const toTwin = compareAnswers(exchange.legacy, exchange.twin, { endpoint, rules, ids: noIds }).differences;
    for (const one of toTwin)
      twin.set(groupText(groupKey(endpoint, one)), { legacy: one.legacy, candidate: one.candidate, at: exchange.at });
    return [{ pair, twin, candidate: new Set(differences.map((one) => groupText(groupKey(endpoint, one)))) }];
  });
}
