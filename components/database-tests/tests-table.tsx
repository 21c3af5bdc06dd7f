import Link from "next/link";
import type { TestRow } from "#lib/database-tests/core/test-view.ts";
import { milliseconds } from "#lib/load/core/say.ts";
import { EnvironmentTag } from "../ui/environment-tag.tsx";
import { siteTime } from "../ui/site-time.ts";
import styles from "./database-tests.module.css";
import { StatementPlate, stateOf } from "./verdict-plate.tsx";

type Props = { pilot: string; tests: readonly TestRow[]; timeZone: string };

/** Each row's link carries the focus, so that Enter opens it. */
export function TestsTable({ pilot, tests, timeZone }: Props) {
  return (
    <div className={`scroll-x ${styles["table"]}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Test</th>
            <th scope="col">Name, version</th>
            <th scope="col">Verdict</th>
            <th scope="col">Statements</th>
            <th scope="col" className={styles["wide"]}>
              Nearest to its limit, or over it
            </th>
            <th scope="col" className={styles["wide"]}>
              When, who
            </th>
          </tr>
        </thead>
        <tbody>
          {tests.map((test) => (
            <Row key={test.id} pilot={pilot} test={test} timeZone={timeZone} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ pilot, test, timeZone }: { pilot: string; test: TestRow; timeZone: string }) {
  const { number, name, version, database, environment, summary, requestedBy } = test;
  const at = siteTime(new Date(test.startedAt ?? test.requestedAt), timeZone);
  return (
    <tr className={test.state === "ended" ? undefined : "row-running"}>
      <td className="mono second">{number}</td>
      <th scope="row" className={styles["name"]}>
        <Link prefetch={false} data-test="" href={`/${pilot}/database-tests/${number}`}>
          {name}
        </Link>
        <span className={`second ${styles["none"]}`}>
          v{version}, {database} <EnvironmentTag environment={environment} />
        </span>
      </th>
      <td>
        <StatementPlate state={stateOf(test)} />
      </td>
      <td>{summary === null ? "–" : countsText(summary.counts)}</td>
      <td className={styles["wide"]}>{summary?.worst == null ? "–" : worstText(summary.worst)}</td>
      <td className={styles["wide"]} suppressHydrationWarning>
        {at.replace(/(\d\d:\d\d):\d\d/, "$1")}
        <span className={`second ${styles["none"]}`}>{requestedBy}</span>
      </td>
    </tr>
  );
}

type Summary = NonNullable<TestRow["summary"]>;

function countsText({ bad, warning, inconclusive, good, unjudged }: Summary["counts"]): string {
  const parts: [number, string][] = [
    ...([
      [bad, "bad"],
      [inconclusive, "inconclusive"],
      [warning, "warning"],
      [good, "good"],
    ] as [number, string][]),
    [unjudged, "without limit"],
  ];
  return parts
    .filter(([n]) => n > 0)
    .map(([n, word]) => `${n} ${word}`)
    .join(", ");
}

function worstText({ name, msP95, limitMs }: NonNullable<Summary["worst"]>): string {
  return `${name}: p95 ${milliseconds(msP95)}, limit ${milliseconds(limitMs)}`;
}
