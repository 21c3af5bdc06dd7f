import { changingPartOf } from "./changing-part.ts";
import { answerPlaces, idText, type Place, requestPlaces, type SeenExchange } from "./id-places.ts";
import { parseJson } from "./json-value.ts";
import { isKeyLike, lastName } from "./key-like.ts";
import { segmentsOf } from "./request-path.ts";
import type { Endpoint } from "./rules.ts";

/** Where ids are made and where they are used, found from traffic: what `POST /lots` answers as `$.id` is asked for later. */

/** Values that differ at one place of one exchange, as raw tokens: of many more exchanges than are kept whole. */
export type SeenValues = { endpoint: string; path: string; legacy: string[]; candidate: string[] };

type IdRule = Pick<Endpoint, "makes" | "uses">;
export type IdProposal = IdRule & {
  /** The endpoint's name, `POST /lots`. */
  endpoint: string;
  /** Sentences for the person who decides: what was seen, and how often. */
  why: string[];
  /** Exchanges that were looked at. */
  seen: number;
};

/** Fewer different ids show no pattern. */
const fewestIds = 5;
type Maker = { endpoint: string; path: string; type: string; ids: Map<string, string | null>; seen: number };
type User = { endpoint: string; place: string; values: Set<string>; seen: number };

/** Proposals by endpoint, those that make ids first. Only what is not the same in both systems: a code that the client chose needs no map. */
export function findIds(exchanges: readonly SeenExchange[], values: readonly SeenValues[] = []): IdProposal[] {
  const users = usersOf(exchanges);
  const answers = answeredIds(exchanges);
  const more = values.flatMap(idsOfValues);
  for (const { key, ...ids } of more) answers.set(key, [...(answers.get(key) ?? []), ids]);
  const proposals = new Map<string, IdProposal>();
  const of = ({ endpoint, seen }: { endpoint: string; seen: number }) => {
    const there = proposals.get(endpoint) ?? { endpoint, makes: [], uses: [], why: [], seen };
    proposals.set(endpoint, there);
    return there;
  };
  const makers = makersOf(exchanges, more).filter((maker) => isMapped(maker) && isAskedFor(maker, { users, answers }));
  for (const maker of makers) {
    of(maker).makes.push({ type: maker.type, path: maker.path });
    of(maker).why.push(saysMakes(maker));
  }
  for (const user of users) {
    const maker = makerOf(user, makers);
    if (maker === null) continue;
    of(user).uses.push({ type: maker.type, place: user.place });
    of(user).why.push(saysUses(user, maker));
  }
  const order = (one: IdProposal) => `${one.makes.length > 0 ? 0 : 1} ${one.endpoint}`;
  return [...proposals.values()].sort((one, other) => (order(one) < order(other) ? -1 : 1));
}

function saysMakes({ path, type, ids }: Maker): string {
  return `${path} is another id in each system (${ids.size} different ones seen): the ${type} that was made, asked for later.`;
}

function saysUses(user: User, maker: Maker): string {
  const hits = hitsOf(user, maker);
  return `${user.place} is asked with ids that ${maker.endpoint} made (${hits} of ${user.values.size} different ones).`;
}

type KeyedIds = Answered & { key: string };

function idsOfValues({ endpoint, path, legacy, candidate }: SeenValues): KeyedIds[] {
  if (!isKeyLike(path)) return [];
  const ids = (tokens: readonly string[]) =>
    new Set(tokens.flatMap((token) => idText(parseJson(token)?.value ?? null) ?? []));
  return [{ key: `${endpoint} ${path}`, legacy: ids(legacy), candidate: ids(candidate) }];
}

function makersOf(exchanges: readonly SeenExchange[], more: readonly KeyedIds[]): Maker[] {
  const makers = new Map<string, Maker>();
  for (const one of exchanges) if (isMaking(one)) addMade(makers, one);
  for (const { key, legacy, candidate } of more) {
    const [id, other] = [[...legacy][0], [...candidate][0]];
    if (legacy.size === 1 && candidate.size === 1 && id !== undefined) makers.get(key)?.ids.set(id, other ?? null);
  }
  return onePerEndpoint([...makers.values()]);
}

function isMaking({ endpoint, legacy }: SeenExchange): boolean {
  return /^(?:POST|PUT) /.test(endpoint) && legacy.status >= 200 && legacy.status <= 299;
}

function addMade(makers: Map<string, Maker>, one: SeenExchange): void {
  const { endpoint } = one;
  const sent = new Set(requestPlaces(one).map(({ value }) => value));
  const others = new Map(answerPlaces(one.candidate).map(({ path, value }) => [path, value]));
  for (const { path, value } of answerPlaces(one.legacy)) {
    if (path.includes("[*]") || path.includes(".*") || sent.has(value) || isForeign(path)) continue;
    const key = `${endpoint} ${path}`;
    const maker = makers.get(key) ?? { endpoint, path, type: typeOf(endpoint), ids: new Map(), seen: 0 };
    maker.ids.set(value, others.get(path) ?? null);
    maker.seen++;
    makers.set(key, maker);
  }
}

/** `$.lot_id` of a decision is somebody else's id, unless nothing else is there. */
function isForeign(path: string): boolean {
  return !path.startsWith("header:") && !/^(?:id|uuid|guid|key)$/i.test(lastName(path));
}

