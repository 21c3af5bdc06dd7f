import type { FileFacts } from "../core/scenario-view.ts";
import { readDataFile } from "./read-data-file.ts";

/** Rows that are shown of a file. */
const mostShown = 3;

/** What is in a data file that was read before. One that cannot be read has no columns and no rows. */
export function fileFacts({ name, text }: { name: string; text: string }): FileFacts {
  const read = readDataFile(text);
  const { columns, rows } = read.ok ? read.rows : { columns: [], rows: [] };
  const bytes = new TextEncoder().encode(text).length;
  return { name, bytes, columns, rows: rows.length, firstRows: rows.slice(0, mostShown) };
}
