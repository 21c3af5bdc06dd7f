import { betaQuantile } from "./incomplete-beta.ts";

/** The t that a share of `p` of Student's distribution lies beyond, at both ends together: 12.706 for 0.05 and one degree of freedom. */
export function studentQuantile(p: number, degrees: number): number {
  const x = betaQuantile(p, degrees / 2, 0.5);
  return Math.sqrt((degrees * (1 - x)) / x);
}

/** Share of the standard normal distribution below `z`, to 7 digits (Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.26). */
export function normalShare(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const beyond = 0.5 * poly * Math.exp(-x * x);
  return z < 0 ? beyond : 1 - beyond;
}
