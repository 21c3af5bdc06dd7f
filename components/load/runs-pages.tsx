import Link from "next/link";
import { type RunsAsked, type RunsList, runsOnPage, runsSearch } from "#lib/load/core/run-list.ts";
import { count } from "#lib/load/core/say.ts";
import styles from "./runs.module.css";

/** Where one is in a long list. */
export function RunsPages({ pilot, asked, list }: { pilot: string; asked: RunsAsked; list: RunsList }) {
  const { page, pages, runs, counts } = list;
  if (pages === 1) return null;
  const from = (page - 1) * runsOnPage + 1;
  const at = (to: number) => `/${pilot}/runs${runsSearch({ ...asked, page: to })}`;
  return (
    <nav className={styles["pages"]} aria-label="Pages">
      {page > 1 ? (
        <Link prefetch={false} href={at(page - 1)}>
          Page before
        </Link>
      ) : (
        <span className="second">Page before</span>
      )}
      <span>
        {count(from)} to {count(from + runs.length - 1)} of {count(counts[asked.segment])}
      </span>
      {page < pages ? (
        <Link prefetch={false} href={at(page + 1)}>
          Next page
        </Link>
      ) : (
        <span className="second">Next page</span>
      )}
    </nav>
  );
}
