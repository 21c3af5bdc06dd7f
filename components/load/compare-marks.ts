/** How a run's line is told from the others' without colour: by its dash, and by its number at its end. */
export type RunLine = { color: string; dash: string | undefined };

const lines: readonly RunLine[] = [
  { color: "var(--ink)", dash: undefined },
  { color: "var(--errors)", dash: "9 4" },
  { color: "var(--p95)", dash: "2 4" },
  { color: "var(--go)", dash: "12 4 2 4" },
  { color: "var(--stale)", dash: "5 3" },
];

/** Of the run at this place, the base first. */
export function lineOf(place: number): RunLine {
  return lines[place % lines.length] ?? { color: "var(--ink)", dash: undefined };
}
