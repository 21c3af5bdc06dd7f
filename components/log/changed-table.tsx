import type { ChangedLine } from "#lib/log/core/changed-lines.ts";
import styles from "./log.module.css";

/** What an entry holds before and after, line by line; lines that differ are marked, by a sign and by colour. */
export function ChangedTable({ lines }: { lines: readonly ChangedLine[] }) {
  if (lines.length === 0) return null;
  const hasBefore = lines.some(({ before }) => before !== null);
  return (
    <>
      <h3>{hasBefore ? "Before and after" : "What it holds"}</h3>
      <table className={styles["changed"]}>
        <thead>
          <tr>
            <th scope="col">Place</th>
            {hasBefore ? <th scope="col">Before</th> : null}
            <th scope="col">{hasBefore ? "After" : "Value"}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ path, before, after, changed }) => (
            <tr key={path} className={hasBefore && changed ? styles["differs"] : undefined}>
              <td>
                {hasBefore && changed ? <span title="changed">≠ </span> : null}
                {path}
              </td>
              {hasBefore ? <td>{before ?? "–"}</td> : null}
              <td>{after ?? "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
