"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { momentText } from "#lib/pilots/core/place-text.ts";
import type { OpenRollout } from "#lib/rollout/core/rollout-view.ts";
import { markWritten, type Written, writtenQuery } from "#lib/rollout/query.ts";
import { Section } from "../pilots/section.tsx";
import { Problem } from "../ui/problem.tsx";
import styles from "./rollout.module.css";
import type { RolloutPlace } from "./rollout-place.ts";
import { useRolloutAct } from "./use-rollout-act.ts";

type Props = { number: number; place: RolloutPlace; rollout: OpenRollout };

const stateWords = { open: "open", "carried-over": "carried over", "not-needed": "not needed" } as const;

/** What was written to the new system since the cut-over, to be carried over to the legacy one or left. */
export function WrittenSection({ number, place, rollout }: Props) {
  /** The last entry of each page before this one. */
  const [before, setBefore] = useState<readonly string[]>([]);
  const { data, error } = useQuery(writtenQuery(place.pilot, rollout.number, before.at(-1) ?? null));
  const said = rollout.state.back?.phases.find(({ phase }) => phase === "reconcile");
  const written = data?.written ?? [];
  const { open, ...settled } = rollout.written;
  const isEmpty = open + settled["carried-over"] + settled["not-needed"] === 0;
  const csv = `/api/v1/pilots/${place.pilot}/rollout/${rollout.number}/written/csv`;
  return (
    <Section
      number={number}
      id="written"
      title="To reconcile"
      {...(isEmpty
        ? {}
        : {
            note: `${open} open, ${settled["carried-over"]} carried over, ${settled["not-needed"]} not needed`,
            end: (
              <a className="button" href={csv} download>
                Export CSV
              </a>
            ),
          })}
    >
      {error === null ? null : <Problem error={error} />}
      {written.length === 0 ? (
        <p className={`second ${styles["note"]}`}>
          {said?.says ??
            "What a mirror sees is listed as it comes; what a database is asked for, when the traffic is back."}
        </p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list scrolls in its place, by keyboard too.
        <section className={styles["list"]} tabIndex={0} aria-label="Entries to reconcile">
          <table className={styles["table"]}>
            <thead className={styles["sticky"]}>
              <tr>
                <th>Written</th>
                <th>New system’s key</th>
                <th>Legacy key</th>
                <th>What</th>
                <th>State</th>
              </tr>
            </thead>
            <tbody>
              {written.map((one) => (
                <WrittenRow key={one.id} place={place} rollout={rollout.number} written={one} />
              ))}
            </tbody>
          </table>
        </section>
      )}
      <Pages written={written} before={before} put={setBefore} />
    </Section>
  );
}

const pageRows = 200;

type PagesProps = { written: readonly Written[]; before: readonly string[]; put(before: readonly string[]): void };

function Pages({ written, before, put }: PagesProps) {
  const last = written.at(-1);
  if (last === undefined || (before.length === 0 && written.length < pageRows)) return null;
  const first = before.length * pageRows;
  return (
    <p className={styles["pages"]}>
      <span className="second">
        {(first + 1).toLocaleString("en-GB")} to {(first + written.length).toLocaleString("en-GB")}
      </span>
      {before.length === 0 ? null : (
        <button type="button" className="button" onClick={() => put(before.slice(0, -1))}>
          The ones before
        </button>
      )}
      {written.length < pageRows ? null : (
        <button type="button" className="button" onClick={() => put([...before, last.id])}>
          The next ones
        </button>
      )}
    </p>
  );
}

function WrittenRow({ place, rollout, written }: { place: RolloutPlace; rollout: number; written: Written }) {
  const act = useRolloutAct(place.pilot);
  const { id, key, legacyKey, what, state, writtenAt, by } = written;
  const mark = (next: string) =>
    act.mutate(() =>
      markWritten({ pilot: place.pilot, rollout, written: id }, { state: next as Written["state"], says: "" }),
    );
  return (
    <tr>
      <td className={styles["name"]}>{momentText(writtenAt, place.timeZone, 0)}</td>
      <th scope="row" className="row-name mono">
        {key}
      </th>
      <td className={`mono ${styles["name"]}`}>{legacyKey ?? "not known"}</td>
      <td className={styles["long"]}>{what}</td>
      <td>
        {place.mayAct ? (
          <select
            className="select"
            aria-label={`State of ${key}`}
            value={state}
            disabled={act.isPending}
            onChange={(event) => mark(event.target.value)}
          >
            {Object.entries(stateWords).map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </select>
        ) : (
          stateWords[state]
        )}
        {by === null ? null : <span className="second small"> {by}</span>}
        {act.error === null ? null : <Problem error={act.error} />}
      </td>
    </tr>
  );
}
