/** Faults planted by rule, so that nobody's choice is in them: `node --import tsx bench/shadow/noise-independent/planted.ts`. At each place of
 *  the independent set's bodies that both systems should answer alike, the candidate answers wrongly in each way below, always, and nothing
 *  else differs. Prints every fault that would be proposed as noise without a twin. */
import { judge } from "./score.ts";
import { independentSet, type LabelledEndpoint } from "./set.ts";

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Steps = string[];
type Place = { bodies: readonly Json[]; n: number; steps: Steps; value: Json };

const exchanges = 300;

const faults: Record<string, (place: Place) => Json | undefined> = {
  "any other row": ({ bodies, n, steps }) => valueAt(bodies[(n * 7919 + 13) % bodies.length], steps),
  "the next row": ({ bodies, n, steps }) => valueAt(bodies[(n + 1) % bodies.length], steps),
  "always the first row": ({ bodies, steps }) => valueAt(bodies[0], steps),
  "one more": ({ value }) => (typeof value === "number" ? value + 1 : lastSignTurned(value)),
  "the wrong way round": ({ value }) => (typeof value === "number" ? -value : turned(value)),
};

const lastSignTurned = (value: Json) =>
  typeof value === "string" ? `${value.slice(0, -1)}${value.endsWith("0") ? 1 : 0}` : !value;
const turned = (value: Json) => (typeof value === "string" ? [...value].reverse().join("") : value);

function valueAt(value: Json | undefined, steps: Steps): Json | undefined {
  return steps.reduce<Json | undefined>((within, step) => memberOf(within, step), value);
}

function memberOf(value: Json | undefined, step: string): Json | undefined {
  if (Array.isArray(value)) return value[Number(step)];
  return value !== null && typeof value === "object" ? value[step] : undefined;
}

/** Every place in the body, by its path. */
function placesOf(value: Json, path = "$", steps: Steps = []): { path: string; steps: Steps }[] {
  if (value === null || typeof value !== "object") return [{ path, steps }];
  const step = (name: string) => (Array.isArray(value) ? `${path}[*]` : `${path}.${name}`);
  return Object.entries(value).flatMap(([name, inner]) => placesOf(inner, step(name), [...steps, name]));
}

/** The body with other values at the path. */
function changed(value: Json, path: string, change: (value: Json, steps: Steps) => Json | undefined): Json {
  const walk = (within: Json, at: string, steps: Steps): Json => {
    if (within === null || typeof within !== "object") return at === path ? (change(within, steps) ?? within) : within;
    if (Array.isArray(within)) return within.map((inner, n) => walk(inner, `${at}[*]`, [...steps, String(n)]));
    const members = Object.entries(within).map(([name, inner]) => [
      name,
      walk(inner, `${at}.${name}`, [...steps, name]),
    ]);
    return Object.fromEntries(members);
  };
  return walk(value, "$", []);
}

function planted(
  endpoint: LabelledEndpoint,
  path: string,
  fault: (place: Place) => Json | undefined,
): LabelledEndpoint {
  const pairs = endpoint.pairs.slice(0, exchanges);
  const bodies = pairs.map(({ legacy }) => JSON.parse(legacy.body) as Json);
  const wrong = pairs.map((pair, n) => {
    const body = changed(bodies[n] ?? null, path, (value, steps) => fault({ bodies, n, steps, value }));
    return { ...pair, candidate: { ...pair.legacy, body: JSON.stringify(body) } };
  });
  return { ...endpoint, pairs: wrong, labels: new Map() };
}

let tried = 0;
let proposed = 0;
for (const endpoint of independentSet(1)) {
  const bodies = endpoint.pairs.slice(0, exchanges).map(({ legacy }) => JSON.parse(legacy.body) as Json);
  const paths = new Set(bodies.flatMap((body) => placesOf(body)).map(({ path }) => path));
  for (const path of paths) {
    if ((endpoint.labels.get(path) ?? "noise") === "noise") continue;
    for (const [name, fault] of Object.entries(faults)) {
      tried++;
      for (const one of judge(planted(endpoint, path, fault), false).filter((verdict) => verdict.proposed !== null)) {
        proposed++;
        console.log(`WRONG (${one.proposed})\t${name}\t${endpoint.name}\t${path}\t${one.example.slice(0, 80)}`);
      }
    }
  }
}
console.log(`${tried} faults planted, ${proposed} of them proposed as noise`);
