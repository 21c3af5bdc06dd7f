/** Exact quantiles of all values, to hold reported ones against. */

export type Quantiles = { p50: number; p95: number; p99: number; max: number };

/** The value at rank ⌈q·n⌉, as the engine's histograms define it; NaN for none. */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  const rank = Math.min(sorted.length, Math.max(1, Math.ceil(q * sorted.length - 1e-9)));
  return sorted[rank - 1] ?? Number.NaN;
}

export function quantilesOf(values: readonly number[]): Quantiles {
  const sorted = Float64Array.from(values).sort();
  return {
    p50: quantile(sorted, 0.5),
    p95: quantile(sorted, 0.95),
    p99: quantile(sorted, 0.99),
    max: quantile(sorted, 1),
  };
}
