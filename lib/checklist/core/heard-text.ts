import type { ItemAct, SaidItemAct } from "./acts.ts";
import { closed } from "./phrase.ts";

/** What was said meanwhile, for who was still typing: "Ada answered: 4 of 4 targets up." The newest three, of more their count. */
export function heardText(acts: readonly SaidItemAct[]): string {
  const newest = acts.slice(-3).map(({ by, act }) => closed(`${by} ${didText(act)}`));
  const more = acts.length - newest.length;
  return more === 0 ? newest.join(" ") : `${more} more things were said, and at last: ${newest.join(" ")}`;
}

/** Follows on a name. */
function didText(act: ItemAct): string {
  switch (act.do) {
    case "answered":
      return act.holds ? `answered that it holds: ${act.says}` : `answered that it does not hold: ${act.says}`;
    case "verified":
      return `confirmed the answer: ${act.says}`;
    case "withdrawn":
      return `took the answer back: ${act.why}`;
    case "waiver-asked":
      return `asked for a waiver: ${act.why}`;
    case "waiver-granted":
      return "granted the waiver";
    case "waiver-refused":
      return `refused the waiver: ${act.why}`;
    case "waiver-ended":
      return `ended the waiver: ${act.why}`;
  }
}
