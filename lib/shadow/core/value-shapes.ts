import { isUuid } from "./changing-part.ts";
import type { DifferenceKind } from "./difference.ts";
import { type Json, typeOfJson } from "./json-value.ts";
import { timeOfText } from "./point-in-time.ts";

/** What kind of values two are, coarse on purpose: one cause must stay one group, whatever its figures are. */

/** One value's shape: `null`, `boolean`, `number`, `array`, `object`, and of a string `time`, `date`, `uuid`, `empty text` or `text`. */
function shapeOf(value: Json): string {
  const type = typeOfJson(value);
  return type === "string" ? shapeOfText(value as string) : type;
}

function shapeOfText(text: string): string {
  if (text === "") return "empty text";
  if (timeOfText(text) !== null) return text.length === 10 ? "date" : "time";
  return isUuid(text) ? "uuid" : "text";
}

/** `number → string`, `null → missing`, `text → text, spaces only`. `undefined` is a value that is not there. */
export function shapeOfPair(kind: DifferenceKind, legacy: Json | undefined, candidate: Json | undefined): string {
  if (kind === "value") return shapeOfValues(legacy ?? null, candidate ?? null);
  const left = legacy === undefined ? "missing" : typeOfJson(legacy);
  const right = candidate === undefined ? "missing" : typeOfJson(candidate);
  return `${left} → ${right}`;
}

function shapeOfValues(legacy: Json, candidate: Json): string {
  const shape = `${shapeOf(legacy)} → ${shapeOf(candidate)}`;
  if (shape !== "text → text") return shape;
  const [left, right] = [String(legacy), String(candidate)];
  if (firstLetter(left) !== firstLetter(right)) return shape;
  if (withoutSpace(left) === withoutSpace(right)) return `${shape}, spaces only`;
  return left.toLowerCase() === right.toLowerCase() ? `${shape}, case only` : shape;
}

/** Most texts that differ in more than spaces and capitals are told apart by it, at a tenth of the price. */
function firstLetter(text: string): string {
  return text.trimStart().charAt(0).toLowerCase().charAt(0);
}

/** Spaces at the ends gone, runs of space one space: what `ignore-space` compares. */
export function withoutSpace(text: string): string {
  return text.trim().replace(/\s+/g, " ");
}
