"use client";

import { useRef } from "react";
import type { readObjectives } from "#lib/load/input/objectives.ts";
import { limitsAt } from "#lib/load/input/objectives-completion.ts";
import { type EditorHandle, ScenarioEditor } from "../scenario/scenario-editor.tsx";
import { MistakeList } from "../ui/mistake-list.tsx";
import styles from "./objectives.module.css";

type Read = ReturnType<typeof readObjectives>;
type Mistakes = Extract<Read, { ok: false }>["mistakes"];
type Props = { text: string; mistakes: Mistakes; maySave: boolean; onType(text: string): void };

/** The text with what fits at the caret, and what is wrong in it by line; a click goes there. */
export function SetText({ text, mistakes, maySave, onType }: Props) {
  const editor = useRef<EditorHandle>(null);
  return (
    <div className={styles["text"]}>
      <label id="set-text-label" htmlFor="set-text">
        Limits, YAML
      </label>
      <ScenarioEditor
        id="set-text"
        size="form"
        handle={editor}
        text={text}
        mistakes={mistakes}
        isWrong={mistakes.length > 0}
        readOnly={!maySave}
        suggest={limitsAt}
        labelledBy="set-text-label"
        describedBy="set-text-says"
        onType={onType}
      />
      <div id="set-text-says">
        {mistakes.length === 0 ? null : (
          <MistakeList mistakes={mistakes} onGo={(mistake) => editor.current?.goTo(mistake)} />
        )}
      </div>
    </div>
  );
}
