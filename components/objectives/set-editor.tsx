"use client";

import type { ObjectiveSetView } from "#lib/load/core/objective-set-view.ts";
import type { ObjectiveTemplate } from "#lib/load/core/objective-templates.ts";
import { TextField } from "../load/new-run-fields.tsx";
import { Problem } from "../ui/problem.tsx";
import { AppliedLimits } from "./applied-limits.tsx";
import styles from "./objectives.module.css";
import { SetHistory } from "./set-history.tsx";
import { SetText } from "./set-text.tsx";
import { type KeptDrafts, useSetDraft } from "./use-set-draft.ts";

type Props = {
  pilot: string;
  timeZone: string;
  maySave: boolean;
  /** Null: a new one. */
  set: ObjectiveSetView | null;
  begin: ObjectiveTemplate;
  kept: KeptDrafts;
  onSaved(id: string): void;
};

/** One set: its text with what is wrong in it, what it comes to in each environment, and its versions. */
export function SetEditor({ pilot, timeZone, maySave, set, begin, kept, onSaved }: Props) {
  const state = useSetDraft({ pilot, set, begin, kept, onSaved });
  const { name, text, read, save, isNewer } = state;
  return (
    <div className={styles["right"]}>
      <section className="section" aria-labelledby="set">
        <h2 id="set">{set === null ? "A new set" : `${set.name}, version ${set.version}`}</h2>
        {set === null ? (
          <TextField place="set-name" label="Name" most={80} value={name} wrong={undefined} onType={state.setName} />
        ) : null}
        <SetText {...{ text, maySave }} mistakes={read.ok ? [] : read.mistakes} onType={state.setText} />
        {set !== null && isNewer ? <Meanwhile set={set} onTake={state.takeNewest} onKeep={state.keepMine} /> : null}
        {save.error === null || isNewer ? null : <Problem error={save.error} />}
        {maySave ? (
          <p className={styles["acts"]}>
            <button type="button" className="button primary" disabled={!state.canSave} onClick={state.submit}>
              {save.isPending ? "Saving …" : `Save version ${state.next}`}
            </button>{" "}
            <span className="second small" role="status">
              {savedText(state)}
            </span>
          </p>
        ) : null}
      </section>
      {read.ok ? <AppliedLimits set={read.set} /> : null}
      {set === null ? null : <SetHistory {...{ pilot, timeZone, set, maySave }} onTake={state.setText} />}
    </div>
  );
}

function savedText({ name, isSame }: { name: string; isSame: boolean }): string {
  if (isSame) return "As it is saved.";
  return name.trim() === "" ? "It needs a name." : "Not saved; kept as long as this page is open.";
}

type MeanwhileProps = { set: ObjectiveSetView; onTake(): void; onKeep(): void };

/** Somebody saved while this was typed: nothing is written over unseen. */
function Meanwhile({ set, onTake, onKeep }: MeanwhileProps) {
  return (
    <div className="mistakes" role="alert">
      <p>{`${set.createdBy} has saved version ${set.version} meanwhile. What you typed is kept here.`}</p>
      <p>
        <button type="button" className="button" onClick={onTake}>
          {`Take version ${set.version}`}
        </button>{" "}
        <button type="button" className="button" onClick={onKeep}>
          Keep mine as the next one
        </button>
      </p>
    </div>
  );
}
