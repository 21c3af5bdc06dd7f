"use client";

import type { Missing } from "./import-section.tsx";
import styles from "./people.module.css";

type Props = {
  shifts: readonly string[];
  file: File | null;
  missing: Missing;
  isBusy: boolean;
  onAsk(file: File | null, missing: Missing): void;
};

/** Which file, and what becomes of whoever is not in it. */
export function ImportChoice({ shifts, file, missing, isBusy, onAsk }: Props) {
  return (
    <>
      <p className="second">
        A CSV file as a spreadsheet saves it. Its first line names the columns: badge and name, and as far as you have
        them shift, roles, language, champion. People are known by their badge. Nothing changes before you have seen
        what would.
      </p>
      <pre className="mono">
        badge,name,shift,roles,language,champion{"\n"}
        {`0212,Marek Nowak,${shifts[0] ?? "Day"},picker|packer,de,yes`}
      </pre>
      <p className={styles["filter"]}>
        <span className={`button ${styles["choose"]}`}>
          {file === null ? "Choose a file" : "Choose another file"}
          <input
            type="file"
            aria-label="CSV file"
            accept=".csv,.txt,text/csv"
            disabled={isBusy}
            onChange={async ({ target }) => {
              const chosen = target.files?.[0];
              target.value = "";
              if (chosen !== undefined) onAsk(await held(chosen), missing);
            }}
          />
        </span>
        {file === null ? null : <strong>{file.name}</strong>}
        <label className={styles["tick"]}>
          <input
            type="checkbox"
            checked={missing === "remove"}
            disabled={isBusy}
            onChange={({ target }) => onAsk(file, target.checked ? "remove" : "keep")}
          />
          Remove operators who are not in the file
        </label>
      </p>
    </>
  );
}

/** Its bytes as they are now: a file that is saved again on disk meanwhile is another one. */
async function held(file: File): Promise<File> {
  return new File([await file.arrayBuffer()], file.name, { type: file.type });
}
