"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import type { RunRow } from "#lib/load/core/run-view.ts";
import { count } from "#lib/load/core/say.ts";
import { runsQuery } from "#lib/load/query.ts";
import { KeysHelp } from "../ui/keys-help.tsx";
import { Problem } from "../ui/problem.tsx";
import { useKeys } from "../ui/use-keys.ts";
import { RunsTable } from "./runs-table.tsx";

type Props = { pilot: string; first: { runs: RunRow[]; total: number }; timeZone: string; mayStart: boolean };

const keys = [
  ["n", "new run"],
  ["j, k", "next, previous run"],
  ["Enter", "open it"],
] as const;

/** A pilot's load runs, newest first. */
export function RunsPage({ pilot, first, timeZone, mayStart }: Props) {
  const { data = first, error } = useQuery({ ...runsQuery(pilot), initialData: first });
  const router = useRouter();
  const [at, setAt] = useState(-1);
  const { runs, total } = data;
  const open = (row: RunRow | undefined) => row && router.push(`/${pilot}/runs/${row.number}`);
  useKeys({
    ...(mayStart ? { n: () => router.push(`/${pilot}/runs/new`) } : {}),
    j: () => setAt(Math.min(runs.length - 1, at + 1)),
    k: () => setAt(Math.max(0, at - 1)),
    ...(at >= 0 ? { Enter: () => open(runs[at]) } : {}),
  });
  return (
    <>
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
      <div className="sections">
        {error === null ? null : <Problem error={error} />}
        {runs.length === 0 ? <NoRuns pilot={pilot} mayStart={mayStart} /> : null}
        {runs.length > 0 ? <RunsTable pilot={pilot} runs={runs} current={at} timeZone={timeZone} /> : null}
        {total > runs.length ? (
          <p className="beneath second">
            The newest {count(runs.length)} of {count(total)} runs.
          </p>
        ) : null}
      </div>
      <KeysHelp keys={keys} />
    </>
  );
}

function NoRuns({ pilot, mayStart }: { pilot: string; mayStart: boolean }) {
  return (
    <div className="empty">
      <h2>No load run yet</h2>
      <p>
        A load run sends what users do, at a rate you set, to a system you name. It shows latency and errors while it
        goes on and ends with PASS, FAIL or INCONCLUSIVE, and why.
      </p>
      <p className="second">
        For example: 50 requests a second for one minute to the practice plant, p99 at most 500 ms, errors at most 0.1
        %.
      </p>
      {mayStart ? (
        <p>
          <Link className="button primary" href={`/${pilot}/runs/new`}>
            Plan the first run
          </Link>
        </p>
      ) : (
        <p className="second">A lead or an admin starts runs; ask one of them.</p>
      )}
    </div>
  );
}
