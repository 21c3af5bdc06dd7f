import type { Language } from "./language.ts";

/** How a file of operators is read: which column is which, and what a cell means. */

const fileColumns = ["badge", "name", "shift", "roles", "language", "champion"] as const;
export type FileColumn = (typeof fileColumns)[number];

/** Index of each column in a row; a column that the file does not have is not in it. */
export type PlacedColumns = ReadonlyMap<FileColumn, number>;
export type Header =
  | { ok: true; columns: PlacedColumns; width: number; ignored: readonly string[] }
  | { ok: false; twice: string }
  | { ok: false; named: readonly string[] };

/** Columns by their names, whatever their case and order. Badge and name have to be there; a name that means nothing is ignored. */
export function readHeader(cells: readonly string[]): Header {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  const columns = new Map<FileColumn, number>();
  for (const column of fileColumns) {
    const at = names.indexOf(column);
    if (at === -1) continue;
    if (names.lastIndexOf(column) !== at) return { ok: false, twice: column };
    columns.set(column, at);
  }
  if (!columns.has("badge") || !columns.has("name")) return { ok: false, named: cells.filter((cell) => cell !== "") };
  const ignored = cells.filter((cell, at) => cell !== "" && ![...columns.values()].includes(at));
  return { ok: true, columns, width: names.findLastIndex((name) => name !== "") + 1, ignored };
}

/** "picker | packer", each once, by name. */
export function rolesIn(cell: string): string[] {
  const names = cell.split(/[|,;]/).map((name) => name.trim());
  return [...new Set(names.filter((name) => name !== ""))].sort();
}

const languageWords: Readonly<Record<string, Language>> = {
  "": "en",
  en: "en",
  english: "en",
  englisch: "en",
  de: "de",
  german: "de",
  deutsch: "de",
};

/** Null for what is neither. Nothing written is English. */
export function languageIn(cell: string): Language | null {
  const word = cell.trim().toLowerCase();
  return Object.hasOwn(languageWords, word) ? (languageWords[word] ?? null) : null;
}

const yes = ["yes", "y", "true", "1", "x", "ja", "j", "wahr"];
const no = ["", "no", "n", "false", "0", "-", "nein", "falsch"];

/** Null for what is neither yes nor no. Nothing written is no. */
export function championIn(cell: string): boolean | null {
  const word = cell.trim().toLowerCase();
  if (yes.includes(word)) return true;
  return no.includes(word) ? false : null;
}
