import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { CsvError, parse as parser } from "csv-parse";
import { parse } from "csv-parse/sync";

/** Text as CSV (RFC 4180) the way spreadsheets write it: comma, semicolon or tab, with Excel's own first line or without. */

/** `line`: where the row ends, from 1. */
export type CsvRow = { line: number; cells: readonly string[] };

/** `tooMany`: more rows than are read. `broken`: the line, and what is wrong with it, as the end of a sentence. */
export type CsvRead =
  | { ok: true; separator: string; rows: readonly CsvRow[] }
  | { ok: false; wrong: "empty" | "tooMany" }
  | { ok: false; wrong: "broken"; line: number; what: string };

const separators = [",", ";", "\t"] as const;

/** Reads at most `most` rows behind the first; rows without any value are left out. For texts of a few thousand rows: nothing else goes on
 *  meanwhile. */
export function readCsvRows(text: string, most: number): CsvRead {
  const shape = shapeOf(text, most);
  if (shape === null) return { ok: false, wrong: "empty" };
  try {
    return found(rowsOf(shape), shape);
  } catch (error) {
    return broken(error, shape);
  }
}

/** The same for long texts: other work of the process has its turn after each slice, which takes some ten milliseconds. */
export async function readLongCsvRows(text: string, most: number): Promise<CsvRead> {
  const shape = shapeOf(text, most);
  if (shape === null) return { ok: false, wrong: "empty" };
  try {
    return found(await rowsInSlices(shape), shape);
  } catch (error) {
    return broken(error, shape);
  }
}

/** `rest`: the text below Excel's own first line; `skipped`: how many lines that is. */
type Shape = { rest: string; separator: string; most: number; skipped: number };

/** Null where there is nothing to read. */
function shapeOf(text: string, most: number): Shape | null {
  // Excel's own first line, such as sep=;
  const plain = text.replace(/^\uFEFF/, "");
  const told = /^sep=(.)\r?\n/i.exec(plain);
  const rest = told === null ? plain : plain.slice(told[0].length);
  if (rest.trim() === "") return null;
  const separator = told?.[1] ?? separatorOf(/^[^\r\n]*/.exec(rest)?.[0] ?? "");
  return { rest, separator, most, skipped: told === null ? 0 : 1 };
}

function found(rows: readonly CsvRow[], { most, separator }: Shape): CsvRead {
  return rows.length > most + 1 ? { ok: false, wrong: "tooMany" } : { ok: true, separator, rows };
}

/** What the parser could not read; whatever else went wrong is thrown on. */
function broken(error: unknown, { skipped }: Shape): CsvRead {
  if (!(error instanceof CsvError)) throw error;
  const line = Number(Object(error).lines ?? 1) + skipped;
  return { ok: false, wrong: "broken", line, what: mistakes[error.code] ?? "its quotes do not fit" };
}

/** What separates the values: whichever of comma, semicolon and tab stands most often in the first line, outside of quotes. */
export function separatorOf(firstLine: string): (typeof separators)[number] {
  const bare = firstLine.replaceAll(/"[^"]*"?/g, "");
  const counts = separators.map((sign) => bare.split(sign).length);
  return separators[counts.indexOf(Math.max(...counts))] ?? ",";
}

type Parsed = { record: string[]; info: { lines: number } };

const optionsOf = ({ separator, most }: Shape) =>
  ({
    ...{ delimiter: separator, trim: true, relax_column_count: true, info: true },
    ...{ to: most + 2, skip_records_with_empty_values: true },
  }) as const;

function rowsOf(shape: Shape): CsvRow[] {
  const parsed = parse(shape.rest, optionsOf(shape)) as unknown as Parsed[];
  return parsed.map((one) => rowOf(one, shape));
}

const rowOf = ({ record, info }: Parsed, { skipped }: Shape): CsvRow => ({
  line: info.lines + skipped,
  cells: record.map((one) => one.normalize()),
});

const sliceBytes = 16 * 1024;

async function rowsInSlices(shape: Shape): Promise<CsvRow[]> {
  const { to, ...options } = optionsOf(shape);
  const rows: CsvRow[] = [];
  for await (const one of Readable.from(slicesOf(shape.rest)).pipe(parser(options))) {
    rows.push(rowOf(one, shape));
    if (rows.length === to) break;
  }
  return rows;
}

/** In bytes: the parser puts together what a cut parts. */
async function* slicesOf(text: string): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += sliceBytes) {
    yield bytes.subarray(at, at + sliceBytes);
    await setImmediate();
  }
}

const mistakes: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "a quote is opened in it and never closed",
  CSV_INVALID_CLOSING_QUOTE: "something follows right behind a closing quote",
  INVALID_OPENING_QUOTE:
    "a quote stands in the middle of a value; put the whole value in quotes and double those inside",
  CSV_MAX_RECORD_SIZE: "it is too long",
};
