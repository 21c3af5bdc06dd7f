import { type CsvRow, readCsvRows } from "../../platform/csv-rows.ts";
import { type Refused, refuse } from "../../platform/result.ts";

/** CSV (RFC 4180) as spreadsheets write it: comma, semicolon or tab, with a byte order mark or without, UTF-8 or Windows-1252. */

export type { CsvRow } from "../../platform/csv-rows.ts";
export type CsvFile = { encoding: "UTF-8" | "Windows-1252"; separator: string; rows: readonly CsvRow[] };
type Refusals = "file-empty" | "file-not-text" | "file-broken" | "file-rows-many";

/** Reads a whole file of at most `most` rows behind its first; rows without any value are left out. */
export function readCsv(bytes: Uint8Array, most: number): ({ ok: true } & CsvFile) | Refused<Refusals> {
  const text = textOf(bytes);
  if (!text.ok) return text;
  const read = readCsvRows(text.text, most);
  if (read.ok) return { ok: true, encoding: text.encoding, separator: read.separator, rows: read.rows };
  if (read.wrong === "broken") return refuse("file-broken", { says: { line: String(read.line), what: read.what } });
  if (read.wrong === "empty") return refuse("file-empty");
  return refuse("file-rows-many", { says: { most: most.toLocaleString("en-GB") } });
}

type Text = { ok: true; text: string; encoding: CsvFile["encoding"] };

/** What is no UTF-8 is read as Windows-1252, the other encoding in which spreadsheets write: any byte is a letter in it, so signs that no
 *  text has give a file away that is none. */
function textOf(bytes: Uint8Array): Text | Refused<"file-not-text" | "file-empty"> {
  if (bytes.byteLength === 0) return refuse("file-empty");
  const kind = kindOf(bytes);
  if (kind !== null) return refuse("file-not-text", { says: { kind } });
  const read = utf8(bytes) ?? { text: windows1252(bytes), encoding: "Windows-1252" as const };
  return control.test(read.text) ? refuse("file-not-text", { says: { kind: "" } }) : { ok: true, ...read };
}

const control = /(?![\t\r\n])\p{Cc}/u;

function utf8(bytes: Uint8Array): { text: string; encoding: "UTF-8" } | null {
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes), encoding: "UTF-8" };
  } catch {
    return null;
  }
}

/** What 0x80 to 0x9F are, in which Latin-1 has controls; five are nothing in either (https://encoding.spec.whatwg.org/index-windows-1252.txt). */
const from0x80 = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";

/** Some versions of Node have a decoder that takes Latin-1 for it (https://github.com/nodejs/node/issues/56542). */
function windows1252(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString("latin1");
  return text.replaceAll(/[\u0080-\u009f]/g, (sign) => from0x80.charAt(sign.charCodeAt(0) - 0x80));
}

function kindOf([first, second]: Uint8Array): string | null {
  if (first === 0x50 && second === 0x4b) return " but a workbook of Excel or Calc";
  if (first === 0xd0 && second === 0xcf) return " but a workbook of an older Excel";
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return " in UTF-8 but text in UTF-16";
  return null;
}
