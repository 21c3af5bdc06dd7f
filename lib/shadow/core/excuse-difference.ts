import type { DifferenceKind } from "./difference.ts";
import { type Json, longNumber, typeOfJson } from "./json-value.ts";
import { timeOfNumber, timeOfText } from "./point-in-time.ts";
import type { Rule, RuleEffect } from "./rules.ts";
import { withoutSpace } from "./value-shapes.ts";

/** Two values that differ; `undefined` where there is nothing. */
export type Found = { kind: DifferenceKind; legacy: Json | undefined; candidate: Json | undefined };

/** The first rule by which this difference does not count, or null. Case and space may be left aside together. */
export function excusedBy(rules: readonly Rule[], found: Found): Rule | null {
  if (rules.length === 0) return null;
  return rules.find((rule) => excuses(rule.effect, found)) ?? excusedTogether(rules, found);
}

function excuses(effect: RuleEffect, { kind, legacy, candidate }: Found): boolean {
  if (effect.do === "ignore") return true;
  if (effect.do === "allow-extra") return kind === "extra";
  if (effect.do === "null-is-missing")
    return (legacy === undefined && candidate === null) || (legacy === null && candidate === undefined);
  if (legacy === undefined || candidate === undefined) return false;
  if (effect.do === "tolerate") return isNear(effect, legacy, candidate);
  if (effect.do === "time") return isSameTime(effect.toleranceMs, legacy, candidate);
  return textExcuses([effect.do], legacy, candidate);
}

function excusedTogether(rules: readonly Rule[], { legacy, candidate }: Found): Rule | null {
  const first = rules.find((rule) => rule.effect.do === "ignore-case" || rule.effect.do === "ignore-space");
  if (first === undefined || legacy === undefined || candidate === undefined) return null;
  const effects = rules.map((rule) => rule.effect.do);
  return textExcuses(effects, legacy, candidate) ? first : null;
}

function textExcuses(effects: readonly RuleEffect["do"][], legacy: Json, candidate: Json): boolean {
  if (typeOfJson(legacy) !== "string" || typeOfJson(candidate) !== "string") return false;
  let [left, right] = [String(legacy), String(candidate)];
  if (effects.includes("ignore-case")) [left, right] = [left.toLowerCase(), right.toLowerCase()];
  if (effects.includes("ignore-space")) [left, right] = [withoutSpace(left), withoutSpace(right)];
  return left === right;
}

function numberOf(value: Json): number | null {
  if (typeof value === "number") return value;
  const long = longNumber(value);
  return long === null ? null : Number(long);
}

/** Within the absolute or the relative limit, this one of the larger of the two; a trace of grace for what binary fractions cannot hold. */
function isNear(
  { absolute, relative }: { absolute: number; relative: number },
  legacy: Json,
  candidate: Json,
): boolean {
  const [left, right] = [numberOf(legacy), numberOf(candidate)];
  if (left === null || right === null) return false;
  const apart = Math.abs(left - right);
  const size = Math.max(Math.abs(left), Math.abs(right));
  const grace = size * 1e-12;
  return apart <= absolute + grace || apart <= relative * size + grace;
}

function isSameTime(toleranceMs: number | null, legacy: Json, candidate: Json): boolean {
  if (toleranceMs === null && !isSameForm(legacy, candidate)) return false;
  const [left, right] = [timeOf(legacy), timeOf(candidate)];
  if (left === null || right === null) return false;
  return toleranceMs === null || Math.abs(left - right) <= toleranceMs;
}

/** Two numbers, or two texts that differ in their digits only. */
function isSameForm(legacy: Json, candidate: Json): boolean {
  if (typeof legacy !== "string" || typeof candidate !== "string") return typeof legacy === typeof candidate;
  if (legacy.length !== candidate.length) return false;
  for (let at = 0; at < legacy.length; at++)
    if (legacy[at] !== candidate[at] && !(isDigit(legacy.charCodeAt(at)) && isDigit(candidate.charCodeAt(at))))
      return false;
  return true;
}

const isDigit = (code: number) => code >= 0x30 && code <= 0x39;

/** Epoch ms of a time written as text or as a number of seconds or milliseconds. */
function timeOf(value: Json): number | null {
  if (typeof value === "number") return timeOfNumber(value);
  return typeof value === "string" ? timeOfText(value) : null;
}
