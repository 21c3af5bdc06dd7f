import type { Json } from "./json-value.ts";
import type { TimedSample } from "./noise-times.ts";

/** Whether all are durations, and those of one side tell nothing about those of the other. */
export function areUnrelatedDurations(samples: readonly TimedSample[]): boolean {
  const pairs = samples.map(({ legacy, candidate }) => [durationIn(legacy), durationIn(candidate)] as const);
  if (pairs.some((pair) => pair.some((value) => !Number.isFinite(value) || value < 0))) return false;
  return Math.abs(correlation(pairs)) < 0.5;
}

/** 12, 0.012, `12`, `12 ms`. */
function durationIn(value: Json): number {
  return Number(typeof value === "string" ? value.replace(/\s?(?:ms|µs|us|ns|s)$/, "") : value);
}

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const mean = (place: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[place], 0) / pairs.length;
  const [left, right] = [mean(0), mean(1)];
  let [both, leftSquares, rightSquares] = [0, 0, 0];
  for (const [one, other] of pairs) {
    both += (one - left) * (other - right);
    leftSquares += (one - left) ** 2;
    rightSquares += (other - right) ** 2;
  }
  return leftSquares === 0 || rightSquares === 0 ? 1 : both / Math.sqrt(leftSquares * rightSquares);
}
