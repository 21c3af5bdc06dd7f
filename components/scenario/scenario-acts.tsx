"use client";

import type { ScenarioPage } from "#lib/load/core/scenario-view.ts";
import type { Mistake } from "#lib/load/input/scenario.ts";
import { Mark } from "../ui/mark.tsx";
import { Problem } from "../ui/problem.tsx";
import styles from "./scenario.module.css";
import type { DraftState } from "./use-draft.ts";
import type { SaveState } from "./use-save.ts";

type Props = {
  save: SaveState;
  mayTry: boolean;
  hasSystem: boolean;
  mistakes: readonly Mistake[];
  onTry(): void;
};

/** The two acts, closed while a mistake stands, with what opens them. */
export function ScenarioActs({ save, mayTry, hasSystem, mistakes, onTry }: Props) {
  const isLocked = mistakes.length > 0;
  return (
    <div className={styles["acts"]}>
      {save.error === null || save.isBusy ? null : <Problem error={save.error} />}
      <p className={styles["act-line"]}>
        <button type="button" className="button" disabled={!mayTry} onClick={onTry}>
          {isLocked ? <Mark name="locked" /> : null} Try once
        </button>
        <button type="button" className="button primary" disabled={!save.may} onClick={save.save}>
          {isLocked ? <Mark name="locked" /> : null} {save.label}
        </button>
      </p>
      <p className="second small" role="status">
        {actsText({ save, isLocked, line: mistakes[0]?.line ?? 1, hasSystem })}
      </p>
    </div>
  );
}

type Told = { save: SaveState; isLocked: boolean; line: number; hasSystem: boolean };

function actsText({ save, isLocked, line, hasSystem }: Told): string {
  if (isLocked) return `Both buttons open when line ${line} reads well. Runs keep the version they started with.`;
  if (save.says !== "") return `${save.says} Runs keep the version they started with.`;
  if (!hasSystem) return "To try it, choose a system. Runs keep the version they started with.";
  return save.may ? "Not saved. Runs keep the version they started with." : "Runs keep the version they started with.";
}

/** Somebody else was first: who, and the way to save on top of it once that was looked at. */
export function SavedMeanwhile({ page, state }: { page: ScenarioPage | null; state: DraftState }) {
  const newest = page?.versions[0];
  const { basedOn } = state.draft;
  if (newest === undefined || basedOn === null || basedOn >= newest.version || !state.isChanged) return null;
  return (
    <div className={styles["meanwhile"]} role="alert">
      <p>
        <Mark name="warning" />{" "}
        <strong>{`${newest.savedBy} has saved version ${newest.version} since version ${basedOn}, on which your text stands.`}</strong>{" "}
        What it changed is under Versions. Yours is not saved.
      </p>
      <p className={styles["act-line"]}>
        <button type="button" className="button" onClick={() => state.rebase(newest.version)}>
          {`Seen: let mine follow on version ${newest.version}`}
        </button>
        <button type="button" className="button" onClick={state.takeBack}>
          {`Take version ${newest.version} instead`}
        </button>
      </p>
    </div>
  );
}
