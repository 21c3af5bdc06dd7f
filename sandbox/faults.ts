import type { RouteName } from "./latency.ts";

/** What can be switched to go wrong while the plant runs. */
export type Faults = {
  /** Every answer takes `factor` times as long, and `addMs` more. */
  slow?: { factor?: number; addMs?: number; route?: RouteName };
  /** Nothing is answered until so many ms after the switch; then all that waited is. */
  stall?: { forMs: number; route?: RouteName };
  /** This share of answers is a 503. */
  errorRatio?: { ratio: number; route?: RouteName };
  /** This share of right answers carries another success status. */
  wrongStatus?: { ratio: number; route?: RouteName };
  /** This share of right answers carries a body without the expected fields. */
  wrongBody?: { ratio: number; route?: RouteName };
  /** This share of connections is cut instead of answered. */
  reset?: { ratio: number; route?: RouteName };
};

const routes: readonly string[] = ["login", "lots", "qc-decisions", "traceability", "health"];
const members: Record<keyof Faults, readonly string[]> = {
  slow: ["factor", "addMs"],
  stall: ["forMs"],
  errorRatio: ["ratio"],
  wrongStatus: ["ratio"],
  wrongBody: ["ratio"],
  reset: ["ratio"],
};
const largest: Record<string, number> = { factor: 1000, addMs: 120_000, forMs: 120_000, ratio: 1 };

/** Faults from a parsed JSON body, or what is wrong with it. */
export function readFaults(body: unknown): Faults | string {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    return 'an object such as {"slow":{"factor":10}} is expected';
  for (const [name, value] of Object.entries(body)) {
    const wrong = wrongFault(name, value);
    if (wrong !== null) return wrong;
  }
  return body;
}

function wrongFault(name: string, value: unknown): string | null {
  if (!isFault(name)) return `there is no fault "${name}"; there are ${Object.keys(members).join(", ")}`;
  if (typeof value !== "object" || value === null) return `${name} takes an object with ${members[name].join(", ")}`;
  const { route, ...figures } = value as Record<string, unknown>;
  if (route !== undefined && !(typeof route === "string" && routes.includes(route)))
    return `route is one of ${routes.join(", ")}`;
  if (Object.keys(figures).length === 0) return `${name} needs ${members[name].join(" or ")}`;
  for (const [key, figure] of Object.entries(figures)) {
    if (!members[name].includes(key)) return `${name} has no "${key}"; it takes ${members[name].join(", ")}`;
    const most = largest[key] ?? 1;
    if (typeof figure !== "number" || figure < 0 || figure > most)
      return `${name}.${key} is a number from 0 to ${most}`;
  }
  return null;
}

function isFault(name: string): name is keyof Faults {
  return Object.hasOwn(members, name);
}

/** What the faults do to one request. */
export type Effect = { delayMs: number; instead: "error" | "wrong status" | "wrong body" | "reset" | null };

export function effectOf(faults: Faults, { route, delayMs, sinceMs, random }: Request): Effect {
  const hits = (fault: { route?: RouteName } | undefined) => fault !== undefined && (fault.route ?? route) === route;
  let delay = delayMs;
  if (hits(faults.slow)) delay = delay * (faults.slow?.factor ?? 1) + (faults.slow?.addMs ?? 0);
  if (hits(faults.stall)) delay += Math.max(0, (faults.stall?.forMs ?? 0) - sinceMs);
  const falls = (fault: { ratio: number; route?: RouteName } | undefined) =>
    hits(fault) && random() < (fault?.ratio ?? 0);
  if (falls(faults.reset)) return { delayMs: delay, instead: "reset" };
  if (falls(faults.errorRatio)) return { delayMs: delay, instead: "error" };
  if (falls(faults.wrongStatus)) return { delayMs: delay, instead: "wrong status" };
  if (falls(faults.wrongBody)) return { delayMs: delay, instead: "wrong body" };
  return { delayMs: delay, instead: null };
}

type Request = { route: RouteName; delayMs: number; sinceMs: number; random(): number };
