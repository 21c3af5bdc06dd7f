"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { storeEvidence } from "#lib/checklist/query.ts";
import { Problem } from "../ui/problem.tsx";
import styles from "./checklist.module.css";
import { bytesText } from "./record-section.tsx";

export type Attached = { id: string; name: string; bytes: number };
type Props = {
  pilot: string;
  files: readonly Attached[];
  isNeeded: boolean;
  onFiles(files: readonly Attached[]): void;
};

const kinds = ".pdf,.png,.jpg,.jpeg,.webp,.json,.csv,.txt,.log,.md";

/** Files that show what was seen: stored when they are chosen, part of the answer when it is given. */
export function AnswerFiles({ pilot, files, isNeeded, onFiles }: Props) {
  const [sent, setSent] = useState(0);
  const store = useMutation({
    mutationFn: async (chosen: readonly File[]) => {
      let kept = files;
      for (const file of chosen) {
        setSent(0);
        const { id, name, bytes } = await storeEvidence(pilot, file, setSent);
        kept = [...kept, { id, name, bytes }];
        onFiles(kept);
      }
    },
  });
  return (
    <div className={styles["attach"]}>
      <label htmlFor="answer-file" className="second small">
        Files that show it{isNeeded ? ", at least one is needed to say that it holds" : ""}
      </label>
      <input
        id="answer-file"
        type="file"
        multiple
        accept={kinds}
        disabled={store.isPending}
        onChange={({ target }) => {
          store.mutate([...(target.files ?? [])]);
          target.value = "";
        }}
      />
      {store.isPending ? (
        <p className="second small">
          <progress value={sent} aria-label="Sent" /> {Math.round(sent * 100)} % sent
        </p>
      ) : null}
      {store.error === null ? null : <Problem error={store.error} />}
      <ul className={styles["files"]}>
        {files.map(({ id, name, bytes }) => (
          <li key={id}>
            <span className="wrap">{name}</span> <span className="second small">{bytesText(bytes)}</span>{" "}
            <button type="button" className="button link" onClick={() => onFiles(files.filter((one) => one.id !== id))}>
              Leave out<span className="visually-hidden"> {name}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
