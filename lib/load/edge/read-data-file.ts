import { type CsvRow, readLongCsvRows } from "../../platform/csv-rows.ts";
import type { DataRows, FileMistake } from "../core/data-rows.ts";

/** A CSV file with the data of a scenario: the first line names the columns, each row has a value for each. */

const mostRows = 200_000;
const mostColumns = 50;
const mostMistakes = 20;

export type DataFileRead = { ok: true; rows: DataRows } | { ok: false; mistakes: FileMistake[] };

/** A template names a column by such a name: `{{bags.qr_id}}`. */
const columnName = /^[A-Za-z_][A-Za-z0-9_]{0,63}$/;
/** Everybody on the pilot reads a data file, and an export has it. */
const secretName = /passw|secret|token|api_?key/i;

/** Reads a file, or says what is wrong with it by line, the first twenty. A large one takes seconds: other work goes on meanwhile. */
export async function readDataFile(text: string): Promise<DataFileRead> {
  const read = await readLongCsvRows(text, mostRows);
  if (!read.ok) return { ok: false, mistakes: [broken(read)] };
  const [header] = read.rows;
  if (header === undefined) return { ok: false, mistakes: [broken({ wrong: "empty" })] };
  const mistakes = headerMistakes(header);
  const rows: (readonly string[])[] = [];
  for (const row of read.rows) {
    if (row === header) continue;
    if (mistakes.length < mostMistakes) mistakes.push(...rowMistakes(row, header.cells.length));
    rows.push(row.cells);
  }
  if (rows.length === 0)
    mistakes.push({ line: header.line, sentence: "There are no rows below the names of the columns." });
  if (mistakes.length > 0) return { ok: false, mistakes: mistakes.slice(0, mostMistakes) };
  return { ok: true, rows: { columns: header.cells, rows } };
}

type Broken = { wrong: "empty" | "tooMany" } | { wrong: "broken"; line: number; what: string };

function broken(read: Broken): FileMistake {
  if (read.wrong === "broken") return { line: read.line, sentence: `This line cannot be read: ${read.what}.` };
  if (read.wrong === "empty") return { line: 1, sentence: "The file is empty." };
  return { line: mostRows + 2, sentence: `A data file has at most ${mostRows.toLocaleString("en-GB")} rows.` };
}

function headerMistakes({ line, cells }: CsvRow): FileMistake[] {
  if (cells.length > mostColumns) return [{ line, sentence: `A data file has at most ${mostColumns} columns.` }];
  return cells.flatMap((name, at) => {
    const which = `Column ${at + 1}`;
    if (!columnName.test(name))
      return [
        {
          line,
          sentence: `${which} needs a name of letters, digits and _, such as qr_id; it is "${name.slice(0, 40)}".`,
        },
      ];
    if (cells.indexOf(name) < at) return [{ line, sentence: `Two columns are called ${name}.` }];
    if (secretName.test(name))
      return [{ line, sentence: `${which} is called ${name}: secrets stay in gantry.yaml, as {{secret.NAME}}.` }];
    return [];
  });
}

function rowMistakes({ line, cells }: CsvRow, width: number): FileMistake[] {
  if (cells.length === width) return [];
  const values = cells.length === 1 ? "1 value" : `${cells.length} values`;
  return [{ line, sentence: `This row has ${values}, the first line names ${width}.` }];
}
