import Link from "next/link";
import { repeatSays } from "#lib/load/core/repeat.ts";
import type { RunView } from "#lib/load/core/run-view.ts";
import { ReportLinks } from "./report-links.tsx";
import styles from "./run-after.module.css";

/** What one does with a run that has ended: once more with the same inputs, or take its report along. */
export function RunAfter({ pilot, run, mayAct }: { pilot: string; run: RunView; mayAct: boolean }) {
  const { number } = run;
  return (
    <div className={styles["after"]}>
      {mayAct ? (
        <>
          <Link className="button" href={`/${pilot}/runs/new?from=${number}`} aria-describedby="again-says">
            Run again with the same inputs
          </Link>
          <div id="again-says" className={`small second ${styles["says"]}`}>
            {repeatSays(run).map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </div>
        </>
      ) : null}
      <p className={`small ${styles["report"]}`}>
        <Link href={`/${pilot}/runs/${number}/report`}>Report</Link> <ReportLinks pilot={pilot} number={number} />
      </p>
    </div>
  );
}
