import { Mark, type MarkName } from "#components/ui/mark.tsx";
import type { StationState } from "#lib/launch/core/readiness-view.ts";
import styles from "./wall.module.css";

export const markOf: Readonly<Record<StationState, MarkName>> = {
  GO: "go",
  HOLD: "warning",
  "NO-GO": "no-go",
  STALE: "stale",
  WAIVED: "waived",
  "NOT POLLED": "not-polled",
};

/** What the state looks like besides its mark and its word. */
export const toneOf: Readonly<Record<StationState, string>> = {
  GO: "go",
  HOLD: "hold",
  "NO-GO": "nogo",
  STALE: "stale",
  WAIVED: "waived",
  "NOT POLLED": "open",
};

export function WallMark({ name, size }: { name: MarkName; size: number }) {
  return (
    <span className={styles["mark"]} style={{ width: `calc(${size} * var(--u))`, height: `calc(${size} * var(--u))` }}>
      <Mark name={name} />
    </span>
  );
}
