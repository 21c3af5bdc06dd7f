import { mayBegin, pagedFile } from "../documents/edge/paged-file.ts";
import { csvCell } from "../load/core/csv-report.ts";
import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { LogEntry } from "./core/log-view.ts";
import type { ExportFormat, LogFilter } from "./input.ts";
import { hex, logEntries } from "./log-entries.ts";
import { narrowedLog } from "./narrowed-log.ts";
import { type EventRow, headOf, listEventsOn } from "./store.ts";

const atATime = 1_000;

type Asked = { pilot: string; format: ExportFormat; filter: LogFilter };
type Export = { ok: true; slug: string; upTo: number; stream: ReadableStream<Uint8Array> };

/** A pilot's log as a file, oldest first, up to the entry that is the newest now; page by page, as fast as it is taken. CSV (RFC 4180) for
 *  spreadsheets; NDJSON with everything that the hash covers. */
export async function exportLog(
  ctx: Ctx,
  { pilot: slug, format, filter }: Asked,
): Promise<Export | Refused<"pilot-not-found" | "export-busy">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  if (!mayBegin()) return refuse("export-busy");
  const upTo = (await headOf(ctx.db, found.pilot.id))?.sequence ?? 0;
  const { narrowed, kind } = narrowedLog(filter, found.pilot);
  const page = (last: EventRow | null) =>
    listEventsOn(ctx.db, { narrowed, kind, after: last?.sequence ?? 0, upTo, limit: atATime });
  const write =
    format === "csv"
      ? (rows: readonly EventRow[]) => csvRows(ctx, slug, rows)
      : async (rows: readonly EventRow[]) => ndjson(rows);
  const head = format === "csv" ? `${csvColumns.join(",")}\r\n` : "";
  return { ok: true, slug, upTo, stream: pagedFile({ head, atATime, page, write }) };
}

const csvColumns = [
  ...["number", "time_utc", "who", "by", "verb", "did", "detail", "about_kind", "about", "about_id", "reason"],
  ...["before", "after", "hash"],
];

async function csvRows(ctx: Ctx, slug: string, rows: readonly EventRow[]): Promise<string> {
  const entries = await logEntries(ctx.db, slug, rows);
  return rows.map((row, place) => `${csvRow(row, entries[place])}\r\n`).join("");
}

function csvRow(row: EventRow, entry: LogEntry | undefined): string {
  const cells = [
    ...[row.sequence, row.at.toISOString(), entry?.who ?? row.actorName, row.actorKind, row.verb],
    ...[entry?.did ?? "", entry?.detail ?? "", row.subjectKind, entry?.about.text ?? "", row.subjectId, row.reason],
    ...[jsonOrNull(row.before), jsonOrNull(row.after), hex(row.hash)],
  ];
  return cells.map(csvCell).join(",");
}

function jsonOrNull(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}

function ndjson(rows: readonly EventRow[]): string {
  return rows
    .map((row) => `${JSON.stringify({ ...row, previousHash: hex(row.previousHash), hash: hex(row.hash) })}\n`)
    .join("");
}
