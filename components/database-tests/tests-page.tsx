"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { TestsView } from "#lib/database-tests/core/test-view.ts";
import { traitorTrackStatements } from "#lib/database-tests/core/traitortrack.ts";
import { testsQuery } from "#lib/database-tests/query.ts";
import { count } from "#lib/load/core/say.ts";
import { LoadTabs } from "../load/load-tabs.tsx";
import { KeysHelp } from "../ui/keys-help.tsx";
import { moveFocus } from "../ui/move-focus.ts";
import { Problem } from "../ui/problem.tsx";
import { useKeys } from "../ui/use-keys.ts";
import styles from "./database-tests.module.css";
import { PracticeSection } from "./practice-section.tsx";
import { TestsTable } from "./tests-table.tsx";

type Props = { pilot: string; first: TestsView; timeZone: string; mayStart: boolean };

const keys = [
  ["n", "new test"],
  ["j, k", "next, previous test"],
  ["Enter", "open it"],
] as const;

/** A pilot's database tests, newest first. */
export function TestsPage({ pilot, first, timeZone, mayStart }: Props) {
  const { data: view, error } = useQuery({ ...testsQuery(pilot, first.page), initialData: first });
  const router = useRouter();
  const canStart = mayStart && view.databases.length > 0;
  useKeys({
    ...(canStart ? { n: () => router.push(`/${pilot}/database-tests/new`) } : {}),
    j: () => moveFocus("a[data-test]", 1),
    k: () => moveFocus("a[data-test]", -1),
  });
  return (
    <>
      <header className="page-header">
        <span className="code" />
        <h1>Database tests</h1>
        <p className="second">Named statements that only read, timed on a database</p>
        <LoadTabs pilot={pilot} here="database-tests" />
        {canStart ? (
          <span className="end">
            <Link className="button primary" href={`/${pilot}/database-tests/new`}>
              New test <span className="key">n</span>
            </Link>
          </span>
        ) : null}
      </header>
      <div className="sections">
        {error === null ? null : <Problem error={error} />}
        {view.practice === null ? null : <PracticeSection pilot={pilot} practice={view.practice} mayStart={mayStart} />}
        {view.total === 0 ? <NoTests hasDatabase={view.databases.length > 0} mayStart={mayStart} /> : null}
        {view.total > 0 ? (
          <section className="section" aria-labelledby="tests">
            <h2 id="tests">{view.total === 1 ? "1 test" : `${count(view.total)} tests`}</h2>
            <TestsTable pilot={pilot} tests={view.tests} timeZone={timeZone} />
            <Pages pilot={pilot} view={view} />
          </section>
        ) : null}
      </div>
      <KeysHelp keys={keys} />
    </>
  );
}

function NoTests({ hasDatabase, mayStart }: { hasDatabase: boolean; mayStart: boolean }) {
  return (
    <div className="empty">
      <h2>No database test yet</h2>
      <p>
        A database test carries out statements that only read, as often as you say, and ends with GOOD, WARNING, BAD or
        INCONCLUSIVE for each, and why. It keeps the plan of each and says where a whole table is read row by row.
      </p>
      {hasDatabase ? null : (
        <p>
          No database is named for this pilot. Whoever runs Gantry names it in gantry.yaml under{" "}
          <span className="mono">databases</span>, with a login that may only read.
        </p>
      )}
      {mayStart ? null : <p className="second">A lead or an admin starts tests; ask one of them.</p>}
      <p className="second">For example, what the dispatchers of a bag hall wait for:</p>
      <pre className={`mono ${styles["sql"]}`}>{traitorTrackStatements}</pre>
    </div>
  );
}

function Pages({ pilot, view: { page, pages } }: { pilot: string; view: TestsView }) {
  if (pages === 1) return null;
  const at = (to: number) => `/${pilot}/database-tests?page=${to}`;
  return (
    <nav className={styles["pages"]} aria-label="Pages">
      {page > 1 ? <Link href={at(page - 1)}>Page before</Link> : <span className="second">Page before</span>}
      <span>
        Page {page} of {pages}
      </span>
      {page < pages ? <Link href={at(page + 1)}>Next page</Link> : <span className="second">Next page</span>}
    </nav>
  );
}
