import { createHash } from "node:crypto";
import type { PilotRow } from "../pilots/store.ts";
import type { Database, Tx } from "../platform/database.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { ImportPreview } from "./core/import-view.ts";
import type { Operator } from "./core/module.ts";
import { diffOperators, type OperatorDiff } from "./core/operator-diff.ts";
import { readHeader } from "./core/operator-file.ts";
import { sessionName } from "./core/shown-of.ts";
import { readCsv } from "./edge/read-csv.ts";
import { type FileRows, fileRows } from "./file-rows.ts";
import type { PreviewImport } from "./input/people.ts";
import { openBookings, operatorsOf } from "./store-operators.ts";

/** Reads a file and says what it would change: the same for a preview and for the import itself. */

const mostRows = 20_000;

export type FileRefusals =
  | "file-empty"
  | "file-not-text"
  | "file-broken"
  | "file-rows-many"
  | "file-columns-missing"
  | "file-columns-twice";
export type ImportPlan = { view: ImportPreview; saved: readonly (Omit<Operator, "id"> & { id: string | null })[] };
type Asked = PreviewImport & { bytes: Uint8Array };
type Read = FileRows & Pick<ImportPreview, "rows" | "encoding" | "ignored">;

export async function planImport(
  db: Database | Tx,
  pilot: PilotRow,
  { bytes, missing }: Asked,
): Promise<{ ok: true; plan: ImportPlan } | Refused<FileRefusals>> {
  const read = readFile(bytes, pilot.shifts);
  if (!read.ok) return read;
  const [now, booked] = [await operatorsOf(db, pilot.id), await openBookings(db, pilot.id)];
  const diff = diffOperators(now, read.file.good, read.file.named);
  const outcome = outcomeOf(diff, read.file, (id) => {
    const session = booked.get(id);
    const stays = missing === "remove" && session !== undefined ? sessionName(session) : null;
    return { removes: missing === "remove" && stays === null, stays };
  });
  const preview = createHash("sha256").update(bytes).update(JSON.stringify(outcome)).digest("hex");
  const saved = [
    ...diff.added.map(({ operator }) => ({ ...operator, id: null })),
    ...diff.changed.map((one) => one.operator),
  ];
  return { ok: true, plan: { view: { preview, ...outcome }, saved } };
}

function readFile(
  bytes: Uint8Array,
  shifts: readonly { name: string }[],
): { ok: true; file: Read } | Refused<FileRefusals> {
  const csv = readCsv(bytes, mostRows);
  if (!csv.ok) return csv;
  const [first, ...rows] = csv.rows;
  const header = readHeader(first?.cells ?? []);
  if (!header.ok && "twice" in header) return refuse("file-columns-twice", { says: { column: header.twice } });
  if (!header.ok) return refuse("file-columns-missing", { says: { columns: columnsText(header.named) } });
  const { columns, width, ignored } = header;
  const { encoding } = csv;
  return { ok: true, file: { ...fileRows(rows, { columns, width, shifts }), rows: rows.length, encoding, ignored } };
}

function columnsText(named: readonly string[]): string {
  const shown = named.slice(0, 8).map((name) => name.slice(0, 40));
  return shown.length === 0 ? "none" : `${shown.join(", ")}${named.length > shown.length ? " and others" : ""}`;
}

type Fate = { removes: boolean; stays: string | null };

function outcomeOf(diff: OperatorDiff, file: Read, fateOf: (id: string) => Fate): Omit<ImportPreview, "preview"> {
  const { rows, encoding, ignored, bad } = file;
  return {
    ...{ rows, encoding, ignored, bad, unchanged: diff.unchanged },
    added: diff.added.map(({ line, operator }) => ({ line, ...operator })),
    changed: diff.changed.map(({ line, operator: { id, badge, name }, changes }) => ({
      line,
      id,
      badge,
      name,
      changes,
    })),
    missing: diff.missing.map(({ id, badge, name, shift }) => ({ id, badge, name, shift, ...fateOf(id) })),
  };
}
