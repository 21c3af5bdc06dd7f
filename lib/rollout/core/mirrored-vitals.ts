import type { Served, ServedSpan } from "../../shadow/core/served-side.ts";
import type { Side } from "./driver.ts";
import type { VitalsSample } from "./vitals.ts";

/** Vitals as a mirror in front of the balancer counted them. */

export type MirroredVitals = VitalsSample & { side: Side; why: string | null };

/** A mirror tells every 2 s. */
const silentMs = 10_000;
const sides = ["legacy", "new"] as const;

/** One sample a span and side. A mirror that is silent, paused or unknown gives none but the reason, of now. */
export function mirroredVitals(
  mirror: { name: string; heardAt: number; served: Served } | null,
  { named, now }: { named: string; now: number },
): MirroredVitals[] {
  const why = whyNothing(mirror, { named, now });
  if (why !== null || mirror === null)
    return sides.map((side) => ({ side, at: now, requests: null, errorRatio: null, latencyMsP99: null, why }));
  return mirror.served.spans.flatMap((span) => sides.map((side) => sampleOf(span, side)));
}

function whyNothing(
  mirror: { heardAt: number; served: Served } | null,
  { named, now }: { named: string; now: number },
): string | null {
  if (mirror === null) return `no mirror ${named} in front of the balancer was heard of`;
  if (now - mirror.heardAt > silentMs)
    return `the mirror ${named} was last heard of ${Math.round((now - mirror.heardAt) / 1_000)} s ago`;
  return mirror.served.since === null ? `the mirror ${named} is paused` : null;
}

/** Nothing was asked: there is no ratio, and no latency. */
function sampleOf(span: ServedSpan, side: Side): MirroredVitals {
  const { requests, errors, latencyMsP99 } = span[side];
  const errorRatio = requests === 0 ? null : errors / requests;
  return { side, at: span.at, requests, errorRatio, latencyMsP99, why: whyLess(span, side) };
}

function whyLess(span: ServedSpan, side: Side): string | null {
  if (span.unsaid > 0) return `${span.unsaid} answers did not say which system gave them`;
  return span[side].requests === 0 ? "no requests came to it" : null;
}
