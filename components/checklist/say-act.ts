import type { ItemAct } from "#lib/checklist/core/acts.ts";

/** What somebody did, to follow on their name. `when` says a time in ms since 1970 as the site's people do. */
export function sayAct(act: ItemAct, when: (ms: number) => string): string {
  switch (act.do) {
    case "answered":
      return `sees that it ${act.holds ? "holds" : "does not hold"}: ${act.says}`;
    case "verified":
      return `confirms the answer: ${act.says}`;
    case "withdrawn":
      return `takes the answer back: ${act.why}`;
    case "waiver-asked":
      return `asks for a waiver until ${when(act.until)}, for ${act.scope}: ${act.why}`;
    case "waiver-granted":
      return "grants the waiver";
    case "waiver-refused":
      return `refuses the waiver: ${act.why}`;
    case "waiver-ended":
      return `ends the waiver: ${act.why}`;
  }
}
