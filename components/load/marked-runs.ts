import { mostCompared } from "#lib/load/core/comparison.ts";
import type { ListedRun } from "#lib/load/core/run-list.ts";

/** Runs that were marked in the list, over its pages. */
export type Marked = readonly { number: number; isBaseline: boolean }[];

type Markable = Pick<ListedRun, "number" | "isBaseline" | "kind" | "state">;

/** Only load runs that have ended have figures to compare. */
export function canMark({ kind, state }: Pick<ListedRun, "kind" | "state">): boolean {
  return kind === "load" && state === "ended";
}

/** With the mark set or taken away; the sentence says why it is neither. */
export function withMark(marked: Marked, run: Markable): { marked: Marked; says: string | null } {
  const { number, isBaseline } = run;
  if (marked.some((one) => one.number === number))
    return { marked: marked.filter((one) => one.number !== number), says: null };
  if (!canMark(run)) return { marked, says: `Run ${number} cannot be compared: only load runs that have ended can.` };
  if (marked.length >= mostCompared) return { marked, says: `At most ${mostCompared} runs can be compared at once.` };
  return { marked: [...marked, { number, isBaseline }], says: null };
}

/** Once `number` is the baseline, in the place of `replaces`; baselines of other scenarios and loads stay what they are. */
export function withBaseline(
  marked: Marked,
  { number, replaces }: { number: number; replaces: number | null },
): Marked {
  return marked.map((one) => {
    if (one.number === number) return { ...one, isBaseline: true };
    return one.number === replaces ? { ...one, isBaseline: false } : one;
  });
}

/** Where marked runs are compared: against the baseline among them, else against the oldest; one alone against its baseline. */
export function comparePath(pilot: string, marked: Marked): string {
  const inOrder = marked.toSorted((a, b) => Number(b.isBaseline) - Number(a.isBaseline) || a.number - b.number);
  return `/${pilot}/runs/compare?runs=${inOrder.map(({ number }) => number).join(",")}`;
}
