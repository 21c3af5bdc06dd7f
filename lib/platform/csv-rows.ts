import { CsvError, parse } from "csv-parse/sync";

/** Text as CSV (RFC 4180) the way spreadsheets write it: comma, semicolon or tab, with Excel's own first line or without. */

/** `line`: where the row ends, from 1. */
export type CsvRow = { line: number; cells: readonly string[] };

/** `tooMany`: more rows than are read. `broken`: the line, and what is wrong with it, as the end of a sentence. */
export type CsvRead =
  | { ok: true; separator: string; rows: readonly CsvRow[] }
  | { ok: false; wrong: "empty" | "tooMany" }
  | { ok: false; wrong: "broken"; line: number; what: string };

const separators = [",", ";", "\t"] as const;

/** Reads at most `most` rows behind the first; rows without any value are left out. */
export function readCsvRows(text: string, most: number): CsvRead {
  // Excel's own first line, such as sep=;
  const plain = text.replace(/^\uFEFF/, "");
  const told = /^sep=(.)\r?\n/i.exec(plain);
  const rest = told === null ? plain : plain.slice(told[0].length);
  if (rest.trim() === "") return { ok: false, wrong: "empty" };
  const separator = told?.[1] ?? separatorOf(/^[^\r\n]*/.exec(rest)?.[0] ?? "");
  const skipped = told === null ? 0 : 1;
  try {
    const rows = rowsOf(rest, { separator, most: most + 2, skipped });
    return rows.length > most + 1 ? { ok: false, wrong: "tooMany" } : { ok: true, separator, rows };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = Number(Object(error).lines ?? 1) + skipped;
    return { ok: false, wrong: "broken", line, what: mistakes[error.code] ?? "its quotes do not fit" };
  }
}

/** What separates the values: whichever of comma, semicolon and tab stands most often in the first line, outside of quotes. */
export function separatorOf(firstLine: string): (typeof separators)[number] {
  const bare = firstLine.replaceAll(/"[^"]*"?/g, "");
  const counts = separators.map((sign) => bare.split(sign).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ",";
}

type Shape = { separator: string; most: number; skipped: number };
type Parsed = { record: string[]; info: { lines: number } };

function rowsOf(text: string, { separator, most, skipped }: Shape): CsvRow[] {
  const shape = { delimiter: separator, trim: true, relax_column_count: true, to: most, info: true } as const;
  const parsed = parse(text, { ...shape, skip_records_with_empty_values: true }) as unknown as Parsed[];
  return parsed.map(({ record, info }) => ({
    line: info.lines + skipped,
    cells: record.map((one) => one.normalize()),
  }));
}

const mistakes: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "a quote is opened in it and never closed",
  CSV_INVALID_CLOSING_QUOTE: "something follows right behind a closing quote",
  INVALID_OPENING_QUOTE:
    "a quote stands in the middle of a value; put the whole value in quotes and double those inside",
  CSV_MAX_RECORD_SIZE: "it is too long",
};
