/** Values as real systems write them: what each makes by itself, and what belongs to the thing that is asked for. */
import { type Make, type Moment, part, perSide, type Random, seeded } from "./field.ts";

const hexDigits = "0123456789abcdef";
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

const letters = (random: Random, length: number, alphabet: string): string => {
  let text = "";
  for (let n = 0; n < length; n += 1) text += alphabet[Math.floor(random() * alphabet.length)];
  return text;
};
const dashed = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
const base64 = (text: string): string => Buffer.from(text).toString("base64");

/** What is the same whenever the same system speaks of the same thing. */
const ofThing = (moment: Moment, salt: number): Random =>
  seeded(Math.imul(moment.entity + 11, 7919) + moment.side * 104729 + salt * 1299709);

// Made anew with every answer.
export const hex =
  (length: number): Make =>
  ({ random }) =>
    letters(random, length, hexDigits);
export const token =
  (length: number, before = ""): Make =>
  ({ random }) =>
    before + letters(random, length, alphanumeric);
export const uuid4: Make = ({ random }) => {
  const raw = letters(random, 32, hexDigits);
  return dashed(`${raw.slice(0, 12)}4${raw.slice(13, 16)}${"89ab"[Math.floor(random() * 4)]}${raw.slice(17)}`);
};
export const uuid7: Make = (moment) => {
  const raw = letters(moment.random, 32, hexDigits);
  return dashed(`${Math.floor(clockMs(moment)).toString(16).padStart(12, "0")}7${raw.slice(13, 16)}a${raw.slice(17)}`);
};
export const uuid1: Make = (moment) => {
  const ticks = (
    BigInt(Math.floor(clockMs(moment))) * 10000n +
    0x01b21dd213814000n +
    BigInt(Math.floor(moment.random() * 9999))
  )
    .toString(16)
    .padStart(15, "0");
  const machine = perSide(moment.side, "9c3a0242ac11", "b7d10242ac12", "9c3b0242ac13");
  return dashed(
    `${ticks.slice(7)}${ticks.slice(3, 7)}1${ticks.slice(0, 3)}${moment.side === 1 ? "a1f2" : "8c04"}${machine}0002`.slice(
      0,
      32,
    ),
  );
};
export const ulid: Make = (moment) => {
  let left = Math.floor(clockMs(moment));
  let head = "";
  for (let n = 0; n < 10; n += 1) {
    head = crockford[left % 32] + head;
    left = Math.floor(left / 32);
  }
  return head + letters(moment.random, 16, crockford);
};
export const jwt: Make = (moment) => {
  const claims = JSON.stringify({
    sub: `u${moment.entity}`,
    iat: Math.floor(clockMs(moment) / 1000),
    jti: hex(16)(moment),
  });
  return `eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.${Buffer.from(claims).toString("base64url")}.${token(43)(moment)}`;
};
export const cursor: Make = (moment) =>
  base64(JSON.stringify({ after: Number(rowNumber(4100)(moment)), k: hex(8)(moment) }));
export const signedUrl =
  (host: string, path: string): Make =>
  (moment) =>
    `https://${host}/${path}/${moment.entity}.pdf?X-Amz-Date=${compact(clockMs(moment))}&X-Amz-Expires=900&X-Amz-Signature=${hex(64)(moment)}`;

// Clocks: the candidate is asked a little after legacy, and its clock is not the same clock.
export function clockMs({ atMs, side, random }: Moment): number {
  return atMs + perSide(side, 0, 35, 4) + 4 + random() ** 3 * 90 + (side === 1 ? random() * 25 : 0);
}
const compact = (ms: number): string => `${new Date(ms).toISOString().replace(/[-:]/g, "").slice(0, 15)}Z`;
export const isoMs = (moment: Moment): string => new Date(clockMs(moment)).toISOString();
export const isoMicros: Make = (moment) =>
  isoMs(moment).replace("Z", `${Math.floor(100 + moment.random() * 899)}+00:00`);
