"use client";

import { clock } from "#lib/load/core/say.ts";
import { momentText, zoneWord } from "#lib/pilots/core/place-text.ts";
import type { SessionView } from "#lib/training/core/training-view.ts";

import { Mark as Glyph } from "../../ui/mark.tsx";
import { TrainingTabs } from "../training-tabs.tsx";
import { stateMarks, stateWords } from "./say-session.ts";
import styles from "./session.module.css";
import type { SessionPlace } from "./session-place.ts";

type Props = { place: SessionPlace; view: SessionView };

export function SessionHeader({ place: { pilot, timeZone }, view }: Props) {
  const { name, module, place, trainer, state, plannedFrom, plannedTo } = view;
  return (
    <header className="page-header">
      <span className="code">{name}</span>
      <h1 className="wrap">
        {module.code} {module.name}
      </h1>
      <p className={`second wrap ${styles["where"]}`}>
        <Glyph name={stateMarks[state]} /> <strong>{stateWords[state]}</strong>, {place}, trainer {trainer},{" "}
        {momentText(plannedFrom, timeZone, 0)} to {momentText(plannedTo, timeZone, plannedFrom)}{" "}
        {zoneWord(plannedFrom, timeZone)}, version {module.version}
      </p>
      <TrainingTabs pilot={pilot} here="sessions" />
    </header>
  );
}

/** Elapsed against planned, present of booked, signed twice. */
export function SessionFigures({ place: { timeZone }, view, nowMs }: Props & { nowMs: number | null }) {
  const { openedAt, closedAt, plannedTo, booked, present, signed } = view;
  const { minutes } = view.moduleVersion;
  const until = closedAt ?? nowMs;
  const elapsed = openedAt === null || until === null ? "–" : hours((until - openedAt) / 1000);
  const over = closedAt === null && nowMs !== null && nowMs > plannedTo;
  return (
    <dl className={styles["figures"]}>
      <div className="figure">
        <dt>{openedAt === null ? "Not opened" : `Since ${momentText(openedAt, timeZone, openedAt)}`}</dt>
        <dd className="value">{elapsed}</dd>
        <dd className="small second">
          of {hours(minutes * 60)}, {over ? "was to end" : "ends"}{" "}
          {momentText(plannedTo, timeZone, openedAt ?? plannedTo)}
        </dd>
      </div>
      <div className="figure">
        <dt>Present</dt>
        <dd className="value">{present}</dd>
        <dd className="small second">of {booked} booked</dd>
      </div>
      <div className="figure">
        <dt>Signed twice</dt>
        <dd className="value">{signed}</dd>
        <dd className="small second">operator and trainer</dd>
      </div>
    </dl>
  );
}

/** "1:16": hours and minutes. */
function hours(seconds: number): string {
  const [first = "0", second = "00", third] = clock(Math.max(0, seconds)).split(":");
  return third === undefined ? `0:${first}` : `${first}:${second}`;
}

export function SessionDocument({ place, view, kind }: Props & { kind: "session" | "sheet" }) {
  return (
    <a className="button" href={`/api/v1/pilots/${place.pilot}/training/documents/${kind}/${view.number}/pdf`}>
      {kind === "sheet" ? "Attendance sheet, PDF" : "Record, PDF"}
    </a>
  );
}
