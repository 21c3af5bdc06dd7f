"use client";

import Link from "next/link";
import { memo, useEffect } from "react";
import type { LogEntry } from "#lib/log/core/log-view.ts";
import { staysHere } from "../shadow/groups-bar.tsx";
import styles from "./log.module.css";
import type { LogAsked } from "./log-address.ts";
import { dayAndSecond } from "./log-time.ts";
import { searchOf } from "./use-log-asked.ts";

type Props = { asked: LogAsked; entries: readonly LogEntry[]; timeZone: string; onChoose(entry: number): void };

export function LogTable({ asked, entries, timeZone, onChoose }: Props) {
  useEffect(() => inView(asked.event), [asked.event]);
  return (
    <div className={styles["entries"]}>
      <table>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col" className="number">
              No.
            </th>
            <th scope="col">Who</th>
            <th scope="col">About</th>
            <th scope="col">Did</th>
            <th scope="col">Reason</th>
            <th scope="col">Hash</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Row
              key={entry.sequence}
              entry={entry}
              href={searchOf({ ...asked, event: entry.sequence })}
              isChosen={entry.sequence === asked.event}
              timeZone={timeZone}
              onChoose={onChoose}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = {
  entry: LogEntry;
  href: string;
  isChosen: boolean;
  timeZone: string;
  onChoose(entry: number): void;
};

/** Made again only when something in it changed. */
const Row = memo(function Row({ entry, href, isChosen, timeZone, onChoose }: RowProps) {
  const { sequence, at, who, isPerson, about, did, detail, reason, hash } = entry;
  return (
    <tr className={isChosen ? styles["chosen"] : undefined}>
      <td className={`mono ${styles["time"]}`}>
        <time dateTime={at}>{dayAndSecond(at, timeZone)}</time>
      </td>
      <td className="number">
        <a
          id={rowId(sequence)}
          href={href}
          aria-current={isChosen ? "true" : undefined}
          aria-label={`${sequence}: ${who} ${did}`}
          onClick={(event) => staysHere(event, () => onChoose(sequence))}
        >
          {sequence}
        </a>
      </td>
      <td className={isPerson ? "wrap" : "second wrap"}>{who}</td>
      <td className="wrap">
        {about.href === null ? (
          about.text
        ) : (
          <Link prefetch={false} href={about.href}>
            {about.text}
          </Link>
        )}
      </td>
      <td className="wrap">
        <span className="strong">{did}</span> {detail}
      </td>
      <td className="wrap second">{reason === null || reason === detail ? "" : reason}</td>
      <td className="mono second">{hash.slice(0, 8)}</td>
    </tr>
  );
});

const rowId = (entry: number) => `entry-${entry}`;

function inView(entry: number | null): void {
  if (entry === null) return;
  document.getElementById(rowId(entry))?.closest("tr")?.scrollIntoView({ block: "nearest" });
}

export function focusRow(entry: number): void {
  // After the row has been made.
  requestAnimationFrame(() => document.getElementById(rowId(entry))?.focus({ preventScroll: true }));
}
