import Link from "next/link";
import { type ListedRun, type RunsAsked, runsSearch, type SortKey } from "#lib/load/core/run-list.ts";
import styles from "./runs.module.css";
import { RunsRow } from "./runs-row.tsx";
import type { MarkedRuns } from "./use-marked-runs.ts";

type Props = {
  pilot: string;
  asked: RunsAsked;
  runs: readonly ListedRun[];
  marks: MarkedRuns;
  timeZone: string;
  stale: boolean;
};

/** The runs of a page; each row's link carries the focus, so that Enter opens it. */
export function RunsTable({ pilot, asked, runs, marks, timeZone, stale }: Props) {
  const head = { pilot, asked };
  return (
    <div className={`scroll-x runs ${styles["table"]}`}>
      <table>
        <thead>
          <tr>
            <Sorted {...head} by="number" name="Run" />
            <th scope="col">Name, scenario, load</th>
            <th scope="col">Target</th>
            <th scope="col">Verdict</th>
            <th scope="col">Worst criterion</th>
            <Sorted {...head} by="p99" name="p99" isNumber />
            <Sorted {...head} by="errors" name="Errors" isNumber />
            <Sorted {...head} by="delivered" name="Delivered" isNumber />
            <th scope="col">p99, last runs</th>
            <th scope="col">When, who</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <RunsRow
              key={run.id}
              {...{ pilot, run, timeZone, stale }}
              isMarked={marks.marked.some(({ number }) => number === run.number)}
              toggle={() => marks.toggle(run)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The worst stand on top first: the least delivered, the most of everything else. */
const first: Readonly<Record<SortKey, "descending" | "ascending">> = {
  number: "descending",
  p99: "descending",
  errors: "descending",
  delivered: "ascending",
};

type SortedProps = { pilot: string; asked: RunsAsked; by: SortKey; name: string; isNumber?: boolean };

function Sorted({ pilot, asked, by, name, isNumber = false }: SortedProps) {
  const isCurrent = asked.sort.by === by;
  const descending = isCurrent ? !asked.sort.descending : first[by] === "descending";
  const stands = asked.sort.descending ? "descending" : "ascending";
  const href = `/${pilot}/runs${runsSearch({ ...asked, sort: { by, descending }, page: 1 })}`;
  return (
    <th scope="col" className={isNumber ? "number" : undefined} aria-sort={isCurrent ? stands : undefined}>
      <Link prefetch={false} className={styles["sort"]} href={href}>
        {name}
        {isCurrent ? <span aria-hidden="true">{asked.sort.descending ? " ↓" : " ↑"}</span> : null}
      </Link>
    </th>
  );
}

/** The number of the run whose row has the focus; null where none has. */
export function focusedRun(): number | null {
  const row = document.activeElement?.closest("tr");
  const number = row?.querySelector<HTMLElement>("a[data-run]")?.dataset["run"];
  return number === undefined ? null : Number(number);
}
