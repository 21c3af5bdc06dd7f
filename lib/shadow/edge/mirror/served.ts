import { emptyHistogram, type Histogram, recordUs, valueAtUs } from "#lib/platform/core/histogram.ts";
import type { Exchange } from "../../core/exchange.ts";
import {
  type Balancer,
  type Served,
  type ServedFigures,
  type ServedSpan,
  type Side,
  servedSide,
  wroteWell,
} from "../../core/served-side.ts";
import type { Observed } from "./watch.ts";

/** What a mirror in front of the balancer counts: by span and side, in memory of a fixed size. Clients wait for it: no body is looked into. */

const spanMs = 5_000;
/** A minute: whoever fetches them may be away for so long. */
const mostSpans = 12;

type Counting = { requests: number; errors: number; latencies: Histogram };
const nothingYet = (): Counting => ({ requests: 0, errors: 0, latencies: emptyHistogram() });

export class ServedCounts {
  readonly #now: () => number;
  #sides: Record<Side, Counting> = { legacy: nothingYet(), new: nothingYet() };
  #unsaid = 0;
  #unsaidWrites = 0;
  #spans: ServedSpan[] = [];
  #span: number;
  #since: number | null;

  /** `now`: epoch ms. */
  constructor(now: () => number = Date.now) {
    this.#now = now;
    this.#span = Math.floor(now() / spanMs);
    this.#since = now();
  }

  /** Paused, nothing is seen; resumed, it begins anew. */
  watch(isWatching: boolean): void {
    if (isWatching) this.#since ??= this.#now();
    else this.#since = null;
  }

  /** Answers which side it was. What failed and names nobody counts on both: it may have been either. */
  count({ method, legacy }: Observed, balancer: Balancer): Side | null {
    this.#roll();
    const side = legacy === null ? null : servedSide(legacy.headers, balancer);
    const failed = legacy === null || legacy.status >= 500;
    if (side !== null) this.#add(side, { failed, latencyMs: legacy?.latencyMs ?? null });
    else if (failed) for (const either of ["legacy", "new"] as const) this.#add(either, { failed, latencyMs: null });
    else this.#unsaid++;
    if (side === null && legacy !== null && wroteWell(method, legacy.status)) this.#unsaidWrites++;
    return side;
  }

  #add(side: Side, { failed, latencyMs }: { failed: boolean; latencyMs: number | null }): void {
    const counting = this.#sides[side];
    counting.requests++;
    if (failed) counting.errors++;
    if (latencyMs !== null) recordUs(counting.latencies, latencyMs * 1_000);
  }

  /** Ends the spans that are over. After a long silence only as many as are kept. */
  #roll(): void {
    const now = Math.floor(this.#now() / spanMs);
    if (now <= this.#span) return;
    this.#end();
    this.#span = Math.max(this.#span + 1, now - mostSpans);
    while (this.#span < now) {
      this.#end();
      this.#span++;
    }
  }

  #end(): void {
    const { legacy, new: fresh } = this.#sides;
    this.#spans.push({
      at: (this.#span + 1) * spanMs,
      unsaid: this.#unsaid,
      legacy: figuresOf(legacy),
      new: figuresOf(fresh),
    });
    if (this.#spans.length > mostSpans) this.#spans.shift();
    this.#unsaid = 0;
    for (const side of ["legacy", "new"] as const) if (this.#sides[side].requests > 0) this.#sides[side] = nothingYet();
  }

  figures(): Served {
    this.#roll();
    return { since: this.#since, unsaidWrites: this.#unsaidWrites, spans: [...this.#spans] };
  }
}

function figuresOf({ requests, errors, latencies }: Counting): ServedFigures {
  return { requests, errors, latencyMsP99: latencies.n === 0 ? null : valueAtUs(latencies, 0.99) / 1_000 };
}

const told = new Set(["content-type", "content-encoding", "location"]);

/** A write as its list needs it: of the answer what may name the thing, of the request nothing but its line. */
export function writeOf({ at, method, target, requestBody, legacy }: Observed, id: string): Exchange {
  return {
    ...{ id, at, method, target, requestHeaders: [], requestBody: { bytes: null, length: requestBody.length } },
    legacy: legacy && { ...legacy, headers: legacy.headers.filter(([name]) => told.has(name)) },
    ...{ candidate: null, twin: null, notCompared: "not-mirrored" },
  };
}