export const isoSeconds: Make = (moment) => `${isoMs(moment).slice(0, 19)}Z`;
export const isoNoZone: Make = (moment) => isoMs(moment).slice(0, 23);
export const isoJira: Make = (moment) => isoMs(moment).replace("Z", "+0000");
export const sqlClock: Make = (moment) => isoMs(moment).slice(0, 19).replace("T", " ");
export const sapDate: Make = (moment) => `/Date(${Math.floor(clockMs(moment))})/`;
export const epochMs: Make = (moment) => Math.floor(clockMs(moment));
export const epochSeconds: Make = (moment) => Math.floor(clockMs(moment) / 1000);
export const epochFraction: Make = (moment) => Math.round(clockMs(moment) * 1000) / 1e6;
export const httpDate: Make = (moment) => new Date(clockMs(moment)).toUTCString();
export const laterSeconds =
  (seconds: number): Make =>
  (moment) =>
    Math.floor(clockMs(moment) / 1000) + seconds;
export const laterIso =
  (seconds: number): Make =>
  (moment) =>
    new Date(clockMs(moment) + seconds * 1000).toISOString();

// Durations, gauges, counters, names.
export const took =
  (typical: number): Make =>
  ({ random, side }) =>
    Math.max(
      1,
      Math.round(typical * perSide(side, 1, 0.7, 1.05) * (0.6 + random() + (random() < 0.05 ? random() * 6 : 0))),
    );
export const tookFraction =
  (typical: number): Make =>
  (moment) =>
    Math.round(Number(took(typical * 1000)(moment))) / 1000;
export const between =
  (low: number, high: number): Make =>
  ({ random }) =>
    Math.floor(low + random() * (high - low + 1));
export const counter =
  (start: number, step: number): Make =>
  ({ n, side, random }) =>
    perSide(side, start, 903, start + 11017) + n * step + Math.floor(random() * step);
export const oneOf =
  (...values: unknown[]): Make =>
  ({ random }) =>
    values[Math.floor(random() * values.length)];
export const bySide =
  (legacy: unknown, candidate: unknown, twin: unknown): Make =>
  ({ side }) =>
    perSide(side, legacy, candidate, twin);
export const host =
  (legacy: string, candidate: string, replicas: number): Make =>
  ({ side, random }) =>
    `${side === 1 ? candidate : legacy}${Math.floor(random() * replicas) + 1 + (side === 2 ? 40 : 0)}`;

// Belonging to a thing, and different in each system: the maps.
export const rowNumber =
  (start: number): Make =>
  ({ entity, side }) =>
    perSide(side, start + entity, 501 + entity + Math.floor(entity / 7), start + 3 + entity + Math.floor(entity / 11));
export const thingUuid =
  (salt: number): Make =>
  (moment) =>
    uuid4({ ...moment, random: ofThing(moment, salt) });
export const thingToken =
  (length: number, before: string): Make =>
  (moment) =>
    before + letters(ofThing(moment, length), length, alphanumeric);
export const thingHex =
  (length: number): Make =>
  (moment) =>
    letters(ofThing(moment, length), length, hexDigits);

// Belonging to a thing, and the same everywhere.
export const text =
  (make: (n: number) => string): Make =>
  ({ entity, index }) =>
    make(entity + index);
export const number =
  (low: number, high: number, salt: number, decimals = 0): Make =>
  ({ entity }) =>
    Number((low + part(entity, salt) * (high - low)).toFixed(decimals));
export const pick =
  (salt: number, ...values: unknown[]): Make =>
  ({ entity }) =>
    values[Math.floor(part(entity, salt) * values.length)];
/** A time on the ground, minutes before the request, with the second it was noted. */
export const earlierIso =
  (minutes: number, salt: number): Make =>
  ({ entity, atMs }) =>
    `${new Date(Math.floor(atMs / 60000) * 60000 - Math.floor(part(entity, salt) * minutes * 60) * 1000).toISOString().slice(0, 19)}Z`;
/** A calendar day around a fixed one. */
export const day =
  (salt: number): Make =>
  ({ entity }) =>
    new Date(Date.UTC(2026, 10, 20) + Math.floor(part(entity, salt) * 40) * 86400000).toISOString().slice(0, 10);
