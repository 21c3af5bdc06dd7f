"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import type { FormEvent } from "react";
import {
  type RunsAsked,
  type RunsList,
  runsSearch,
  type Segment,
  segments,
  sortText,
} from "#lib/load/core/run-list.ts";
import { count } from "#lib/load/core/say.ts";
import { Mark } from "../ui/mark.tsx";
import styles from "./runs.module.css";

const fieldId = "runs-filter";
const words: Readonly<Record<Segment, string>> = {
  all: "All",
  running: "Running",
  fail: "Fail",
  inconclusive: "Inconclusive",
  pass: "Pass",
  baseline: "Baselines",
};
const orders: Readonly<Record<string, string>> = {
  "-number": "newest first",
  number: "oldest first",
  "-p99": "slowest first",
  p99: "fastest first",
  "-errors": "most errors first",
  errors: "fewest errors first",
  "-delivered": "most delivered first",
  delivered: "least delivered first",
};

export function focusFilter(): void {
  const field = document.getElementById(fieldId);
  field?.focus();
  if (field instanceof HTMLInputElement) field.select();
}

type Props = { pilot: string; asked: RunsAsked; list: RunsList | null; mistake: string | null };

/** The filter, a mistake in it, and the segments with how many runs each has within the filter. */
export function RunsFilter({ pilot, asked, list, mistake }: Props) {
  return (
    <>
      <div className={styles["bar"]}>
        <FilterField key={asked.filter} pilot={pilot} asked={asked} mistake={mistake} />
        <Segments pilot={pilot} asked={asked} list={list} />
        {list === null ? null : (
          <span className={`second small ${styles["of"]}`}>
            of {count(list.total)} {list.total === 1 ? "run" : "runs"}, {orders[sortText(asked.sort)]}
          </span>
        )}
      </div>
      {mistake === null ? null : (
        <p id="filter-mistake" className={`wrong ${styles["mistake"]}`} role="alert">
          <Mark name="warning" /> {mistake}
        </p>
      )}
    </>
  );
}

type FieldProps = { pilot: string; asked: RunsAsked; mistake: string | null };

/** Applied by Enter: each filter is an address of its own, and the way back leads to the one before. */
function FilterField({ pilot, asked, mistake }: FieldProps) {
  const router = useRouter();
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = String(new FormData(event.currentTarget).get("filter") ?? "").trim();
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    if (typed !== asked.filter) router.push(`/${pilot}/runs${runsSearch({ ...asked, filter: typed, page: 1 })}`);
  };
  return (
    <form className={styles["filter"]} onSubmit={submit}>
      <input
        id={fieldId}
        name="filter"
        className="input mono"
        aria-label="Filter"
        placeholder="words target: scenario: by: since:7d verdict: baseline:yes"
        title="Words, and target: scenario: by: since: verdict: baseline:yes or no. Enter applies it."
        autoComplete="off"
        spellCheck={false}
        maxLength={300}
        defaultValue={asked.filter}
        aria-invalid={mistake !== null}
        {...(mistake === null ? {} : { "aria-describedby": "filter-mistake" })}
        onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
      />
      <span className="key" aria-hidden="true">
        /
      </span>
    </form>
  );
}

function Segments({ pilot, asked, list }: Omit<Props, "mistake">) {
  return (
    <nav className={styles["segments"]} aria-label="Segments">
      {segments.map((segment) => (
        <Link
          key={segment}
          prefetch={false}
          href={`/${pilot}/runs${runsSearch({ ...asked, segment, page: 1 })}`}
          aria-current={segment === asked.segment ? "true" : undefined}
        >
          {words[segment]} {list === null ? "" : count(list.counts[segment])}
        </Link>
      ))}
    </nav>
  );
}
