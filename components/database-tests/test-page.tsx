"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import type { TestView } from "#lib/database-tests/core/test-view.ts";
import { testQuery } from "#lib/database-tests/query.ts";
import { milliseconds } from "#lib/load/core/say.ts";
import { EnvironmentTag } from "../ui/environment-tag.tsx";
import { Problem } from "../ui/problem.tsx";
import { siteTime } from "../ui/site-time.ts";
import styles from "./database-tests.module.css";
import { StatementsTable } from "./statements-table.tsx";
import { StopTest } from "./stop-test.tsx";
import { StatementPlate, stateOf } from "./verdict-plate.tsx";

type Props = { pilot: string; first: TestView; timeZone: string; mayAct: boolean };

/** One test: its verdict, and each statement's figures as they come. */
export function TestPage({ pilot, first, timeZone, mayAct }: Props) {
  const { data: test, error } = useQuery({ ...testQuery(pilot, first.number), initialData: first });
  const { number, name, state, endedSentence } = test;
  return (
    <>
      <header className="page-header">
        <span className="code" />
        <h1 className="wrap">
          Database test {number}: {name}
        </h1>
        <span className="end">
          {mayAct && state !== "ended" ? <StopTest pilot={pilot} test={test} /> : null}
          {mayAct && state === "ended" ? (
            <Link className="button" href={`/${pilot}/database-tests/new?from=${number}`}>
              Run it again
            </Link>
          ) : null}
          <Link href={`/${pilot}/database-tests`}>All tests</Link>
        </span>
      </header>
      <div className="sections">
        {error === null ? null : <Problem error={error} />}
        <section className={styles["verdict"]} aria-label="Verdict">
          <StatementPlate state={stateOf(test)} size="large" />
          <p role="status">{endedSentence ?? (state === "queued" ? "It waits for a runner." : "It goes on.")}</p>
        </section>
        <Facts test={test} timeZone={timeZone} />
        <section className="section" aria-labelledby="statements">
          <h2 id="statements">Statements</h2>
          <StatementsTable test={test} />
        </section>
        <Below pilot={pilot} test={test} />
      </div>
    </>
  );
}

function Facts({ test, timeZone }: { test: TestView; timeZone: string }) {
  const { database, environment, server, version, requestedBy, timeLimitMs, startedAt } = test;
  return (
    <dl className={styles["facts"]}>
      <Fact word="Database">
        {database} <EnvironmentTag environment={environment} />
      </Fact>
      <Fact word="Server">{server ?? "–"}</Fact>
      <Fact word="Text">version {version}</Fact>
      <Fact word="Time limit">{milliseconds(timeLimitMs)} an execution</Fact>
      <Fact word="Begun">{startedAt === null ? "not yet" : siteTime(new Date(startedAt), timeZone)}</Fact>
      <Fact word="Asked for by">{requestedBy}</Fact>
    </dl>
  );
}

function Fact({ word, children }: { word: string; children: ReactNode }) {
  return (
    <div>
      <dt>{word}</dt>
      <dd className="wrap" suppressHydrationWarning>
        {children}
      </dd>
    </div>
  );
}

function Below({ pilot, test: { number, text, before } }: { pilot: string; test: TestView }) {
  const file = (format: string) => `/api/v1/pilots/${pilot}/database-tests/${number}/export/${format}`;
  return (
    <section className="section" aria-labelledby="how">
      <h2 id="how">How it was measured</h2>
      <p className="second">
        Each execution stands in a read-only transaction of its own and is timed at the runner, from sending the
        statement to the last byte of its answer. One execution goes before and is not counted; the plan is that of one
        more. Percentiles are measured values.{" "}
        {before === null
          ? "No earlier test of this name on this database was carried out to its end."
          : `Ratios are those of p95 to test ${before.number}, of this name on this database.`}
      </p>
      <p className={styles["links"]}>
        <a href={file("csv")} download>
          CSV
        </a>
        <a href={file("json")} download>
          JSON, with every time and plan
        </a>
      </p>
      <details>
        <summary>The text of this test</summary>
        <pre className={`mono ${styles["sql"]}`}>{text}</pre>
      </details>
    </section>
  );
}