/** The body's own id goes before Location: one thing, one place. */
function onePerEndpoint(makers: readonly Maker[]): Maker[] {
  const sorted = [...makers].sort(
    (one, other) => depthOf(one.path) - depthOf(other.path) || (one.path < other.path ? -1 : 1),
  );
  const best = new Map<string, Maker>();
  for (const maker of sorted) if (!best.has(maker.endpoint)) best.set(maker.endpoint, maker);
  return [...best.values()];
}

const depthOf = (path: string) => (path.startsWith("header:") ? 100 : path.split(".").length);

/** `lot` of `POST /api/v1/lots`. */
function typeOf(endpoint: string): string {
  const words = segmentsOf(endpoint.slice(endpoint.indexOf(" ") + 1)).filter((segment) => !segment.startsWith("{"));
  return singular(words.at(-1) ?? "thing");
}

function singular(word: string): string {
  if (/ies$/.test(word)) return word.replace(/ies$/, "y");
  return /(?:ches|shes|xes|sses)$/.test(word) ? word.slice(0, -2) : word.replace(/([^s])s$/, "$1");
}

/** The two systems name the same things otherwise, one for one. */
function isMapped({ ids }: Maker): boolean {
  const pairs = [...ids].filter((pair): pair is [string, string] => pair[1] !== null);
  const others = new Set(pairs.map(([, candidate]) => candidate));
  const unlike = pairs.filter(([legacy, candidate]) => legacy !== candidate);
  return pairs.length >= fewestIds && others.size >= pairs.length * 0.95 && unlike.length >= pairs.length * 0.1;
}

type Elsewhere = { users: readonly User[]; answers: ReadonlyMap<string, Answered[]> };

function isAskedFor(maker: Maker, { users, answers }: Elsewhere): boolean {
  return users.some((user) => uses(user, maker)) || [...answers].some((answer) => isSeenIn(answer, maker));
}

/** Another endpoint's answers name the thing by the same two ids. In lists the order is nobody's business. */
function isSeenIn([key, seen]: [string, Answered[]], maker: Maker): boolean {
  if (key.startsWith(`${maker.endpoint} `)) return false;
  const unlike = new Set<string>();
  for (const { legacy, candidate } of seen)
    for (const id of legacy) {
      const other = maker.ids.get(id);
      if (other !== undefined && other !== null && other !== id && candidate.has(other)) unlike.add(id);
    }
  return unlike.size >= fewestIds;
}

type Answered = { legacy: Set<string>; candidate: Set<string> };

/** Ids in answers by endpoint and path: legacy's and the new system's, exchange by exchange. */
function answeredIds(exchanges: readonly SeenExchange[]): Map<string, Answered[]> {
  const found = new Map<string, Answered[]>();
  for (const { endpoint, legacy, candidate } of exchanges) {
    const [left, right] = [byPath(answerPlaces(legacy)), byPath(answerPlaces(candidate))];
    for (const [path, ids] of left) {
      const others = right.get(path);
      if (others === undefined) continue;
      const key = `${endpoint} ${path}`;
      const seen = found.get(key) ?? [];
      seen.push({ legacy: ids, candidate: others });
      found.set(key, seen);
    }
  }
  return found;
}

function byPath(places: readonly Place[]): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { path, value } of places) found.set(path, (found.get(path) ?? new Set()).add(value));
  return found;
}

function usersOf(exchanges: readonly SeenExchange[]): User[] {
  const users = new Map<string, User>();
  for (const one of exchanges)
    for (const { path, value } of requestPlaces(one)) {
      const key = `${one.endpoint} ${path}`;
      const user = users.get(key) ?? { endpoint: one.endpoint, place: path, values: new Set<string>(), seen: 0 };
      user.values.add(value);
      user.seen++;
      users.set(key, user);
    }
  return [...users.values()];
}

function hitsOf({ values }: User, { ids }: Maker): number {
  let hits = 0;
  for (const value of values) if (ids.has(value)) hits++;
  return hits;
}

/** Whole numbers are ids of many things, so the name of the place has to fit; of other ids nearly all have to be known. */
function uses(user: User, maker: Maker): boolean {
  const hits = hitsOf(user, maker);
  if (hits < fewestIds) return false;
  if (isNamedLike(user, maker.type)) return true;
  const arePlain = [...user.values].some((value) => changingPartOf(value) === "integer");
  return !arePlain && hits >= user.values.size * 0.8;
}

function makerOf(user: User, makers: readonly Maker[]): Maker | null {
  const fitting = makers.filter((maker) => uses(user, maker));
  const named = fitting.filter(({ type }) => isNamedLike(user, type));
  if (named.length > 0) return named[0] ?? null;
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}

/** `{id}` behind `/lots/`, `?lot`, `$.lot_id`. */
function isNamedLike({ endpoint, place }: User, type: string): boolean {
  const word = type.toLowerCase().replace(/[^a-z0-9]/g, "");
  if (!place.startsWith("{"))
    return lastName(place.replace(/^\?/, "$."))
      .toLowerCase()
      .replace(/[^a-z0-9]/g, "")
      .includes(word);
  const segments = segmentsOf(endpoint.slice(endpoint.indexOf(" ") + 1));
  const before = segments[segments.findIndex((segment) => segment.startsWith(place)) - 1] ?? "";
  return (
    singular(before)
      .toLowerCase()
      .replace(/[^a-z0-9]/g, "") === word
  );
}
