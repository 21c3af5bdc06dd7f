"use client";

import { useState } from "react";
import { removeFromPin } from "#lib/training/browser/people-query.ts";
import type { SessionOperator } from "#lib/training/core/training-view.ts";
import { Mark as Glyph } from "../../ui/mark.tsx";
import { Problem } from "../../ui/problem.tsx";
import styles from "./board.module.css";
import type { SessionPlace } from "./session-place.ts";
import { useSessionAct } from "./use-session-act.ts";

/** A locked PIN is opened at once; a forgotten one is cleared after a second tap. The log keeps both. */
export function PinActs({ place, seen }: { place: SessionPlace; seen: SessionOperator }) {
  const [asked, setAsked] = useState(false);
  const act = useSessionAct(place.pilot);
  const { operator, hasPin, isLocked } = seen;
  const remove = (what: "lock" | "pin") => {
    setAsked(false);
    act.mutate(() => removeFromPin(place.pilot, operator.id, what));
  };
  if (!isLocked && !hasPin) return null;
  return (
    <>
      {asked ? <p>{operator.name} then sets a new PIN on the tablet, in front of you, before they sign.</p> : null}
      <p className={styles["acts"]}>
        {isLocked && !asked ? (
          <button type="button" className="button" disabled={act.isPending} onClick={() => remove("lock")}>
            <Glyph name="locked" /> Unlock PIN<span className="visually-hidden"> of {operator.name}</span>
          </button>
        ) : null}
        {hasPin ? (
          <button
            type="button"
            className={asked ? "button act" : "button"}
            disabled={act.isPending}
            onClick={() => (asked ? remove("pin") : setAsked(true))}
          >
            {asked ? "Clear the PIN now" : "Clear PIN"}
            <span className="visually-hidden"> of {operator.name}</span>
          </button>
        ) : null}
        {asked ? (
          <button type="button" className="button link" onClick={() => setAsked(false)}>
            Cancel
          </button>
        ) : null}
      </p>
      {act.error === null ? null : <Problem error={act.error} />}
    </>
  );
}
