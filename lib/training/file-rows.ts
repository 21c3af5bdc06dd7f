import { sentenceOf } from "../platform/core/refusal-table.ts";
import type { FileOperator } from "./core/operator-diff.ts";
import { championIn, type FileColumn, languageIn, type PlacedColumns, rolesIn } from "./core/operator-file.ts";
import type { CsvRow } from "./edge/read-csv.ts";
import { AddOperator } from "./input/people.ts";
import { peopleRefusals } from "./input/people-refusals.ts";
import { shiftOf } from "./operator-shift.ts";

type Shape = { columns: PlacedColumns; width: number; shifts: readonly { name: string }[] };
export type FileRows = {
  good: readonly FileOperator[];
  bad: readonly { line: number; says: string }[];
  /** Every badge that stands in the file. */
  named: ReadonlySet<string>;
};

/** Rows that can be taken, and for the others the sentence that says why not. A badge that stands in two rows is in none that is taken. */
export function fileRows(rows: readonly CsvRow[], shape: Shape): FileRows {
  const lines = linesByBadge(rows, shape);
  const good: FileOperator[] = [];
  const bad: { line: number; says: string }[] = [];
  for (const row of rows) {
    const read = readRow(row, shape);
    const again = typeof read === "string" ? [] : (lines.get(read.badge) ?? []).filter((line) => line !== row.line);
    if (typeof read === "string") bad.push({ line: row.line, says: read });
    else if (again.length > 0)
      bad.push({ line: row.line, says: `badge ${read.badge} stands in line ${again[0]} as well` });
    else good.push(read);
  }
  return { good, bad, named: new Set(lines.keys()) };
}

function linesByBadge(rows: readonly CsvRow[], { columns }: Shape): Map<string, number[]> {
  const lines = new Map<string, number[]>();
  for (const { line, cells } of rows) {
    const badge = cells[columns.get("badge") ?? 0] ?? "";
    const known = lines.get(badge);
    if (known === undefined) lines.set(badge, [line]);
    else known.push(line);
  }
  return lines;
}

/** A row, or what is wrong with it. */
function readRow({ line, cells }: CsvRow, { columns, width, shifts }: Shape): FileOperator | string {
  const beyond = cells.slice(width).some((cell) => cell !== "");
  if (beyond || cells.length < width)
    return `it has ${cells.length} values, and the first line names ${width} columns; a value with a separator in it needs quotes`;
  const words = readWords(cells, columns);
  if (typeof words === "string") return words;
  const checked = AddOperator.safeParse(words);
  if (!checked.success) return checked.error.issues[0]?.message ?? "it cannot be read";
  const shift = shiftOf(shifts, checked.data.shift);
  if (!shift.ok) return unended(sentenceOf(peopleRefusals["operator-shift-unknown"], shift.details?.says));
  const { badge, ...rest } = { ...checked.data, shift: shift.shift };
  return { line, badge, given: onlySaid(rest, columns) };
}

const unended = (sentence: string) => sentence.replace(/\.$/, "");

/** What the cells mean; a column that is not there says what is usual. */
function readWords(cells: readonly string[], columns: PlacedColumns): object | string {
  const cell = (column: FileColumn) => cells[columns.get(column) ?? -1] ?? "";
  const language = languageIn(cell("language"));
  if (language === null) return `language ${cell("language")} is neither en nor de`;
  const isChampion = championIn(cell("champion"));
  if (isChampion === null) return `champion ${cell("champion")} is neither yes nor no`;
  const [badge, name, shift] = [cell("badge"), cell("name"), cell("shift")];
  return { badge, name, shift, roles: rolesIn(cell("roles")), language, isChampion };
}

type Said = Omit<AddOperator, "badge">;

function onlySaid({ name, shift, roles, language, isChampion }: Said, columns: PlacedColumns): FileOperator["given"] {
  return {
    name,
    ...(columns.has("shift") ? { shift } : {}),
    ...(columns.has("roles") ? { roles } : {}),
    ...(columns.has("language") ? { language } : {}),
    ...(columns.has("champion") ? { isChampion } : {}),
  };
}
