import type { Frame } from "./frame.ts";
import { count, percent } from "./say.ts";

/** How the generator's own machine stood in the seconds that count: its processor time, and what the machine's host took of all processor time
 *  for others ("steal"). A stolen core makes a generator late whose own figures look idle, so that it has to be seen afterwards. */

/** From here on a saturated second is said to have been taken by the host: a twentieth of all the machine's processor time. */
export const stealLimit = 0.05;

/** `cpuCores…`: 1 is one core busy; `stealRatio…`: 0..1 of all cores. `stolenSeconds`: saturated ones with steal over the limit. */
export type MachineTally = {
  seconds: number;
  cpuCoresSum: number;
  cpuCoresMax: number;
  stealRatioSum: number;
  stealRatioMax: number;
  stolenSeconds: number;
};

/** Before the first second. */
export function emptyMachine(): MachineTally {
  return { seconds: 0, cpuCoresSum: 0, cpuCoresMax: 0, stealRatioSum: 0, stealRatioMax: 0, stolenSeconds: 0 };
}

/** Adds a second that counts. */
export function tallyMachine(tally: MachineTally, { cpuCores, stealRatio, saturated }: Frame): void {
  tally.seconds++;
  tally.cpuCoresSum += cpuCores;
  tally.cpuCoresMax = Math.max(tally.cpuCoresMax, cpuCores);
  tally.stealRatioSum += stealRatio;
  tally.stealRatioMax = Math.max(tally.stealRatioMax, stealRatio);
  if (saturated && stealRatio > stealLimit) tally.stolenSeconds++;
}

export type MachineSummary = {
  cpuCoresMean: number;
  cpuCoresMax: number;
  stealRatioMean: number;
  stealRatioMax: number;
  stolenSeconds: number;
};

/** Mean and highest of the seconds added; null before the first. */
export function machineSummary(tally: MachineTally): MachineSummary | null {
  const { seconds, cpuCoresSum, cpuCoresMax, stealRatioSum, stealRatioMax, stolenSeconds } = tally;
  if (seconds === 0) return null;
  const means = { cpuCoresMean: cpuCoresSum / seconds, stealRatioMean: stealRatioSum / seconds };
  return { ...means, cpuCoresMax, stealRatioMax, stolenSeconds };
}

/** "In 4 of the saturated seconds the machine's host took more than 5 % of its processor time for others." Empty where in none. */
export function sayStolen(stolenSeconds: number): string {
  if (stolenSeconds === 0) return "";
  return `In ${count(stolenSeconds)} of the saturated seconds the machine's host took more than ${percent(stealLimit)} of its processor time for others.`;
}

/** "0.42 cores", "1 core" */
export function cores(value: number): string {
  const shown = Number(value.toFixed(2));
  return `${shown} ${shown === 1 ? "core" : "cores"}`;
}
