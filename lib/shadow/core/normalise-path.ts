import { isChangingName } from "./changing-part.ts";

/** Paths of fields. A step is a member's name or a place in an array. */
export type Step = string | number;

const plainName = /^[^\s.*[\]'"\\]+$/;

function nameStep(name: string): string {
  return plainName.test(name) ? `.${name}` : `['${name.replace(/[\\']/g, "\\$&")}']`;
}

/** Where it stands in this pair: `$.items[3].weight_kg`. */
export function exactPath(steps: readonly Step[]): string {
  let path = "$";
  for (const step of steps) path += typeof step === "number" ? `[${step}]` : nameStep(step);
  return path;
}

/** Where it stands in every pair: `$.items[*].weight_kg`; a member named by a value (`{"LOT-2024-0017": …}`) becomes `*`. */
export function normalisedPath(steps: readonly Step[]): string {
  let path = "$";
  for (const step of steps)
    if (typeof step === "number") path += "[*]";
    else path += isChangingName(step) ? ".*" : nameStep(step);
  return path;
}

const stepText = /\.([^.[\]]+)|\[(\*|\d{1,9})\]|\['((?:[^'\\]|\\.)*)'\]/y;

/** The steps of a written path or pattern, `*` and `**` as they stand, places as `[*]`. `status` and `header:etag` are one step.
 *  Null for what is no path. */
export function stepsOfPath(path: string): string[] | null {
  if (path === "status" || /^header:[^\s]+$/.test(path)) return [path];
  if (!path.startsWith("$")) return null;
  const steps = ["$"];
  stepText.lastIndex = 1;
  for (let end = 1; end < path.length; end = stepText.lastIndex) {
    const match = stepText.exec(path);
    if (match === null) return null;
    steps.push(match[2] === undefined ? (match[1] ?? (match[3] ?? "").replace(/\\(.)/g, "$1")) : "[*]");
  }
  return steps;
}

/** A person's or a system's exact path in normalised form: `$.items[3].id` becomes `$.items[*].id`. What is no path stays as it is. */
export function normalisePath(path: string): string {
  const steps = stepsOfPath(path);
  if (steps === null || steps[0] !== "$") return path;
  return normalisedPath(steps.slice(1).map((step) => (step === "[*]" ? 0 : step)));
}
