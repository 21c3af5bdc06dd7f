"use client";

import { useRef } from "react";
import { KeysHelp } from "../ui/keys-help.tsx";
import { FilesPanel } from "./files-panel.tsx";
import { MistakesHead } from "./mistakes-head.tsx";
import { MixTable } from "./mix-table.tsx";
import styles from "./scenario.module.css";
import { SavedMeanwhile, ScenarioActs } from "./scenario-acts.tsx";
import { type EditorHandle, ScenarioEditor } from "./scenario-editor.tsx";
import { ScenarioHeader } from "./scenario-header.tsx";
import { TryPanel } from "./try-panel.tsx";
import { useWorkplace, type Workplace, type WorkplaceProps } from "./use-workplace.ts";
import { VersionsPanel } from "./versions-panel.tsx";

const keys = [
  ["Ctrl Space", "what fits here"],
  ["F8", "next mistake"],
  ["Ctrl Enter", "try once"],
  ["Ctrl F", "find"],
  ["Esc, then Tab", "leave the text"],
] as const;

/** A scenario's text with everything it becomes beside it: its mistakes, a try of it, its mix, its files, its versions. */
export function ScenarioWorkplace(props: WorkplaceProps) {
  const place = useWorkplace(props);
  const { pilot, page, state, read, isOpen, timeZone } = place;
  return (
    <>
      <ScenarioHeader {...{ pilot, page, state, isOpen }} name={read.good?.name ?? null} />
      <div className={styles["halves"]}>
        <TextSide place={place} />
        <PanelSide place={place} />
      </div>
      {page === null ? null : (
        <div className="sections">
          <VersionsPanel
            {...{ pilot, page, timeZone }}
            onRestore={
              isOpen
                ? ({ text, files }) => state.put(text, Object.fromEntries(files.map((file) => [file.name, file.text])))
                : null
            }
          />
        </div>
      )}
      <KeysHelp keys={keys} />
    </>
  );
}

function TextSide({ place: { text, state, read, isOpen, onTry } }: { place: Workplace }) {
  const editor = useRef<EditorHandle>(null);
  const onText = isOpen ? state.type : () => {};
  return (
    <div className={styles["left"]}>
      <MistakesHead
        {...{ text, isOpen, onText }}
        mistakes={read.mistakes}
        isRestored={state.isRestored}
        onGo={(mistake) => editor.current?.goTo(mistake)}
      />
      <h2 id="text-label" className="visually-hidden">
        Scenario text, YAML
      </h2>
      <ScenarioEditor
        id="text"
        size="page"
        labelledBy="text-label"
        handle={editor}
        text={text}
        mistakes={read.mistakes}
        isWrong={read.mistakes.length > 0}
        readOnly={!isOpen}
        onType={onText}
        onSubmit={onTry}
      />
      <p className={styles["keys"]}>
        {keys.map(([key, does]) => (
          <span key={key}>
            <span className="key">{key}</span> {does}
          </span>
        ))}
      </p>
    </div>
  );
}

function PanelSide({ place }: { place: Workplace }) {
  const { page, text, state, read, files, attempt, mayTry, onTry, save, isOpen } = place;
  const { systems, systemsError, timeZone } = place;
  return (
    <div className={styles["right"]}>
      {isOpen ? <TryPanel {...{ systems, systemsError, text, timeZone }} state={attempt} scenario={read.good} /> : null}
      <FilesPanel scenario={read.good} kept={page?.files ?? []} chosen={files} isOpen={isOpen} />
      {read.good === null ? null : (
        <MixTable scenario={read.good} text={text} isOpen={isOpen && read.isOfText} onText={state.type} />
      )}
      {isOpen ? (
        <div className={styles["foot"]}>
          <SavedMeanwhile page={page} state={state} />
          <ScenarioActs {...{ save, mayTry, onTry }} mistakes={read.mistakes} hasSystem={attempt.systemId !== ""} />
        </div>
      ) : null}
    </div>
  );
}
