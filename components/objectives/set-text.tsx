"use client";

import { useRef } from "react";
import type { readObjectives } from "#lib/load/input/objectives.ts";
import { goToPlace } from "../ui/go-to-place.ts";
import { MistakeList } from "../ui/mistake-list.tsx";
import styles from "./objectives.module.css";

type Read = ReturnType<typeof readObjectives>;
type Mistakes = Extract<Read, { ok: false }>["mistakes"];
type Props = { text: string; mistakes: Mistakes; maySave: boolean; onType(text: string): void };

/** The text, and what is wrong in it by line; a click goes there. */
export function SetText({ text, mistakes, maySave, onType }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  return (
    <div className={styles["text"]}>
      <label htmlFor="set-text">Limits, YAML</label>
      <textarea
        id="set-text"
        ref={field}
        className="textarea"
        rows={14}
        wrap="off"
        spellCheck={false}
        maxLength={65_536}
        readOnly={!maySave}
        value={text}
        aria-invalid={mistakes.length > 0}
        aria-describedby="set-text-says"
        onChange={(event) => onType(event.target.value)}
      />
      <div id="set-text-says">
        {mistakes.length === 0 ? null : (
          <MistakeList mistakes={mistakes} onGo={(mistake) => goToPlace(field.current, mistake)} />
        )}
      </div>
    </div>
  );
}
