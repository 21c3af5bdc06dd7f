import type { Json } from "./json-value.ts";
import type { TimedSample } from "./noise-times.ts";

/** Whether an order says nothing: each system itself gives the same members now in this order, now in another. One system that keeps to an
 *  order means something by it, and then the other is wrong. */

/** A pair of members seen together less often shows nothing, and so do fewer such pairs. */
const fewestMeetings = 4;
const fewestPairs = 6;
/** Of a fair coin thrown a few times, the rarer side comes up in this share at least; a list that changes now and then stays below. */
const leastTurned = 0.25;
const mostMembers = 30;

export function hasNoOrder(samples: readonly TimedSample[]): boolean {
  return [samples.map(({ legacy }) => legacy), samples.map(({ candidate }) => candidate)].every(turnsItself);
}

function turnsItself(lists: readonly Json[]): boolean {
  const meetings = new Map<string, { first: number; all: number }>();
  for (const list of lists) if (Array.isArray(list)) noteMeetings(meetings, list.slice(0, mostMembers));
  const often = [...meetings.values()].filter(({ all }) => all >= fewestMeetings);
  const turned = often.reduce((sum, { first, all }) => sum + Math.min(first, all - first), 0);
  const all = often.reduce((sum, one) => sum + one.all, 0);
  return often.length >= fewestPairs && turned >= all * leastTurned;
}

function noteMeetings(meetings: Map<string, { first: number; all: number }>, list: readonly Json[]): void {
  const members = list.map((member) => JSON.stringify(member));
  for (const [place, one] of members.entries())
    for (const other of members.slice(place + 1)) {
      if (one === other) continue;
      const key = one < other ? `${one} ${other}` : `${other} ${one}`;
      const there = meetings.get(key) ?? { first: 0, all: 0 };
      meetings.set(key, { first: there.first + (one < other ? 1 : 0), all: there.all + 1 });
    }
}
