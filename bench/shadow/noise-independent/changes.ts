/** What a rebuilt system gets wrong, as seen in the field. */
import type { Moment } from "./field.ts";

export const times =
  (factor: number) =>
  (value: number): number =>
    Number((value * factor).toPrecision(9));
export const add =
  (step: number) =>
  (value: number): number =>
    value + step;
export const rounded =
  (decimals: number) =>
  (value: number): number => {
    const round = Number(value.toFixed(decimals));
    return round === value ? value : round;
  };
export const hours =
  (shift: number) =>
  (value: string): string =>
    new Date(Date.parse(value) + shift * 3600000).toISOString().replace(".000", "");
export const days =
  (shift: number) =>
  (value: string): string =>
    new Date(Date.parse(value) + shift * 86400000).toISOString().slice(0, value.length);
export const trailingSpace = (value: string): string => `${value} `;
export const padded =
  (length: number) =>
  (value: string): string =>
    value.padEnd(length, " ");
export const upper = (value: string): string => value.toUpperCase();
export const lower = (value: string): string => value.toLowerCase();
export const cut =
  (length: number) =>
  (value: string): string =>
    value.slice(0, length);
export const missing = (): undefined => undefined;
export const nothing = (): null => null;
export const flipped = (value: boolean): boolean => !value;
export const asText = (value: number): string => String(value);
export const asCents = (value: string): string => value.replace(/\.(\d)0$/, ".$1");
export const renamed =
  (names: Record<string, string>) =>
  (value: string): string =>
    names[value] ?? value;
export const instead =
  (...values: string[]) =>
  (value: string, { random }: Moment): string =>
    values.filter((other) => other !== value)[Math.floor(random() * (values.length - 1))] ?? value;
/** Two neighbouring figures the other way round. */
export const mistyped = (value: string): string => {
  const last = value.length - 1;
  const turned = value.slice(0, last - 1) + value[last] + value[last - 1];
  return turned === value ? `${value.slice(0, last)}${(Number(value[last]) + 1) % 10}` : turned;
};
/** What stood there some changes ago. */
export const stale =
  (most: number) =>
  (value: number, { random }: Moment): number =>
    value - 1 - Math.floor(random() * most);
