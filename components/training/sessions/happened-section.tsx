"use client";

import { useState } from "react";
import { momentText } from "#lib/pilots/core/place-text.ts";
import { saySession } from "#lib/training/browser/sessions-query.ts";
import type { SessionView } from "#lib/training/core/training-view.ts";
import { ReasonForm } from "../../launch/reason-form.tsx";
import styles from "./board.module.css";
import { SessionDocument } from "./session-header.tsx";
import type { SessionPlace } from "./session-place.ts";
import { useSessionAgain } from "./use-session-act.ts";

type Props = { place: SessionPlace; view: SessionView };

/** What was said about the session as a whole, newest first, and its printed record. */
export function HappenedSection({ place, view }: Props) {
  const { happened, openedAt, state } = view;
  if (happened.length === 0) return null;
  return (
    <section className="section" aria-labelledby="happened">
      <h2 id="happened">Session log</h2>
      <div className={styles["acts"]}>
        {place.mayAct && state === "open" ? <SayNote {...{ place, view }} /> : null}
        {state === "called-off" ? null : <SessionDocument {...{ place, view }} kind="session" />}
        {state === "called-off" ? null : <SessionDocument {...{ place, view }} kind="sheet" />}
      </div>
      <ul className={styles["said-list"]}>
        {[...happened].reverse().map(({ id, what, by, at }) => (
          <li key={id} className="wrap">
            <time className="mono second" dateTime={new Date(at).toISOString()}>
              {momentText(at, place.timeZone, openedAt ?? 0)}
            </time>{" "}
            {by} {what}
          </li>
        ))}
      </ul>
    </section>
  );
}

function SayNote({ place: { pilot, number } }: Props) {
  const [isAsked, setAsked] = useState(false);
  const again = useSessionAgain(pilot);
  const send = async (text: string) => {
    await saySession({ pilot, session: number }, { text });
    await again();
  };
  if (!isAsked)
    return (
      <button type="button" className="button" onClick={() => setAsked(true)}>
        Add a note on the session
      </button>
    );
  return (
    <ReasonForm
      place={`${pilot}.session.${number}.say`}
      label="Add a note on the session"
      title="A note on the session"
      hint="Note"
      act="Add the note"
      acting="Adding …"
      least={1}
      send={send}
      onClose={() => setAsked(false)}
    />
  );
}
