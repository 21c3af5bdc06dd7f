"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ApiProblem } from "#lib/platform/browser/fetch-json.ts";
import { importOperators, previewImport } from "#lib/training/browser/people-query.ts";
import type { Imported, ImportPreview } from "#lib/training/core/import-view.ts";
import settings from "../../pilots/settings.module.css";
import { Mark } from "../../ui/mark.tsx";
import { Problem } from "../../ui/problem.tsx";
import { ImportChoice } from "./import-choice.tsx";
import { ImportShown, ImportSums } from "./import-shown.tsx";
import styles from "./people.module.css";
import { usePeopleAgain } from "./use-people-again.ts";

type Props = { pilot: string; shifts: readonly string[]; onClose(): void };
export type Missing = "keep" | "remove";

/** A file of operators: first what it would change, then just that. */
export function ImportSection({ pilot, shifts, onClose }: Props) {
  const again = usePeopleAgain(pilot);
  const [file, setFile] = useState<File | null>(null);
  const [missing, setMissing] = useState<Missing>("keep");
  const [view, setView] = useState<ImportPreview | null>(null);
  const preview = useMutation({
    mutationFn: (asked: { file: File; missing: Missing }) => previewImport(pilot, asked.file, asked),
    onSuccess: setView,
    onError: () => setView(null),
  });
  const importing = useMutation({
    mutationFn: (asked: { file: File; missing: Missing; preview: string }) => importOperators(pilot, asked.file, asked),
    onSuccess: async () => {
      setFile(null);
      setView(null);
      await again();
    },
    // What it would change now is shown beside the sentence.
    onError: (error, asked) => {
      if (error instanceof ApiProblem && error.kind === "import-moved") preview.mutate(asked);
    },
  });
  const ask = (next: File | null, whom: Missing) => {
    setFile(next);
    setMissing(whom);
    importing.reset();
    if (next !== null) preview.mutate({ file: next, missing: whom });
  };
  const shown = preview.isPending ? null : view;
  const isBusy = preview.isPending || importing.isPending;
  return (
    <section className={styles["import"]} aria-label="Import a file">
      <ImportChoice {...{ shifts, file, missing, isBusy }} onAsk={ask} />
      {preview.error === null ? null : <Problem error={preview.error} />}
      {importing.error === null ? null : <Problem error={importing.error} />}
      {importing.data === undefined ? null : <Done {...importing.data} />}
      {preview.isPending ? <p role="status">Reading the file …</p> : null}
      {shown === null ? null : <ImportSums view={shown} />}
      <p className={settings["acts"]}>
        {shown === null || file === null ? null : (
          <button
            type="button"
            className="button primary"
            disabled={isBusy || changesOf(shown) === 0}
            onClick={() => importing.mutate({ file, missing, preview: shown.preview })}
          >
            {importing.isPending ? "Importing …" : actText(shown)}
          </button>
        )}
        <button type="button" className="button link" onClick={onClose}>
          {importing.data === undefined ? "Cancel" : "Close"}
        </button>
      </p>
      {shown === null ? null : <ImportShown view={shown} />}
    </section>
  );
}

const removedBy = ({ missing }: ImportPreview) => missing.filter(({ removes }) => removes).length;
const changesOf = (view: ImportPreview) => view.added.length + view.changed.length + removedBy(view);

const text = (count: number) => count.toLocaleString("en-GB");

function actText(view: ImportPreview): string {
  const parts: [count: number, word: string][] = [
    [view.added.length, "add"],
    [view.changed.length, "change"],
    [removedBy(view), "remove"],
  ];
  const said = parts.filter(([count]) => count > 0).map(([count, word]) => `${word} ${text(count)}`);
  return said.length === 0 ? "Nothing to import" : `Import: ${said.join(", ")}`;
}

function Done({ added, changed, removed, unchanged, leftOut }: Imported) {
  const sums = `${text(added)} added, ${text(changed)} changed, ${text(removed)} removed, ${text(unchanged)} as they were`;
  return (
    <p role="status">
      <Mark name="go" /> Imported: {sums}
      {leftOut === 0 ? "" : `; ${text(leftOut)} ${leftOut === 1 ? "row was" : "rows were"} left out`}.
    </p>
  );
}
