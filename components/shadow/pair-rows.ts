import type { Difference, GroupKey } from "#lib/shadow/core/difference.ts";
import type { JsonLine } from "./json-lines.ts";

/** Both bodies side by side: a row has a line of legacy, of the new system, or of both. */

/** `group`: of the group that is looked at; `other`: of another group. */
type RowMark = "group" | "other" | null;
export type PairRow = {
  legacy: (JsonLine & { number: number }) | null;
  candidate: (JsonLine & { number: number }) | null;
  mark: RowMark;
};
/** Rows that are alike are folded away, but for a few around each difference. */
export type PairPart = { kind: "rows"; rows: PairRow[] } | { kind: "folded"; rows: PairRow[] };

type Numbered = JsonLine & { number: number };

/** Lines with one place in both bodies share a row; the rest stands alone. */
export function pairRows(
  legacy: readonly JsonLine[],
  candidate: readonly JsonLine[],
  { differences, group }: { differences: readonly Difference[]; group: Pick<GroupKey, "path" | "kind" | "shape"> },
): PairRow[] {
  const marks = marksOf(differences, group);
  const rowOf = (left: Numbered | null, right: Numbered | null): PairRow => ({
    legacy: left,
    candidate: right,
    mark: marks(left?.path ?? null) ?? marks(right?.path ?? null),
  });
  return aligned(numbered(legacy), numbered(candidate)).map(([left, right]) => rowOf(left, right));
}

function numbered(lines: readonly JsonLine[]): Numbered[] {
  return lines.map((line, at) => ({ ...line, number: at + 1 }));
}

function aligned(left: Numbered[], right: Numbered[]): [Numbered | null, Numbered | null][] {
  const places = new Map(right.map(({ key }, at) => [key, at]));
  const rows: [Numbered | null, Numbered | null][] = [];
  let at = 0;
  for (const line of left) {
    const meets = places.get(line.key);
    // What stands further up on the other side has been shown there.
    if (meets === undefined || meets < at) rows.push([line, null]);
    else {
      for (; at < meets; at++) rows.push([null, right[at] ?? null]);
      rows.push([line, right[at++] ?? null]);
    }
  }
  for (; at < right.length; at++) rows.push([null, right[at] ?? null]);
  return rows;
}

/** A member that stands on one side only is marked with all that is in it. */
function marksOf(differences: readonly Difference[], group: Pick<GroupKey, "path" | "kind" | "shape">) {
  const exact = new Map<string, Exclude<RowMark, null>>();
  const whole: [string, Exclude<RowMark, null>][] = [];
  for (const { at, kind, path, shape } of differences) {
    const mark = path === group.path && kind === group.kind && shape === group.shape ? "group" : "other";
    if (exact.get(at) !== "group") exact.set(at, mark);
    if (kind === "missing" || kind === "extra") whole.push([at, mark]);
  }
  return (path: string | null): RowMark => {
    if (path === null) return null;
    const own = exact.get(path);
    if (own !== undefined) return own;
    return whole.find(([at]) => path.startsWith(`${at}.`) || path.startsWith(`${at}[`))?.[1] ?? null;
  };
}

const around = 3;
const leastFolded = 4;

/** Where nothing is marked the beginning is shown. */
export function folded(rows: readonly PairRow[], shownAtLeast = 12): PairPart[] {
  const near = nearMarks(rows, shownAtLeast);
  const parts: PairPart[] = [];
  for (const [at, row] of rows.entries()) {
    const kind = near.has(at) ? "rows" : "folded";
    const last = parts.at(-1);
    if (last?.kind === kind) last.rows.push(row);
    else parts.push({ kind, rows: [row] });
  }
  return parts.map((part) => (part.rows.length < leastFolded ? { ...part, kind: "rows" } : part));
}

function nearMarks(rows: readonly PairRow[], shownAtLeast: number): Set<number> {
  const near = new Set<number>();
  for (const [at, { mark }] of rows.entries())
    if (mark !== null) for (let one = at - around; one <= at + around; one++) near.add(one);
  if (near.size === 0 || rows.length <= shownAtLeast)
    for (let one = 0; one < Math.min(rows.length, shownAtLeast); one++) near.add(one);
  return near;
}
