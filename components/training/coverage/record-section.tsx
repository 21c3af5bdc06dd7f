"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { LogQuery } from "#lib/log/input.ts";
import { logQuery } from "#lib/log/query.ts";
import { momentText } from "#lib/pilots/core/place-text.ts";
import { Problem } from "../../ui/problem.tsx";
import styles from "./coverage.module.css";

type Props = { pilot: string; timeZone: string; now: number };

const asked = LogQuery.parse({ group: "training" });
const mostShown = 8;

/** The newest entries about training; amendments stand beside what they amend. */
export function RecordSection({ pilot, timeZone, now }: Props) {
  const { data, error } = useQuery(logQuery(pilot, asked));
  const entries = data?.entries ?? [];
  return (
    <section className={styles["record"]} aria-labelledby="record">
      <h2 id="record">Record</h2>
      {error === null ? null : <Problem error={error} />}
      {data !== undefined && entries.length === 0 ? <p className="second">Nothing was done yet.</p> : null}
      {entries.length === 0 ? null : (
        <ol>
          {entries.slice(0, mostShown).map((entry) => (
            <li key={entry.sequence}>
              <time className="mono second" dateTime={entry.at}>
                {momentText(Date.parse(entry.at), timeZone, now)}
              </time>
              <span>
                {entry.who} {entry.did} {entry.detail}
                {entry.about.href === null ? null : (
                  <>
                    {" · "}
                    <Link prefetch={false} href={entry.about.href}>
                      {entry.about.text}
                    </Link>
                  </>
                )}
                {entry.reason === null || entry.reason === entry.detail ? null : (
                  <span className="second"> “{entry.reason}”</span>
                )}
              </span>
            </li>
          ))}
        </ol>
      )}
      {entries.length <= mostShown ? null : (
        <p>
          <Link href={`/${pilot}/log?group=training`}>All of the record</Link>
        </p>
      )}
    </section>
  );
}
