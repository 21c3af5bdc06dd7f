import { endpointMatcher } from "../../core/match-endpoint.ts";
import { pathOf } from "../../core/request-path.ts";
import type { Endpoint } from "../../core/rules.ts";
import type { EntityUse } from "./entity-lines.ts";

/** Which exchanges are mirrored, and which wait for which. */

const reads = new Set(["GET", "HEAD", "OPTIONS"]);

export function isWrite(method: string): boolean {
  return !reads.has(method);
}

export type PlanConfig = {
  writes: readonly string[];
  sampling: { ratio: number; endpoints: readonly { endpoint: string; ratio: number }[] };
};

type Asked = { method: string; target: string };

/** `draw` in [0, 1) decides by chance. A write that is not opted in is never mirrored. */
export function mirrorPlan({ writes, sampling }: PlanConfig): (asked: Asked, draw: number) => boolean {
  const optedIn = endpointMatcher(writes.flatMap(endpointNamed));
  const sampled = endpointMatcher(sampling.endpoints.flatMap(({ endpoint }) => endpointNamed(endpoint)));
  const ratios = new Map(sampling.endpoints.map(({ endpoint, ratio }) => [endpoint, ratio]));
  return ({ method, target }, draw) => {
    if (isWrite(method) && optedIn(method, target) === null) return false;
    const name = sampled(method, target)?.endpoint.name ?? "";
    return draw < (ratios.get(name) ?? sampling.ratio);
  };
}

function endpointNamed(name: string): Endpoint[] {
  const [, method, template] = /^(\S+) (\/\S*)$/.exec(name) ?? [];
  return method === undefined || template === undefined ? [] : [{ name, method, template, makes: [], uses: [] }];
}

/** A path is an entity, and a write changes also what stands above it: the list that it is in. `entities` are those that ids name. */
export function usesOf({ method, target }: Asked, entities: readonly string[]): EntityUse[] {
  const exclusive = isWrite(method);
  const path = pathOf(target).replace(/\/+$/, "");
  const above = path.slice(0, path.lastIndexOf("/"));
  const paths = exclusive && above !== "" ? [path, above] : [path];
  return [...paths, ...entities].map((key) => ({ key, exclusive }));
}
