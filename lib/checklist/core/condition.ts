import type { ProbeCondition } from "./item.ts";

/** Whether a value that a probe saw meets what is expected. Texts are compared whole: `healthy` is not in `unhealthy`. A number is expected
 *  as a number: an empty text, `NaN` and a missing value meet nothing, not even a "not". */
export function meets(condition: ProbeCondition, seen: unknown): boolean {
  const text = textOf(seen);
  if (text === null) return false;
  switch (condition.op) {
    case "equals":
      return text === condition.value;
    case "not-equals":
      return text !== condition.value;
    case "at-least":
      return numberOf(text) >= condition.value;
    case "at-most":
      return numberOf(text) <= condition.value;
  }
}

const words = { equals: "is", "not-equals": "is not", "at-least": "is at least", "at-most": "is at most" } as const;

/** `is at least 4` */
export function conditionText({ op, value }: ProbeCondition): string {
  return `${words[op]} ${typeof value === "string" ? `“${value}”` : value}`;
}

/** A value as a person reads it, cut after `most` characters. */
export function shownValue(seen: unknown, most = 120): string {
  if (seen === undefined) return "nothing";
  const text = typeof seen === "string" ? `“${seen}”` : JSON.stringify(seen);
  return text.length > most ? `${text.slice(0, most)} …` : text;
}

/** Null for what has no value of its own: objects, lists, null, a missing field. */
function textOf(seen: unknown): string | null {
  if (typeof seen === "string") return seen;
  return typeof seen === "number" || typeof seen === "boolean" || typeof seen === "bigint" ? String(seen) : null;
}

/** NaN compares with nothing. */
function numberOf(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text);
}
