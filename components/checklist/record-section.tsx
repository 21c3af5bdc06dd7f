"use client";

import type { FileView, ItemDetail } from "#lib/checklist/core/checklist-view.ts";
import { evidenceAddress } from "#lib/checklist/query.ts";
import { momentText } from "#lib/pilots/core/place-text.ts";
import styles from "./checklist.module.css";
import type { PaneProps } from "./item-pane.tsx";
import { sayAct } from "./say-act.ts";

/** All that people said about the check, newest first. Nothing is ever taken out of it. */
export function RecordSection({ place, view, nowMs }: PaneProps) {
  const { pilot, timeZone } = place;
  return (
    <section aria-labelledby="record">
      <h3 id="record">Record of {view.item.number}</h3>
      {view.acts.length === 0 ? <p className="second">Nobody has said anything about it yet.</p> : null}
      <ol className={styles["record"]}>
        {view.acts.toReversed().map(({ id, at, by, act }) => (
          <li key={id}>
            <time className="second small" dateTime={new Date(at).toISOString()}>
              {momentText(at, timeZone, nowMs)}
            </time>
            <span className="wrap">
              {by} {sayAct(act, (ms) => momentText(ms, timeZone, nowMs))}
              {act.do === "answered" ? <Files pilot={pilot} files={filesOf(view, act.files)} /> : null}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function filesOf({ files }: ItemDetail, ids: readonly string[]): FileView[] {
  return files.filter(({ id }) => ids.includes(id));
}

/** Each to keep; none is shown inside this page. */
export function Files({
  pilot,
  files,
}: {
  pilot: string;
  files: readonly { id: string; name: string; bytes: number }[];
}) {
  if (files.length === 0) return null;
  return (
    <ul className={styles["files"]}>
      {files.map(({ id, name, bytes }) => (
        <li key={id}>
          <a href={evidenceAddress(pilot, id)} download={name}>
            {name}
          </a>{" "}
          <span className="second small">{bytesText(bytes)}</span>
        </li>
      ))}
    </ul>
  );
}

/** "812 B", "14 kB", "2.1 MB" */
export function bytesText(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
