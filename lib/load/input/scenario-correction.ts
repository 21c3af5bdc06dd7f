import type { Mistake } from "./scenario-mistake.ts";

/** One way to mend a mistake. `label` says what would be written, `says` what that would mean; `text` is all of it, mended. */
type Correction = { label: string; says: string; text: string };

/** Null where there is no one thing that was surely meant. */
export function correctionOf(mistake: Mistake, text: string): Correction | null {
  const key = /^a known key, such as (.+)$/.exec(mistake.expected)?.[1];
  if (key !== undefined) return replaced(text, mistake, { was: JSON.parse(mistake.found), now: key, says: "" });
  const bare = /^the number (\d+(?:\.\d+)?)$/.exec(mistake.found)?.[1];
  if (bare === undefined || !mistake.expected.startsWith("a duration")) return null;
  return replaced(text, mistake, { was: bare, now: `${bare}s`, says: "seconds; write min, h or ms if that was meant" });
}

type Words = { was: string; now: string; says: string };

function replaced(text: string, { line, column }: Mistake, { was, now, says }: Words): Correction | null {
  const before = text.split("\n").slice(0, line - 1);
  const at = before.reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  if (!text.startsWith(was, at)) return null;
  return { label: `Write ${now}`, says, text: `${text.slice(0, at)}${now}${text.slice(at + was.length)}` };
}
