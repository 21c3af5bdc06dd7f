"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { RunsAsked, RunsList } from "#lib/load/core/run-list.ts";
import { runsQuery } from "#lib/load/query.ts";
import { useFeed } from "../ui/feed-provider.tsx";
import { KeysHelp } from "../ui/keys-help.tsx";
import { moveFocus } from "../ui/move-focus.ts";
import { Problem } from "../ui/problem.tsx";
import { useKeys } from "../ui/use-keys.ts";
import { LoadTabs } from "./load-tabs.tsx";
import { comparePath } from "./marked-runs.ts";
import styles from "./runs.module.css";
import { NoRuns, NothingFound } from "./runs-empty.tsx";
import { focusFilter, RunsFilter } from "./runs-filter.tsx";
import { RunsMarked } from "./runs-marked.tsx";
import { RunsPages } from "./runs-pages.tsx";
import { focusedRun, RunsTable } from "./runs-table.tsx";
import { type MarkedRuns, useMarkedRuns } from "./use-marked-runs.ts";

type Props = {
  pilot: string;
  asked: RunsAsked;
  /** Null when the filter has a mistake, which then is told. */
  first: RunsList | null;
  mistake: string | null;
  timeZone: string;
  mayStart: boolean;
};

const keys = [
  ["n", "new run"],
  ["j, k", "next, previous run"],
  ["Enter", "open it"],
  ["x", "mark it, or take its mark away"],
  ["c", "compare the marked"],
  ["b", "make it the baseline"],
  ["/", "filter"],
] as const;

/** A pilot's load runs: what is asked for stands in the address. */
export function RunsPage({ pilot, asked, first, mistake, timeZone, mayStart }: Props) {
  const start = first === null ? {} : { initialData: first };
  const { data, error } = useQuery({ ...runsQuery(pilot, asked), ...start, enabled: mistake === null });
  const router = useRouter();
  const stale = useFeed().phase === "stale";
  const list = mistake === null ? (data ?? first) : null;
  const marks = useMarkedRuns(pilot);
  useKeys({
    ...(mayStart ? { n: () => router.push(`/${pilot}/runs/new`) } : {}),
    ...keysOf({ pilot, list, marks, mayStart, go: (path) => router.push(path) }),
    j: () => moveFocus("a[data-run]", 1),
    k: () => moveFocus("a[data-run]", -1),
    "/": focusFilter,
  });
  return (
    <>
      <Header pilot={pilot} mayStart={mayStart} />
      <div className="sections">
        {list?.total === 0 ? (
          <NoRuns pilot={pilot} mayStart={mayStart} />
        ) : (
          <>
            <RunsFilter pilot={pilot} asked={asked} list={list} mistake={mistake} />
            {error === null ? null : <Problem error={error} />}
            {list === null ? null : <Found {...{ pilot, asked, list, marks, timeZone, stale }} />}
            <RunsMarked pilot={pilot} runs={marks} mayAct={mayStart} />
          </>
        )}
      </div>
      <p className={styles["keys"]}>
        {keys
          .filter(([key]) => mayStart || (key !== "n" && key !== "b"))
          .map(([key, does]) => (
            <span key={key}>
              <span className="key">{key}</span> {does}
            </span>
          ))}
      </p>
      <KeysHelp keys={keys} />
    </>
  );
}

function Header({ pilot, mayStart }: { pilot: string; mayStart: boolean }) {
  return (
    <header className="page-header">
      <span className="code" />
      <h1>Load runs</h1>
      <p className="second">A verdict counts only with enough samples and the planned load</p>
      <LoadTabs pilot={pilot} here="runs" />
      <span className="end">
        <Link href={`/${pilot}/scenarios`}>Scenarios</Link>
        <Link href={`/${pilot}/objectives`}>Limits</Link>
        <Link href={`/${pilot}/runs/capacity`}>Capacity</Link>
        {mayStart ? (
          <Link className="button primary" href={`/${pilot}/runs/new`}>
            New run <span className="key">n</span>
          </Link>
        ) : null}
      </span>
    </header>
  );
}

type KeysOf = {
  pilot: string;
  list: RunsList | null;
  marks: MarkedRuns;
  mayStart: boolean;
  go(path: string): void;
};

/** Keys that act on the row with the focus, or on what is marked. */
function keysOf({ pilot, list, marks, mayStart, go }: KeysOf): Record<string, () => void> {
  const { marked, toggle, makeBaseline } = marks;
  const focused = () => list?.runs.find(({ number }) => number === focusedRun());
  return {
    x: () => {
      const run = focused();
      if (run !== undefined) toggle(run);
    },
    c: () => {
      if (marked.length > 0) go(comparePath(pilot, marked));
    },
    b: () => {
      const number = focused()?.number ?? (marked.length === 1 ? marked[0]?.number : undefined);
      if (mayStart && number !== undefined) makeBaseline(number);
    },
  };
}

type FoundProps = {
  pilot: string;
  asked: RunsAsked;
  list: RunsList;
  marks: MarkedRuns;
  timeZone: string;
  stale: boolean;
};

function Found({ pilot, asked, list, marks, timeZone, stale }: FoundProps) {
  if (list.runs.length === 0) return <NothingFound pilot={pilot} asked={asked} list={list} />;
  return (
    <>
      <RunsTable runs={list.runs} {...{ pilot, asked, marks, timeZone, stale }} />
      <RunsPages pilot={pilot} asked={asked} list={list} />
    </>
  );
}
