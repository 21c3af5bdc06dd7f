import { betaQuantile } from "./incomplete-beta.ts";

/** Exact one-sided binomial bounds (Clopper and Pearson, Biometrika 26, 1934). */

const usual = 0.95;

/** The largest share that k of n still allow at 95 %, or as sure as one asks for; 1 when all failed or nothing was seen. */
export function upperBound(k: number, n: number, confidence = usual): number {
  if (n === 0 || k >= n) return 1;
  if (k === 0) return -Math.expm1(Math.log(1 - confidence) / n);
  return betaQuantile(confidence, k + 1, n - k);
}

/** The smallest share that k of n still allow at 95 %, or as sure as one asks for; 0 when none failed. */
export function lowerBound(k: number, n: number, confidence = usual): number {
  if (n === 0 || k <= 0) return 0;
  if (k >= n) return (1 - confidence) ** (1 / n);
  return betaQuantile(1 - confidence, k, n - k + 1);
}
