import { hasMixedRun } from "./mixed-run.ts";

/** What in a path or a member's name is a value and not a word: ids, UUIDs, dates, lot codes, hashes. */

export type ChangingPart = "integer" | "uuid" | "date" | "code" | "hash";

const integer = /^\d+$/;
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const date = /^\d{4}-\d\d(-\d\d([T ].*)?)?$/;
/** Hexadecimal of at least 12 digits with a figure in it, or a 26-character ULID, or a 24-character object id. */
const hash = /^(?=.*\d)(?:[0-9a-f]{12,128}|[0-9A-F]{12,128}|[0-9A-HJKMNP-TV-Z]{26})$/;
/** LOT-2024-0017, OSN-104471, QC_884102, P2-00017, 2024-0017-A: parts with a joint, figures in the last or second to last. */
const code = /^(?:[A-Za-z]{1,10}\d{0,4}|\d{2,})(?:[-_.][A-Za-z0-9]{1,12})*[-_.]\d{2,}(?:[-_.]?[A-Za-z]{1,2})?$/;
/** L104471, OP0212: capitals with at least three figures. */
const shortCode = /^[A-Z]{1,6}\d{3,}[A-Z]?$/;

/** What kind of value a segment of a path is, or null for a word. `v2` and `sha256` are words. */
export function changingPartOf(segment: string): ChangingPart | null {
  if (integer.test(segment)) return "integer";
  if (uuid.test(segment)) return "uuid";
  if (date.test(segment)) return "date";
  if (hash.test(segment)) return "hash";
  return code.test(segment) || shortCode.test(segment) || hasMixedRun(segment) ? "code" : null;
}

export function isUuid(text: string): boolean {
  return uuid.test(text);
}

/** A member's name that is a value (a map by lot code). Names in small letters with a figure (`line_01`, `co2-2024`) stay names. */
export function isChangingName(name: string): boolean {
  const part = changingPartOf(name);
  return part !== null && (part !== "code" || !/[a-z]/.test(name));
}
