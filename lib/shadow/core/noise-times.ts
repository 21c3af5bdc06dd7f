import type { Json } from "./json-value.ts";
import { formatOfTime, timeOfNumber, timeOfText } from "./point-in-time.ts";

/** Clocks: what two systems asked a moment apart write when they mean now. */

export type TimedSample = { legacy: Json; candidate: Json; at: number };

type Read = { legacy: number; candidate: number; at: number };

/** Two clocks further apart than this are not the same clock: an hour is a time zone. */
const mostSkewMs = 60_000;
/** How much a clock may scatter against the time of the request. */
const mostScatterMs = 10_000;
/** A thing made twice, once in each system, is made within this. */
const mostDelayMs = 5_000;

/** A clock in whole seconds seldom differs: few readings do, as long as each goes along with the time of its own request. */
export const fewestReadings = 5;
const fewestDelays = 20;

/** Ms within which two readings of one clock are equal, or null when these are no such readings: another format, a zone, digits cut off,
 *  a constant shift, or times that have nothing to do with each other. `share`: of exchanges that differ. */
export function clockTolerance(samples: readonly TimedSample[], share: number): number | null {
  const times = timesOf(samples);
  if (times === null || losesDigits(times)) return null;
  const isEnough = times.length >= fewestDelays;
  return isNow(times) || (isEnough && isDelay(times, share)) ? niceTolerance(times) : null;
}

/** The same for a field that two legacy instances write differently too; the new system's may not be further off than a clock can be. */
export function toleranceFor(own: readonly TimedSample[], twins: readonly TimedSample[]): number | null {
  const [times, twinTimes] = [timesOf(own), timesOf(twins)];
  if (times === null || twinTimes === null || losesDigits(times)) return null;
  const apart = Math.abs(median(apartOf(times)) - median(apartOf(twinTimes)));
  return apart > mostSkewMs ? null : niceTolerance([...times, ...twinTimes]);
}

function timesOf(samples: readonly TimedSample[]): Read[] | null {
  const times = samples.flatMap((sample) => timesOfSample(sample) ?? []);
  return samples.length > 0 && times.length >= samples.length * 0.98 ? times : null;
}

function timesOfSample({ legacy, candidate, at }: TimedSample): Read | null {
  if (typeof legacy === "number" && typeof candidate === "number") {
    const [left, right] = [timeOfNumber(legacy), timeOfNumber(candidate)];
    return left === null || right === null || legacy / candidate > 2 || candidate / legacy > 2
      ? null
      : { legacy: left, candidate: right, at };
  }
  if (typeof legacy !== "string" || typeof candidate !== "string" || legacy.length === 10) return null;
  const [left, right] = [timeOfText(legacy), timeOfText(candidate)];
  if (left === null || right === null || !isSameForm(legacy, candidate)) return null;
  return { legacy: left, candidate: right, at };
}

/** Fractions may be cut where they end in zeros (`.12` for `.120`): as many writers do. */
function isSameForm(legacy: string, candidate: string): boolean {
  const form = (text: string) => formatOfTime(text).replace(/[.,]#+/, ".#");
  return form(legacy) === form(candidate);
}

const apartOf = (times: readonly Read[]) => times.map((one) => one.candidate - one.legacy);

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** The new system writes whole seconds (minutes) where legacy writes fractions, or the other way about. */
function losesDigits(times: readonly Read[]): boolean {
  const whole = (pick: (one: Read) => number, unit: number) =>
    times.filter((one) => pick(one) % unit === 0).length / times.length;
  return [1000, 60_000].some(
    (unit) => Math.abs(whole((one) => one.legacy, unit) - whole((one) => one.candidate, unit)) > 0.5,
  );
}

function scatter(values: readonly number[]): number {
  const middle = median(values);
  return (
    values.map((value) => Math.abs(value - middle)).toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? 0
  );
}

/** Both go along with the time of the request: `served_at`, and `expires_at` an hour later. */
function isNow(times: readonly Read[]): boolean {
  const [left, right] = [times.map((one) => one.legacy - one.at), times.map((one) => one.candidate - one.at)];
  const spread = Math.max(...times.map((one) => one.at)) - Math.min(...times.map((one) => one.at));
  if (spread < mostScatterMs) return Math.abs(median(left)) < mostSkewMs && Math.abs(median(right)) < mostSkewMs;
  return (
    scatter(left) < mostScatterMs &&
    scatter(right) < mostScatterMs &&
    Math.abs(median(right) - median(left)) < mostSkewMs
  );
}

/** A thing made in both systems a moment apart: always a little, never the same. In whole seconds it is one second, now and then. */
function isDelay(times: readonly Read[], share: number): boolean {
  const apart = apartOf(times);
  if (apart.filter((ms) => Math.abs(ms) <= mostDelayMs).length < apart.length * 0.98) return false;
  const amounts = new Set(apart).size;
  return amounts >= 5 || (amounts <= 2 && share < 0.9 && apart.every((ms) => Math.abs(ms) === 1000));
}

const steps = [1000, 2000, 5000, 10_000, 30_000, 60_000, 120_000];

/** Twice what was seen, as a round figure. Under a second two systems that are asked a moment apart say nothing: on a busy day they are. */
function niceTolerance(times: readonly Read[]): number {
  const most =
    apartOf(times)
      .map(Math.abs)
      .toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
  return steps.find((step) => step >= most * 2) ?? 120_000;
}
