import { type Refused, refuse } from "../platform/result.ts";

/** The pilot's own spelling of a shift. Where a pilot names no shifts, any name is taken. */
export function shiftOf(
  shifts: readonly { name: string }[],
  typed: string,
): { ok: true; shift: string } | Refused<"operator-shift-unknown"> {
  if (typed === "" || shifts.length === 0) return { ok: true, shift: typed };
  const known = shifts.find(({ name }) => name.toLowerCase() === typed.toLowerCase());
  if (known !== undefined) return { ok: true, shift: known.name };
  return refuse("operator-shift-unknown", {
    says: { shift: typed, shifts: shifts.map(({ name }) => name).join(", ") },
  });
}
