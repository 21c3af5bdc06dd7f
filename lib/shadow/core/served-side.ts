import type { Headers } from "./exchange.ts";
import { headerOf } from "./read-body.ts";

/** Which of the two systems answered, behind a balancer that says so in a header of each answer. */

export type Side = "legacy" | "new";

/** `header` in lower case; what it says when the one or the other system answered. */
export type Balancer = { header: string; legacy: readonly string[]; new: readonly string[] };

/** One side in one span. */
export type ServedFigures = {
  requests: number;
  /** Answered with 5xx, or without a whole answer. */
  errors: number;
  /** Null: nothing was answered. */
  latencyMsP99: number | null;
};

/** `at`: its end, epoch ms by the mirror's clock. `unsaid`: answers that named neither side. */
export type ServedSpan = Readonly<Record<Side, ServedFigures>> & { at: number; unsaid: number };

/** What a mirror in front of a balancer says of both sides. */
export type Served = {
  /** Since when it watches without a break, epoch ms; null: it is paused. */
  since: number | null;
  /** Writes that went well and named neither side, since it started. */
  unsaidWrites: number;
  /** Oldest first; only whole ones. */
  spans: ServedSpan[];
};

/** Null where the answer names neither side, or names several. */
export function servedSide(headers: Headers, balancer: Balancer): Side | null {
  const value = headerOf(headers, balancer.header);
  if (value === null) return null;
  if (balancer.new.includes(value)) return "new";
  return balancer.legacy.includes(value) ? "legacy" : null;
}

const reads = new Set(["GET", "HEAD", "OPTIONS"]);

/** A request that asks for more than reading, and was not refused: answered with 2xx, or sent on (3xx), as forms are. */
export function wroteWell(method: string, status: number): boolean {
  return !reads.has(method) && status >= 200 && status < 400;
}
