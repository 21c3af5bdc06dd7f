"use client";

import type { RunInputs } from "#lib/load/core/repeat.ts";
import styles from "./new-run.module.css";
import type { useRunDraft } from "./new-run-draft-state.ts";

/** What the page is for, and the way to throw away what was typed; that can be taken back. */
export function NewRunHeader({ state, from }: { state: ReturnType<typeof useRunDraft>; from: RunInputs | null }) {
  return (
    <header className="page-header">
      <h1 className={styles["title"]}>New load run</h1>
      <p className={`second ${styles["note"]}`}>
        {state.isRestored
          ? "What you typed before is still here."
          : "Not started. Nothing is sent before you start it."}
        {from === null ? null : ` ${filledFrom(from)}`}
      </p>
      <span className="end">
        <span className="second small" role="status">
          {state.undo}
        </span>
        {state.undo === null ? null : (
          <button type="button" className="button" onClick={state.takeBack}>
            Undo
          </button>
        )}
        <button type="button" className="button" disabled={state.isFresh} onClick={state.discard}>
          Discard
        </button>
      </span>
    </header>
  );
}

function filledFrom({ number, scenarioName, scenarioVersion, systemName }: RunInputs): string {
  return `Inputs of run ${number}: ${scenarioName}, version ${scenarioVersion}, on ${systemName}.`;
}
