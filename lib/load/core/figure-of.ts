import { type Sample, seriesKey } from "#lib/pilots/core/exposition.ts";
import type { ChosenFigure, Selector } from "#lib/pilots/core/system-metrics.ts";
import { selects } from "#lib/pilots/core/system-metrics.ts";

/** From what a target shows of itself to the figure of a chart. */

/** `tickMs`: when it was read, by a clock that is never put back. */
export type MetricsReading = { tickMs: number; samples: readonly Sample[] };

/** "first": a rate needs the reading before. Null: it cannot be said, and the line has a gap. */
export type Figure = number | null | "first";

export type Wanted = Pick<ChosenFigure, "way" | "fold"> & { selector: Selector };

/** One figure of a reading. `before`: the reading before it; null where that failed or is none, so that a figure speaks of one interval only.
 *  Null when nothing matches, when a value is no finite number, and after a counter fell (its program began anew). */
export function figureOf({ selector, way, fold }: Wanted, now: MetricsReading, before: MetricsReading | null): Figure {
  const matching = now.samples.filter((sample) => selects(selector, sample));
  if (matching.length === 0) return null;
  if (way === "value")
    return folded(
      matching.map(({ value }) => value),
      fold,
    );
  if (before === null) return "first";
  const rates = ratesOf(matching, before, now.tickMs - before.tickMs);
  if (way === "rate") return folded(rates, fold);
  const idle = folded(rates, "mean");
  // A counter of hundredths of a second may seem to run a little faster than the clock.
  return idle === null ? null : Math.min(1, Math.max(0, 1 - idle));
}

/** A second, of each series that both readings have. A counter that fell is NaN: nothing is known of its interval. */
function ratesOf(matching: readonly Sample[], before: MetricsReading, ms: number): number[] {
  const earlier = new Map(before.samples.map(({ name, labels, value }) => [seriesKey(name, labels), value]));
  return matching.flatMap(({ name, labels, value }) => {
    const was = earlier.get(seriesKey(name, labels));
    if (was === undefined) return [];
    return [value < was || ms <= 0 ? Number.NaN : ((value - was) * 1000) / ms];
  });
}

function folded(values: readonly number[], fold: ChosenFigure["fold"]): number | null {
  if (values.length === 0 || !values.every(Number.isFinite)) return null;
  if (fold === "max") return values.reduce((highest, value) => Math.max(highest, value));
  const sum = values.reduce((total, value) => total + value, 0);
  return fold === "sum" ? sum : sum / values.length;
}
