import { changingPartOf } from "../../core/changing-part.ts";
import { endpointMatcher } from "../../core/match-endpoint.ts";
import { pathOf, unescaped } from "../../core/request-path.ts";
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

/** Writes that are opted in, whatever the sampling says of them. */
export function writePlan({ writes }: Pick<PlanConfig, "writes">): (asked: Asked) => boolean {
  const optedIn = endpointMatcher(writes.flatMap(endpointNamed));
  return ({ method, target }) => isWrite(method) && optedIn(method, target) !== null;
}

/** A request, and where legacy says that what it made stands: `Location: /lots/18`. */
export type Effect = Asked & { madeAt?: string | null };

/** A path is an entity, and a write changes also what stands above it: the list that it is in. `entities` are those that ids name. Creations
 *  in one collection do not wait for each other, only for what they are about. */
export function usesOf({ method, target, madeAt }: Effect, entities: readonly string[]): EntityUse[] {
  const exclusive = isWrite(method);
  const { path, above } = placeOf(target);
  const named = entities.map((key) => ({ key, exclusive }));
  if (isCreation(method, path)) {
    const alone = [...(isThing(above) ? [above] : []), ...(madeAt ? [placeOf(madeAt).path] : [])];
    return [{ key: path, exclusive: false }, ...alone.map((key) => ({ key, exclusive })), ...named];
  }
  const paths = exclusive && above !== "" ? [path, above] : [path];
  return [...paths.map((key) => ({ key, exclusive })), ...named];
}

/** What a write changes: `things` with all below them, and `lists` for themselves. */
export type Changed = { things: string[]; lists: string[]; entities: readonly string[] };

/** `madeIds`: what legacy's answer calls the thing that was made. */
export function changedBy(
  { method, target, madeAt }: Effect,
  { entities, madeIds }: { entities: readonly string[]; madeIds: readonly string[] },
): Changed {
  const { path, above } = placeOf(target);
  if (!isCreation(method, path)) return { things: [path], lists: above === "" ? [] : [above], entities };
  const made = madeIds.map((id) => `${path}/${encodeURIComponent(id)}`);
  const things = [...(isThing(above) ? [above] : []), ...(madeAt ? [placeOf(madeAt).path] : []), ...made];
  return { things, lists: [path], entities };
}

/** A target's path and what stands above it, without closing slashes; empty for the root. */
export function placeOf(target: string): { path: string; above: string } {
  const path = pathOf(target).replace(/\/+$/, "");
  return { path, above: path.slice(0, Math.max(0, path.lastIndexOf("/"))) };
}

/** A POST to a path that names no single thing. */
export function isCreation(method: string, path: string): boolean {
  return method === "POST" && !isThing(path);
}

function isThing(path: string): boolean {
  return changingPartOf(unescaped(path.slice(path.lastIndexOf("/") + 1))) !== null;
}
