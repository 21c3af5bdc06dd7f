import type { EndpointCount } from "./core/coverage.ts";
import { type Effect, effectOfGroups } from "./core/parity.ts";
import type { EndpointRow } from "./store.ts";
import type { OutcomeSum, ReasonSum } from "./store-figures.ts";

type Given = {
  outcomes: readonly OutcomeSum[];
  notCompared: readonly ReasonSum[];
  effectOf(group: number): Effect;
  endpoints: readonly EndpointRow[];
};

/** What was seen of each endpoint, as core's coverage asks for it. */
export function coverageCounts({ outcomes, notCompared, effectOf, endpoints }: Given): EndpointCount[] {
  const names = new Map(endpoints.map(({ id, name }) => [id, name]));
  const counts = new Map<number, EndpointCount>();
  const countOf = (id: number) => {
    const there = counts.get(id) ?? { endpoint: names.get(id) ?? "", comparable: 0, leftOut: 0, notCompared: {} };
    counts.set(id, there);
    return there;
  };
  for (const { endpointId, groups, n } of outcomes) {
    const count = countOf(endpointId);
    const effect = effectOfGroups(groups, effectOf);
    if (effect === "left-out") count.leftOut += n;
    else if (effect === "not-the-same") count.notCompared[effect] = (count.notCompared[effect] ?? 0) + n;
    else count.comparable += n;
  }
  for (const { endpointId, reason, n } of notCompared) {
    const count = countOf(endpointId);
    count.notCompared[reason] = (count.notCompared[reason] ?? 0) + n;
  }
  return [...counts.values()];
}

/** The pilot's scope (`GET /lots/*`) as names of endpoints; what was never seen stays as it was written. */
export function scopeOf(written: readonly string[], endpoints: readonly EndpointRow[]): string[] {
  const names = endpoints.filter((one) => one.mergedInto === null).map(({ name }) => name);
  const found = written.flatMap((entry) => {
    const meant = names.filter((name) => isMeant(entry, name));
    return meant.length === 0 ? [entry] : meant;
  });
  return [...new Set(found)];
}

function isMeant(entry: string, name: string): boolean {
  const [asked, own] = [entry.split(/[ /]+/), name.split(/[ /]+/)];
  return asked.length === own.length && asked.every((step, place) => step === own[place] || isAny(step, own[place]));
}

function isAny(step: string, own = ""): boolean {
  return step === "*" || (/^\{.*\}/.test(step) && /^\{.*\}/.test(own));
}
