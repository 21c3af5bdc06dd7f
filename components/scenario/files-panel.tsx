"use client";

import { useId, useState } from "react";
import type { FileMistake } from "#lib/load/core/data-rows.ts";
import { count } from "#lib/load/core/say.ts";
import type { DataSet, Scenario } from "#lib/load/core/scenario.ts";
import type { FileFacts } from "#lib/load/core/scenario-view.ts";
import { mostFileBytes } from "#lib/load/input/start-run.ts";
import { Mark } from "../ui/mark.tsx";
import styles from "./scenario.module.css";
import type { ChosenFiles } from "./use-chosen-files.ts";

type Props = { scenario: Scenario | null; kept: readonly FileFacts[]; chosen: ChosenFiles; isOpen: boolean };

/** The CSV files that the text names: what is in them, what is wrong with them, which are missing. */
export function FilesPanel({ scenario, kept, chosen, isOpen }: Props) {
  const sets = scenario?.data ?? [];
  if (sets.length === 0) return null;
  const files = [...new Set(sets.map(({ file }) => file))];
  return (
    <section className="section" aria-labelledby="files">
      <h2 id="files">
        Data files{" "}
        <span
          className={`second small ${styles["end"]}`}
        >{`CSV, at most ${mostFileBytes / 1024 / 1024} MiB in all`}</span>
      </h2>
      <ul className={styles["files"]}>
        {files.map((name) => (
          <File
            key={name}
            name={name}
            sets={sets.filter(({ file }) => file === name)}
            kept={kept.find((file) => file.name === name)}
            {...{ chosen, isOpen }}
          />
        ))}
      </ul>
    </section>
  );
}

type FileProps = {
  name: string;
  sets: readonly DataSet[];
  kept: FileFacts | undefined;
  chosen: ChosenFiles;
  isOpen: boolean;
};

function File({ name, sets, kept, chosen, isOpen }: FileProps) {
  const own = chosen.facts[name];
  const facts = own ?? kept;
  const mistakes = chosen.mistakes[name] ?? [];
  return (
    <li>
      <p className={styles["file"]}>
        <strong>{name}</strong>{" "}
        <span className="second small">{sets.map((set) => `as ${set.name}, ${set.use}`).join("; ")}</span>
        {isOpen ? <Chooser name={name} chosen={chosen} isThere={facts !== undefined} /> : null}
      </p>
      {facts === undefined && mistakes.length === 0 ? (
        <p className="wrong">
          <Mark name="no-go" /> This file is missing.
        </p>
      ) : null}
      <Mistakes mistakes={mistakes} />
      {facts === undefined || mistakes.length > 0 ? null : <Rows facts={facts} isNew={own !== undefined} />}
    </li>
  );
}

function Chooser({ name, chosen, isThere }: { name: string; chosen: ChosenFiles; isThere: boolean }) {
  const id = useId();
  // A new field each time, so that the same file can be chosen again when it was mended.
  const [round, setRound] = useState(0);
  return (
    <span className={styles["end"]}>
      <label className={`button ${styles["choose"]}`} htmlFor={id}>
        {isThere ? "Replace" : "Choose"}
        <span className="visually-hidden">{` ${name}`}</span>
        <input
          key={round}
          id={id}
          type="file"
          accept=".csv,text/csv"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            if (file !== undefined) void chosen.take(name, file);
            setRound(round + 1);
          }}
        />
      </label>
    </span>
  );
}

function Mistakes({ mistakes }: { mistakes: readonly FileMistake[] }) {
  if (mistakes.length === 0) return null;
  return (
    <div className="mistakes" role="alert">
      <strong>It was not taken:</strong>
      <ul className={styles["plain-list"]}>
        {mistakes.map(({ line, sentence }) => (
          <li key={`${line} ${sentence}`}>{line === 0 ? sentence : `Line ${line}: ${sentence}`}</li>
        ))}
      </ul>
    </div>
  );
}

function Rows({ facts: { rows, bytes, columns, firstRows }, isNew }: { facts: FileFacts; isNew: boolean }) {
  return (
    <>
      <p className="second small">
        {`${count(rows)} ${rows === 1 ? "row" : "rows"}, ${count(Math.ceil(bytes / 1024))} KiB${isNew ? ", not saved" : ""}`}
      </p>
      <div className="scroll-x">
        <table className={styles["rows"]}>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {firstRows.map((row, at) => (
              <tr key={at}>
                {columns.map((column, place) => (
                  <td key={column} className="mono">
                    {row[place]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
