import { z } from "zod";

/** PostgreSQL keeps no U+0000. A schema that lets it in would make a fault of what is a mistake, so no door lets it pass: null, or the
 *  mistake and where it is. */
export function unstorable(value: unknown): z.ZodError | null {
  const path = placeOfNul(value);
  return path === null ? null : new z.ZodError([{ code: "custom", path, message, input: value }]);
}

const message = "holds a character that cannot be kept (U+0000)";
type Place = (string | number)[];

function placeOfNul(value: unknown): Place | null {
  if (typeof value === "string") return value.includes("\0") ? [] : null;
  if (typeof value !== "object" || value === null) return null;
  for (const [key, one] of Object.entries(value)) {
    if (key.includes("\0")) return [];
    const inside = placeOfNul(one);
    if (inside !== null) return [Array.isArray(value) ? Number(key) : key, ...inside];
  }
  return null;
}
