import Link from "next/link";
import { Problem } from "../ui/problem.tsx";
import { comparePath } from "./marked-runs.ts";
import styles from "./runs-marked.module.css";
import type { MarkedRuns } from "./use-marked-runs.ts";

type Props = { pilot: string; runs: MarkedRuns; mayAct: boolean };

/** What can be done with the marked runs, and what came of it. Nothing is marked: nothing is shown. */
export function RunsMarked({ pilot, runs: { marked, says, error, clear, makeBaseline }, mayAct }: Props) {
  const [only] = marked;
  const idle = only === undefined && says === null && error === null;
  return (
    <div className={idle ? undefined : styles["bar"]} role="status">
      {only === undefined ? null : (
        <>
          <span>Marked: {marked.map(({ number }) => number).join(", ")}</span>
          <Link className="button primary" href={comparePath(pilot, marked)}>
            {marked.length === 1 ? "Compare with its baseline" : "Compare"} <span className="key">c</span>
          </Link>
          {mayAct && marked.length === 1 ? (
            <button type="button" className="button" onClick={() => makeBaseline(only.number)}>
              Make it the baseline <span className="key">b</span>
            </button>
          ) : null}
          <button type="button" className="button" onClick={clear}>
            Clear
          </button>
        </>
      )}
      {says === null ? null : <span>{says}</span>}
      {error === null ? null : <Problem error={error} />}
    </div>
  );
}

/** Sets or takes away a row's mark. A button, so that the list's keys go on working after a click. */
export function RunMark({ number, isMarked, toggle }: { number: number; isMarked: boolean; toggle(): void }) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: in a checkbox of its own kind the list's single keys would be typing
    <button
      type="button"
      role="checkbox"
      aria-checked={isMarked}
      aria-label={`Mark run ${number}`}
      className={styles["mark"]}
      onClick={toggle}
    >
      <span aria-hidden="true">{isMarked ? "×" : ""}</span>
    </button>
  );
}
