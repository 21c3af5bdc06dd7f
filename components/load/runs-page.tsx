"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import type { RunsAsked, RunsList } from "#lib/load/core/run-list.ts";
import { runsQuery } from "#lib/load/query.ts";
import { useFeed } from "../ui/feed-provider.tsx";
import { KeysHelp } from "../ui/keys-help.tsx";
import { Problem } from "../ui/problem.tsx";
import { useKeys } from "../ui/use-keys.ts";
import styles from "./runs.module.css";
import { NoRuns, NothingFound } from "./runs-empty.tsx";
import { focusFilter, RunsFilter } from "./runs-filter.tsx";
import { RunsPages } from "./runs-pages.tsx";
import { moveToRun, RunsTable } from "./runs-table.tsx";

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
  ["/", "filter"],
] as const;

/** A pilot's load runs: what is asked for stands in the address. */
export function RunsPage({ pilot, asked, first, mistake, timeZone, mayStart }: Props) {
  const start = first === null ? {} : { initialData: first };
  const { data, error } = useQuery({ ...runsQuery(pilot, asked), ...start, enabled: mistake === null });
  const router = useRouter();
  const stale = useFeed().phase === "stale";
  useKeys({
    ...(mayStart ? { n: () => router.push(`/${pilot}/runs/new`) } : {}),
    j: () => moveToRun(1),
    k: () => moveToRun(-1),
    "/": focusFilter,
  });
  const list = mistake === null ? (data ?? first) : null;
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
            {list === null ? null : <Found {...{ pilot, asked, list, timeZone, stale }} />}
          </>
        )}
      </div>
      <p className={styles["keys"]}>
        {keys
          .filter(([key]) => mayStart || key !== "n")
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
      {mayStart ? (
        <span className="end">
          <Link className="button primary" href={`/${pilot}/runs/new`}>
            New run <span className="key">n</span>
          </Link>
        </span>
      ) : null}
    </header>
  );
}

type FoundProps = { pilot: string; asked: RunsAsked; list: RunsList; timeZone: string; stale: boolean };

function Found({ pilot, asked, list, timeZone, stale }: FoundProps) {
  if (list.runs.length === 0) return <NothingFound pilot={pilot} asked={asked} list={list} />;
  return (
    <>
      <RunsTable pilot={pilot} asked={asked} runs={list.runs} timeZone={timeZone} stale={stale} />
      <RunsPages pilot={pilot} asked={asked} list={list} />
    </>
  );
}
