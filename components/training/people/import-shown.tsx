"use client";

import { type ReactNode, useState } from "react";
import type { ImportPreview } from "#lib/training/core/import-view.ts";
import { languageNames } from "#lib/training/core/language.ts";
import { Mark } from "../../ui/mark.tsx";
import styles from "./people.module.css";

/** What the file would change, in figures. */
export function ImportSums({ view }: { view: ImportPreview }) {
  const { bad, added, changed, missing, unchanged, ignored, encoding } = view;
  const sums: [word: string, count: number][] = [
    ["Rows", view.rows],
    ["Added", added.length],
    ["Changed", changed.length],
    ["As they are", unchanged],
    ["Not in the file", missing.length],
    ["Left out", bad.length],
  ];
  return (
    <div>
      <dl className={styles["sums"]}>
        {sums.map(([word, count]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{count.toLocaleString("en-GB")}</dd>
          </div>
        ))}
      </dl>
      {encoding === "UTF-8" ? null : (
        <p className="second small">
          The file is no UTF-8 and was read as Windows-1252: look whether names with ä, ö, é are right.
        </p>
      )}
      {ignored.length === 0 ? null : (
        <p className="second small">Columns that mean nothing here: {ignored.join(", ")}.</p>
      )}
    </div>
  );
}

/** Everybody it touches, what is wrong first. */
export function ImportShown({ view: { bad, added, changed, missing } }: { view: ImportPreview }) {
  return (
    <>
      <Bad rows={bad} />
      <Changed rows={changed} />
      <Added rows={added} />
      <NotThere missing={missing} removes={missing.some(({ removes }) => removes)} />
    </>
  );
}

type ListProps<Row> = { title: string; heads: readonly string[]; rows: readonly Row[]; show(row: Row): ReactNode };
const mostShown = 50;

function Listed<Row>({ title, heads, rows, show }: ListProps<Row>) {
  const [isWhole, setWhole] = useState(false);
  if (rows.length === 0) return null;
  const shown = isWhole ? rows : rows.slice(0, mostShown);
  return (
    <>
      <h3 className={styles["preview-title"]}>{title}</h3>
      <div className="scroll-x">
        <table>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{shown.map(show)}</tbody>
        </table>
      </div>
      {shown.length === rows.length ? null : (
        <button type="button" className="button link" onClick={() => setWhole(true)}>
          {(rows.length - shown.length).toLocaleString("en-GB")} more
        </button>
      )}
    </>
  );
}

function Bad({ rows }: { rows: ImportPreview["bad"] }) {
  return (
    <Listed
      title="Rows that cannot be taken; they are left out"
      heads={["Line", "What is wrong"]}
      rows={rows}
      show={({ line, says }) => (
        <tr key={line}>
          <td className="mono">{line}</td>
          <td className="wrong">
            <Mark name="no-go" /> {says}
          </td>
        </tr>
      )}
    />
  );
}

function Changed({ rows }: { rows: ImportPreview["changed"] }) {
  return (
    <Listed
      title="Changed"
      heads={["Line", "Badge", "Operator", "What changes"]}
      rows={rows}
      show={({ line, id, badge, name, changes }) => (
        <tr key={id}>
          <td className="mono">{line}</td>
          <td className="mono">{badge}</td>
          <td>{name}</td>
          <td>
            {changes.map(({ field, from, to }, index) => (
              <span key={field}>
                {index === 0 ? "" : "; "}
                {field} <span className={styles["was"]}>{from || "none"}</span>
                <span className="visually-hidden"> becomes</span> <strong>{to || "none"}</strong>
              </span>
            ))}
          </td>
        </tr>
      )}
    />
  );
}

function Added({ rows }: { rows: ImportPreview["added"] }) {
  return (
    <Listed
      title="Added"
      heads={["Line", "Badge", "Operator", "Shift", "Roles", "Language", "Champion"]}
      rows={rows}
      show={({ line, badge, name, shift, roles, language, isChampion }) => (
        <tr key={badge}>
          <td className="mono">{line}</td>
          <td className="mono">{badge}</td>
          <td>{name}</td>
          <td>{shift || "none"}</td>
          <td>{roles.length === 0 ? "none" : roles.join(", ")}</td>
          <td>{languageNames[language]}</td>
          <td>{isChampion ? "yes" : ""}</td>
        </tr>
      )}
    />
  );
}

function NotThere({ missing, removes }: { missing: ImportPreview["missing"]; removes: boolean }) {
  return (
    <Listed
      title={removes ? "Not in the file; they are removed" : "Not in the file; they stay"}
      heads={["Badge", "Operator", "Shift", "What becomes of them"]}
      rows={missing}
      show={(one) => (
        <tr key={one.id}>
          <td className="mono">{one.badge}</td>
          <td>{one.name}</td>
          <td>{one.shift || "none"}</td>
          <td>
            {one.removes ? <span className={styles["gone"]}>removed</span> : "stays"}
            {one.stays === null ? null : `, booked in ${one.stays}`}
          </td>
        </tr>
      )}
    />
  );
}
