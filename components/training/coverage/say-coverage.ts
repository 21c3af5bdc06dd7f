import type { CoverageState } from "#lib/training/core/coverage-lines.ts";
import type { CellKind, ShiftCoverage } from "#lib/training/core/coverage-view.ts";
import type { MarkName } from "../../ui/mark.tsx";

/** Coverage in words. */

export const cellMarks: Readonly<Record<CellKind, MarkName>> = {
  signed: "go",
  due: "due",
  expired: "stale",
  "not-attended": "not-polled",
  "not-needed": "inconclusive",
};

export const legend = [
  ["signed", "signed by both"],
  ["due", "due"],
  ["expired", "expired"],
  ["not-attended", "not attended"],
] as const satisfies readonly (readonly [CellKind, string])[];

export const stateWords: Readonly<Record<CoverageState, string>> = {
  all: "All operators",
  launch: "On shift at launch, not signed",
  "not-ready": "Not signed in everything",
  due: "Something due",
  expired: "Something expired",
  "not-attended": "Something not attended",
  "no-module": "No module needed",
};

export const shiftWord = (shift: string) => (shift === "" ? "No shift" : shift);

/** "Fri 27 Nov", by the site's clock. */
export function dayWord(ms: number, zone: string): string {
  const options = { weekday: "short", day: "numeric", month: "short", timeZone: zone } as const;
  return new Intl.DateTimeFormat("en-GB", options).format(ms).replaceAll(",", "");
}

/** "21 of 24 ready, 1 needs no module" */
export function readyWords({ ready, of, withoutNeed }: ShiftCoverage): string {
  const rest = withoutNeed === 0 ? "" : `${withoutNeed} ${withoutNeed === 1 ? "needs" : "need"} no module`;
  if (of === 0) return rest === "" ? "nobody" : rest;
  return `${ready} of ${of} ready${rest === "" ? "" : `, ${rest}`}`;
}

export function championWords(champions: number): string {
  if (champions === 0) return "no champion";
  return champions === 1 ? "1 champion" : `${champions} champions`;
}
