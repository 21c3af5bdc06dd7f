/**
 * The parts a labelled endpoint is built from: a field draws one value for each of three systems (legacy, candidate, twin) and says whether
 * what differs in it is noise (two systems of the same mind write it differently) or real (the candidate is wrong, or has changed).
 */

export type Random = () => number;
export type Side = 0 | 1 | 2;
export type Label = "same" | "noise" | "real";
export type Three = [unknown, unknown, unknown];

/** What each of the three has. */
export const perSide = <T>(side: Side, legacy: T, candidate: T, twin: T): T => {
  const three: [T, T, T] = [legacy, candidate, twin];
  return three[side];
};

/** One request as one of the systems sees it. `entity` is what it asks about; inside a list, `entity` and `index` are the element's. */
export interface Moment {
  random: Random;
  side: Side;
  atMs: number;
  n: number;
  entity: number;
  index: number;
}

export interface Field {
  kind: "field";
  label: Label;
  draw: (moment: Moment) => Three;
}

export interface List {
  kind: "list";
  label: Label;
  count: (moment: Moment) => number;
  item: Shape;
  arrange: (lists: unknown[][], moment: Moment) => unknown[][];
}

export type Shape = Field | List | { [name: string]: Shape };

export interface Endpoint {
  system: "warehouse" | "work orders" | "bags" | "billing" | "web";
  method: "GET" | "POST";
  target: (moment: Moment) => string;
  pairs: number;
  /** How many different things are asked about; a POST makes a new one each time. */
  entities: number;
  headers: Record<string, Field>;
  body: { [name: string]: Shape };
}

export type Make = (moment: Moment) => unknown;

const at = (moment: Moment, side: Side): Moment => ({ ...moment, side });

const field = (label: Label, draw: (moment: Moment) => Three): Field => ({ kind: "field", label, draw });

/** The same in all three. */
export function same(make: Make): Field {
  return field("same", (moment) => {
    const value = make(at(moment, 0));
    return [value, value, value];
  });
}

/** Each system writes its own. */
export function own(make: Make): Field {
  return field("noise", (moment) => [make(at(moment, 0)), make(at(moment, 1)), make(at(moment, 2))]);
}

/** Each system writes its own in a share of the requests; in the others all write the same. */
export function ownAt(share: number, make: Make): Field {
  return field("noise", (moment) => {
    const first = make(at(moment, 0));
    const other = (side: Side) => (moment.random() < share ? make(at(moment, side)) : first);
    return [first, other(1), other(2)];
  });
}

/** The candidate's value is changed, in a share of the requests; the twin agrees with legacy. */
export function wrong(make: Make, share: number, change: (value: never, moment: Moment) => unknown): Field {
  return field("real", (moment) => {
    const value = make(at(moment, 0));
    const hit = moment.random() < share;
    return [value, hit ? change(value as never, at(moment, 1)) : value, value];
  });
}

/** Two members whose values the candidate puts in each other's place. */
export function swapped(first: Make, second: Make, share: number): [Field, Field] {
  const hit = (moment: Moment) => part(moment.n, 77) < share;
  const pair = (a: Make, b: Make) =>
    field("real", (moment) => [a(at(moment, 0)), hit(moment) ? b(at(moment, 0)) : a(at(moment, 0)), a(at(moment, 0))]);
  return [pair(first, second), pair(second, first)];
}

/** A list in the same order everywhere. */
export function list(count: (moment: Moment) => number, item: Shape): List {
  return { kind: "list", label: "same", count, item, arrange: (lists) => lists };
}

/** A set: each system gives it in an order of its own. */
export function unordered(count: (moment: Moment) => number, item: Shape): List {
  return {
    ...list(count, item),
    label: "noise",
    arrange: (lists, moment) => lists.map((one) => shuffled(one, moment.random)),
  };
}

/** A list whose order says something, which the candidate gets wrong in a share of the requests. */
export function disordered(count: (moment: Moment) => number, item: Shape, share: number): List {
  const arrange = (lists: unknown[][], moment: Moment) =>
    moment.random() < share ? lists.map((one, side) => (side === 1 ? [...one].reverse() : one)) : lists;
  return { ...list(count, item), label: "real", arrange };
}

export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A fixed figure 0..1 for a thing: what stays the same however often it is asked for. */
export const part = (thing: number, salt: number): number =>
  seeded(Math.imul(thing + 1, 2654435761) ^ Math.imul(salt + 1, 40503))();

export function shuffled<T>(values: T[], random: Random): T[] {
  const copy = [...values];
  for (let last = copy.length - 1; last > 0; last -= 1) {
    const other = Math.floor(random() * (last + 1));
    [copy[last], copy[other]] = [copy[other] as T, copy[last] as T];
  }
  return copy;
}
