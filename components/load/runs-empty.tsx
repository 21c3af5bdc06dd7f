import Link from "next/link";
import { type RunsAsked, type RunsList, runsSearch } from "#lib/load/core/run-list.ts";
import { count } from "#lib/load/core/say.ts";

/** The first time: what belongs here, one action, one example. */
export function NoRuns({ pilot, mayStart }: { pilot: string; mayStart: boolean }) {
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

type Props = { pilot: string; asked: RunsAsked; list: RunsList };

/** Nothing fits: which part of the question is to blame, and the way back. */
export function NothingFound({ pilot, asked, list: { counts, total } }: Props) {
  const at = (part: Partial<RunsAsked>) => `/${pilot}/runs${runsSearch({ ...asked, page: 1, ...part })}`;
  if (counts[asked.segment] > 0)
    return (
      <p className="empty">
        There is no page {asked.page}. <Link href={at({})}>Go to the first</Link>
      </p>
    );
  if (counts.all > 0)
    return (
      <p className="empty">
        None of the {count(counts.all)} runs within the filter is in this segment.{" "}
        <Link href={at({ segment: "all" })}>Show all of them</Link>
      </p>
    );
  return (
    <p className="empty">
      None of {count(total)} runs fits this filter.{" "}
      <Link href={at({ filter: "", segment: "all" })}>Show every run</Link>
    </p>
  );
}
