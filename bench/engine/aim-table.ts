import { aligned } from "./table.ts";

/** Aims that are no ratios: what was wanted, what was measured, and whether it is met. */

export type AimRow = { aim: string; measured: string; met: boolean };

/** A Markdown table, to paste. */
export function aimTable(rows: readonly AimRow[]): string {
  return aligned([
    ["aim", "measured", ""],
    ...rows.map(({ aim, measured, met }) => [aim, measured, met ? "met" : "**missed**"]),
  ]);
}

/** A figure with as many digits as can be believed, and its unit. */
export function figure(value: number, unit = ""): string {
  if (Number.isNaN(value)) return "–";
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const text = Math.abs(value) >= 1_000 ? Math.round(value).toLocaleString("en") : value.toFixed(digits);
  return unit === "" ? text : `${text} ${unit}`;
}

/** Median with the lowest and the highest in brackets; without brackets for one value. */
export function spreadText(
  { median, lowest, highest }: { median: number; lowest: number; highest: number },
  unit = "",
) {
  if (lowest === highest) return figure(median, unit);
  return `${figure(median, unit)} (${figure(lowest)}–${figure(highest)})`;
}
