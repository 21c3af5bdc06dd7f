import { stepsOfPath } from "./normalise-path.ts";

/** A path as a list of steps; `*` is any one step, `**` at the end any steps below. Empty: no path, covers nothing. */
export type Pattern = readonly string[];

export function patternOf(path: string): Pattern {
  return stepsOfPath(path) ?? [];
}

function stepMatches(pattern: string, step: string): boolean {
  return pattern === step || pattern === "*";
}

/** Whether the pattern names this path; with `below`, also what stands below a place it names. */
export function covers(pattern: Pattern, path: Pattern, below = false): boolean {
  if (pattern.length === 0) return false;
  for (const [place, step] of pattern.entries()) {
    const own = path[place];
    if (own === undefined) return false;
    if (step === "**" && place === pattern.length - 1) return true;
    if (!stepMatches(step, own)) return false;
  }
  return below || path.length === pattern.length;
}

/** Whether one stands at, in or around the other. */
export function touches(pattern: Pattern, path: Pattern): boolean {
  if (pattern.length === 0 || path.length === 0) return false;
  const shorter = Math.min(pattern.length, path.length);
  for (let place = 0; place < shorter; place++) {
    const step = pattern[place] ?? "";
    if (step === "**") return true;
    if (!stepMatches(step, path[place] ?? "")) return false;
  }
  return true;
}
