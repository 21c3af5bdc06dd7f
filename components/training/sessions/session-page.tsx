"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { sessionQuery } from "#lib/training/browser/sessions-query.ts";
import type { SessionView } from "#lib/training/core/training-view.ts";
import { useServerNow } from "../../pilots/use-server-now.ts";
import { KeysHelp } from "../../ui/keys-help.tsx";
import { LiveRegion } from "../../ui/live-region.tsx";
import { Problem } from "../../ui/problem.tsx";
import styles from "./board.module.css";
import { Board } from "./board.tsx";
import { attendanceColumn, boardRows, firstColumn } from "./board-view.ts";
import { HappenedSection } from "./happened-section.tsx";
import { KeptNote } from "./kept-note.tsx";
import { PlannedSection } from "./planned-section.tsx";
import { SessionActs } from "./session-acts.tsx";
import { SessionFigures, SessionHeader } from "./session-header.tsx";
import type { SessionPlace } from "./session-place.ts";
import { TroublesSection } from "./troubles-section.tsx";
import { useBoardAsked } from "./use-board-asked.ts";
import { useKeptMarks } from "./use-kept-marks.ts";

type Props = { place: SessionPlace; first: SessionView };

const agesEveryMs = 1_000;

const keys = [
  ["j, k", "next, previous operator"],
  ["Enter", "open the operator"],
  ["← →", "column"],
  ["1 2 3", "can do alone, needs help, not shown; under attendance 1 present, 2 late, 3 left early, 4 absent"],
] as const;

/** One session: planned, run and closed on one page. Who may not act sees the same without the buttons. */
export function SessionPage({ place, first }: Props) {
  const { data: view = first, error } = useQuery({ ...sessionQuery(place.pilot, place.number), initialData: first });
  const marks = useKeptMarks(place);
  const nowMs = useServerNow(agesEveryMs);
  const rows = boardRows(view.operators, marks.kept);
  const steps = view.moduleVersion.steps;
  const [begun] = useState(() => firstColumn(boardRows(first.operators, []), first.moduleVersion.steps));
  const asked = useBoardAsked(begun, [attendanceColumn, ...steps.map(({ id }) => id)]);
  const hasBoard = view.state === "open" || view.state === "closed";
  return (
    <div className={styles["page"]}>
      <SessionHeader place={place} view={view} />
      {error === null ? null : <Problem error={error} />}
      <div className="sections">
        <SessionActs place={place} view={view} keptHere={marks.kept.length} />
        <KeptNote view={view} me={place.me.id} marks={marks} />
        {hasBoard ? <SessionFigures place={place} view={view} nowMs={nowMs} /> : null}
        <TroublesSection place={place} view={view} />
        {hasBoard ? (
          <Board {...{ place, view, rows, marks, asked, nowMs }} />
        ) : (
          <PlannedSection place={place} view={view} />
        )}
        <HappenedSection place={place} view={view} />
      </div>
      {hasBoard ? <KeysHelp keys={keys} /> : null}
      <LiveRegion says={`${view.present} present, ${view.signed} signed twice`} alarm={alarmOf(marks)} />
    </div>
  );
}

function alarmOf({ kept, phase }: ReturnType<typeof useKeptMarks>): string {
  return phase === "away" && kept.length > 0 ? "Gantry does not answer. Marks are kept here, not sent." : "";
}
