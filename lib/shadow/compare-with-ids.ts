import { type ComparedExchange, compareExchange, type NamedExchange } from "./compare-exchange.ts";
import type { CompiledRules } from "./core/compile-rules.ts";
import { type IdEquality, noIds } from "./core/id-equality.ts";
import { addId, candidateId, emptyIdMap, type IdMap, idEqualityOf, learnIds, type MappedId } from "./core/id-map.ts";
import type { Db } from "./store.ts";
import { findIds, longestId } from "./store-ids.ts";

/** Compares with what a pilot learnt of its two systems' ids. A million of them are not read for a batch: a first look, to which all ids are
 *  equal, says which ones matter; only exchanges in which some are not are compared again. */

const mostAsked = 100_000;
const replaced = "[secret]";

type Known = { rules: CompiledRules; ids?: IdEquality };

export async function compareWithIds(
  { db, pilotId }: { db: Db; pilotId: string },
  batch: readonly NamedExchange[],
  { rules, ids = noIds }: Known,
): Promise<ComparedExchange[]> {
  const asked = new Set<string>();
  const first = batch.map((one) => firstLook(one, rules, asked));
  if (first.every(({ guesses }) => guesses?.length === 0)) return first.map(({ compared }) => compared);
  const map = emptyIdMap();
  for (const id of await findIds(db, pilotId, [...asked])) addId(map, id);
  for (const id of batch.flatMap((one) => idsOf(one, rules))) addId(map, id);
  const own = idEqualityOf(map);
  const both: IdEquality = { same: (...pair) => ids.same(...pair) || own.same(...pair) };
  return batch.map((one, index) => {
    const seen = first[index];
    if (seen !== undefined && seen.guesses?.length === 0) return seen.compared;
    const stands = seen?.guesses?.every(
      ({ type, legacy, candidate, same }) => both.same(type, legacy, candidate) === same,
    );
    const compared = stands ? seen?.compared : undefined;
    const options = { rules, ids: both, endpoint: one.endpoint };
    return orUnmapped(compared ?? compareExchange(one.exchange, options), rules, map);
  });
}

/** What a first look took for granted. Where all of it is so, nothing has to be compared again. */
type Guess = { type: string | null; legacy: string; candidate: string; same: boolean };
const mostGuesses = 1_000;
type FirstLook = { compared: ComparedExchange; guesses: Guess[] | null };

/** `guesses` null: too many to be remembered. */
function firstLook({ exchange, endpoint }: NamedExchange, rules: CompiledRules, asked: Set<string>): FirstLook {
  let guesses: Guess[] | null = [];
  const anyIds: IdEquality = {
    same: (type, legacy, candidate) => {
      // Of a link its parts are asked about next.
      const same = !legacy.includes("/");
      if (guesses !== null && guesses.push({ type, legacy, candidate, same }) > mostGuesses) guesses = null;
      if (legacy.length <= longestId && asked.size < mostAsked && isStorable(legacy)) asked.add(legacy);
      return same;
    },
  };
  const compared = compareExchange(exchange, { rules, ids: anyIds, endpoint });
  return { compared, guesses };
}

/** PostgreSQL's texts hold no U+0000 and no half characters. */
const isStorable = (text: string) => !/[\0\p{Cs}]/u.test(text);

/** What an exchange teaches. */
export function idsOf({ exchange, endpoint }: NamedExchange, rules: CompiledRules): MappedId[] {
  const { legacy, candidate } = exchange;
  const declared = rules.endpoints.find(({ name }) => name === endpoint);
  if (declared === undefined || declared.makes.length === 0) return [];
  if (!legacy?.body.bytes || !candidate?.body.bytes) return [];
  return learnIds(declared, legacy, candidate).filter(
    (one) =>
      one.legacy !== replaced &&
      [one.legacy, one.candidate].every((text) => text.length <= longestId && isStorable(text)),
  );
}

/** An id at a declared place whose partner nobody knows says nothing of the new system: the pair is not comparable. */
function orUnmapped(compared: ComparedExchange, rules: CompiledRules, map: IdMap): ComparedExchange {
  const { idPlace } = rules.of(compared.endpoint);
  const unmapped = compared.comparison?.differences.some(({ path, kind, legacy, candidate }) => {
    if (kind !== "value" && kind !== "type") return false;
    const place = idPlace(path);
    const id = idOfToken(legacy);
    return typeof place === "object" && id !== null && idOfToken(candidate) !== null && !isKnown(map, place.type, id);
  });
  return unmapped === true ? { ...compared, comparison: null, notCompared: "unmapped-id" } : compared;
}

const isKnown = (map: IdMap, type: string, legacy: string) => candidateId(map, type, legacy) !== null;

/** Null for what names nothing: null, true, a text that was cut. */
function idOfToken(token: string | null): string | null {
  if (token === null || !/^["\d-]/.test(token)) return null;
  if (!token.startsWith('"')) return token;
  try {
    return String(JSON.parse(token));
  } catch {
    return null;
  }
}
