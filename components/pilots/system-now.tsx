"use client";

import { checkStaleAfterMs } from "#lib/pilots/core/place.ts";
import { momentText } from "#lib/pilots/core/place-text.ts";
import { Mark } from "../ui/mark.tsx";
import styles from "./settings.module.css";
import type { SystemProps } from "./system-row.tsx";

/** Whether it answers, since when, and why not. What is old does not say "now". */
export function SystemNow({ system: { check }, timeZone, nowMs }: SystemProps) {
  if (check === null) return <span className="second">not looked at yet</span>;
  const at = (moment: string) => momentText(Date.parse(moment), timeZone, nowMs);
  if (nowMs - Date.parse(check.checkedAt) > checkStaleAfterMs)
    return (
      <>
        <span className={styles["old"]}>
          <Mark name="stale" /> not looked at since {at(check.checkedAt)}
        </span>
        <span className="second small">{check.answers ? "It answered then." : "It was down then."}</span>
      </>
    );
  if (check.answers)
    return (
      <>
        <span className={styles["answers"]}>
          <Mark name="go" /> answers, {latency(check.latencyMs ?? 0)}
        </span>
        <span className="second small">since {at(check.since)}</span>
      </>
    );
  return (
    <>
      <span className={styles["down"]}>
        <Mark name="no-go" /> {check.addresses.length === 0 ? "not reached" : "down"} since {at(check.since)}
      </span>
      <span className="second small wrap">{check.why}</span>
    </>
  );
}

function latency(ms: number): string {
  return ms < 1 ? "under 1 ms" : `${Math.round(ms)} ms`;
}
