import { isKeyLike } from "./key-like.ts";
import { covers, type Pattern, patternOf, touches } from "./path-pattern.ts";
import type { Endpoint, Rule, RuleSet } from "./rules.ts";
import { tooManyKinds } from "./too-many-kinds.ts";

/** A rule set made ready for comparing: asked by endpoint and normalised path, each answer worked out once. */
export type CompiledRules = {
  version: number;
  endpoints: readonly Endpoint[];
  /** What holds for an endpoint's name; one that the set does not list has the rules for `*`. */
  of(endpoint: string): EndpointRules;
};

export type EndpointRules = {
  comparedHeaders: readonly string[];
  /** The rules whose path covers this normalised path, in the order of the set. An ignored place covers all that stands in it. */
  at(path: string): readonly Rule[];
  /** Whether any rule pairs members of arrays by something else than their place. */
  pairsArrays: boolean;
  /** How ids are compared here. */
  idPlace(path: string): IdPlace;
  /** Whether a difference here touches a critical field: at it, in it, or around it. */
  isCritical(path: string): boolean;
};

/** Ids of a declared type, ids of whatever type (the name looks like an id's or a link's), or no ids. */
export type IdPlace = { type: string } | "any" | "none";

/** Keeps answers by path. Paths come from the systems' answers, so the memory of them has an end. */
const mostRemembered = 20_000;

function remembered<T>(work: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    let found = known.get(key);
    if (found !== undefined) return found;
    found = work(key);
    if (known.size >= mostRemembered) known.clear();
    known.set(key, found);
    return found;
  };
}

/** Makes a rule set ready. Rules whose path is no path cover nothing; a rule set does not fail for one of them. */
export function compileRules(set: RuleSet): CompiledRules {
  return {
    version: set.version,
    endpoints: set.endpoints,
    of: remembered((endpoint) => rulesOfEndpoint(set, endpoint)),
  };
}

function rulesOfEndpoint(set: RuleSet, name: string): EndpointRules {
  const forHere = (one: { endpoint: string }) => one.endpoint === "*" || one.endpoint === name;
  const rules = set.rules.filter(forHere).map((rule) => ({ rule, pattern: patternOf(rule.path) }));
  const critical = set.critical.filter(forHere).map((one) => patternOf(one.path));
  const endpoint = set.endpoints.find((one) => one.name === name);
  return {
    comparedHeaders: set.comparedHeaders.map((header) => header.toLowerCase()),
    pairsArrays: rules.some(({ rule }) => rule.effect.do === "pair-by" || rule.effect.do === "any-order"),
    at: remembered((path) => {
      const steps = patternOf(path);
      return rules
        .filter(({ rule, pattern }) => covers(pattern, steps, rule.effect.do === "ignore"))
        .map((one) => one.rule);
    }),
    idPlace: remembered((path) => idPlaceOf(endpoint, path)),
    isCritical: remembered((path) => isCriticalAt(critical, path)),
  };
}

/** What went into one group for being too many may be anything. */
function isCriticalAt(critical: readonly Pattern[], path: string): boolean {
  return path === tooManyKinds ? critical.length > 0 : critical.some((one) => touches(one, patternOf(path)));
}

function idPlaceOf(endpoint: Endpoint | undefined, path: string): IdPlace {
  const steps = patternOf(path);
  const declared = [
    ...(endpoint?.makes ?? []).map(({ type, path: place }) => ({ type, place })),
    ...(endpoint?.uses ?? []),
  ];
  const found = declared.find(({ place }) => place.startsWith("$") && covers(patternOf(place), steps, false));
  if (found !== undefined) return { type: found.type };
  return isKeyLike(path) ? "any" : "none";
}
