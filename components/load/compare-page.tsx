"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { comparisonAddress, comparisonQuery } from "#lib/load/browser/compare-query.ts";
import type { RunsComparison } from "#lib/load/core/comparison.ts";
import { comparisonRows } from "#lib/load/core/comparison-rows.ts";
import { KeysHelp } from "../ui/keys-help.tsx";
import { Problem } from "../ui/problem.tsx";
import { useKeys } from "../ui/use-keys.ts";
import styles from "./compare.module.css";
import { CompareCharts } from "./compare-charts.tsx";
import { CompareChoose } from "./compare-choose.tsx";
import { ComparePoints } from "./compare-points.tsx";
import { CompareRuns } from "./compare-runs.tsx";
import { CompareTable } from "./compare-table.tsx";
import { CompareVerdicts } from "./compare-verdicts.tsx";

/** `numbers`: as the address names them, the base first; none before any is chosen. */
type Props = { pilot: string; numbers: readonly number[]; mistake: string | null; timeZone: string; mayStart: boolean };

const keys = [
  ["t", "the charts' figures as a table"],
  ["g r", "all load runs"],
] as const;

/** Two to five runs beside each other, each of the others against the first. Which, stands in the address. */
export function ComparePage({ pilot, numbers, mistake, timeZone, mayStart }: Props) {
  const asks = numbers.length > 0 && mistake === null;
  const { data, error } = useQuery({ ...comparisonQuery(pilot, numbers), enabled: asks });
  return (
    <>
      <Header pilot={pilot} numbers={numbers} compared={data} />
      <div className="sections">
        {mistake === null ? null : <p className={`wrong ${styles["gap"]}`}>{mistake}</p>}
        {error === null ? null : (
          <div className={styles["gap"]}>
            <Problem error={error} />
          </div>
        )}
        {asks ? null : <Teaches pilot={pilot} />}
        {asks && data === undefined && error === null ? <p className={styles["gap"]}>Comparing …</p> : null}
        {data === undefined ? null : <Compared {...{ pilot, timeZone, mayStart }} comparison={data} />}
        <CompareChoose key={numbers.join(",")} pilot={pilot} numbers={numbers} />
      </div>
      <KeysHelp keys={keys} />
    </>
  );
}

type HeaderProps = { pilot: string; numbers: readonly number[]; compared: RunsComparison | undefined };

function Header({ pilot, numbers, compared }: HeaderProps) {
  const base = compared?.runs[0];
  return (
    <header className="page-header">
      <span className="code" />
      <h1>Runs compared</h1>
      <p className="second">
        {base === undefined ? "Which is slower, and how sure that is" : `Each against run ${base.number}, ${base.name}`}
      </p>
      <span className="end">
        <Link href={`/${pilot}/runs`}>Load runs</Link>
        {compared === undefined ? null : (
          <a className="button" href={`${comparisonAddress(pilot, numbers)}&format=csv`} download>
            Table as CSV
          </a>
        )}
      </span>
    </header>
  );
}

function Teaches({ pilot }: { pilot: string }) {
  return (
    <div className="empty">
      <h2>No runs chosen</h2>
      <p>
        Comparing says of two runs, step by step, whether one is slower: the ratio of their p50, p95 and p99 with a 95 %
        interval. Only when that interval leaves 1 does it say slower or faster.
      </p>
      <p className="second">
        In <Link href={`/${pilot}/runs`}>Load runs</Link> mark up to five with <span className="key">x</span>, then
        press <span className="key">c</span>; or name them here. The first is the base.
      </p>
    </div>
  );
}

type ComparedProps = { pilot: string; comparison: RunsComparison; timeZone: string; mayStart: boolean };

function Compared({ pilot, comparison, timeZone, mayStart }: ComparedProps) {
  const { runs, pairs, drift } = comparison;
  const [table, setTable] = useState(false);
  useKeys({ t: () => setTable(!table) });
  return (
    <>
      <CompareVerdicts {...{ pilot, pairs, drift, mayStart }} />
      <CompareRuns {...{ pilot, runs, timeZone }} />
      {pairs.map((pair) => (
        <section key={pair.other} className="section" aria-labelledby={`pair-${pair.other}`}>
          <h2 id={`pair-${pair.other}`}>
            Run {pair.other} against run {pair.base}{" "}
            <span className="second small">
              ratio {pair.other} ÷ {pair.base}; of errors the difference in percentage points, each request taken as
              independent
            </span>
          </h2>
          <CompareTable rows={comparisonRows(pair)} base={`${pair.base} base`} other={String(pair.other)} />
        </section>
      ))}
      <section className="section" aria-labelledby="overlay">
        <h2 id="overlay">Over time</h2>
        <CompareCharts runs={runs} />
        <details className="beneath" open={table} onToggle={(event) => setTable(event.currentTarget.open)}>
          <summary>
            The same figures as a table <span className="key">t</span>
          </summary>
          {table ? <ComparePoints runs={runs} /> : null}
        </details>
      </section>
    </>
  );
}
