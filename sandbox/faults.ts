import {
  type DifferenceName,
  type FaultName,
  type FaultRoute,
  faultMistake,
  faultNames,
  isFault,
  slowStartFactor,
} from "#lib/practice/core/faults.ts";
import type { RouteName } from "./latency.ts";

type Where = { route?: FaultRoute };
type Share = Where & { ratio: number };

/** What is switched on, with its figures; what each does is said in lib/practice/core/faults.ts. */
export type Faults = {
  slow?: Where & { factor?: number; addMs?: number };
  stall?: Where & { forMs: number };
  errorRatio?: Share;
  wrongStatus?: Share;
  wrongBody?: Share;
  reset?: Share;
  leak?: Where & { kibPerRequest: number };
  slowStart?: Where & { seconds: number };
  limited?: Where & { perSecond: number };
  newVersion?: Record<string, never>;
} & Partial<Record<DifferenceName, Record<string, never>>>;

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

export function wrongFault(name: string, value: unknown): string | null {
  if (!isFault(name)) return `there is no fault "${name}"; there are ${faultNames.join(", ")}`;
  const wrong = faultMistake(name, value);
  if (wrong === null) return null;
  return wrong.path === "" ? wrong.message : `${name}.${wrong.path} ${wrong.message}`;
}

/** What the faults do to one request. */
export type Effect = { delayMs: number; instead: "error" | "wrong status" | "wrong body" | "reset" | null };

/** What memory that is left behind costs each request. */
const msALeakedMiB = 2;

export function effectOf(faults: Faults, request: Request): Effect {
  const delayMs = delayOf(faults, request);
  const falls = (fault: Share | undefined) => hits(fault, request) && request.random() < (fault?.ratio ?? 0);
  if (falls(faults.reset)) return { delayMs, instead: "reset" };
  if (falls(faults.errorRatio)) return { delayMs, instead: "error" };
  if (falls(faults.wrongStatus)) return { delayMs, instead: "wrong status" };
  if (falls(faults.wrongBody)) return { delayMs, instead: "wrong body" };
  return { delayMs, instead: null };
}

function delayOf(faults: Faults, request: Request): number {
  let delay = request.delayMs;
  const { slow, stall, slowStart, leak, limited } = faults;
  if (hits(slow, request)) delay = delay * (slow?.factor ?? 1) + (slow?.addMs ?? 0);
  if (hits(slowStart, request)) delay *= startFactor(request.sinceMs("slowStart") / 1000, slowStart?.seconds ?? 1);
  if (hits(stall, request)) delay += Math.max(0, (stall?.forMs ?? 0) - request.sinceMs("stall"));
  if (hits(limited, request)) delay += request.lineMs(limited?.perSecond ?? 1);
  // Memory is the whole system's: what one endpoint leaves behind slows them all.
  return leak === undefined ? delay : delay + request.leakedMiB * msALeakedMiB;
}

/** Falls evenly to 1. */
function startFactor(sinceSeconds: number, seconds: number): number {
  return 1 + (slowStartFactor - 1) * Math.max(0, 1 - sinceSeconds / seconds);
}

/** Whether a fault is on for the endpoint that is asked. */
export function hits(fault: Where | undefined, { route }: { route: RouteName }): boolean {
  return fault !== undefined && (fault.route ?? route) === route;
}

type Request = {
  route: RouteName;
  delayMs: number;
  leakedMiB: number;
  /** Since that fault was switched on. */
  sinceMs(name: FaultName): number;
  /** Takes a place in the line of a system that carries so many a second; answers the wait until it is its turn. */
  lineMs(perSecond: number): number;
  random(): number;
};
