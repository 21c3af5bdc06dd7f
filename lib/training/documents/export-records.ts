import { mayBegin, pagedFile } from "../../documents/edge/paged-file.ts";
import { csvCell } from "../../load/core/csv-report.ts";
import { instantOf } from "../../pilots/core/site-zone.ts";
import { readPilot } from "../../pilots/read-pilot.ts";
import type { PilotRow } from "../../pilots/store.ts";
import type { Ctx } from "../../platform/ctx.ts";
import type { Database } from "../../platform/database.ts";
import { type Refused, refuse } from "../../platform/result.ts";
import { type CsvValue, recordColumns, recordLine } from "../core/record/record-line.ts";
import type { RecordsFilter } from "../input/documents.ts";
import { operatorOf } from "../store-operators.ts";
import { bareRecord } from "./read-record.ts";
import type { SessionRow } from "./store-record.ts";
import { actsAmong, type NarrowedRecords, operatorLines, sessionsAfter } from "./store-record-lines.ts";

/** Sessions a page; each may have some dozen operators. */
const atATime = 20;

export type CsvFile = { ok: true; slug: string; stream: ReadableStream<Uint8Array> };
type Asked = { pilot: string; filter: RecordsFilter };

/** Every operator in every session as a row of a file (RFC 4180, UTF-8 with its mark, so that spreadsheets read names right), oldest session
 *  first, read as fast as it is taken. */
export async function exportRecords(
  ctx: Ctx,
  { pilot: slug, filter }: Asked,
): Promise<CsvFile | Refused<"pilot-not-found" | "export-busy">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  if (!mayBegin()) return refuse("export-busy");
  const narrowed = narrowedRecords(filter, found.pilot);
  const stream = pagedFile<SessionRow>({
    head: csvHead(recordColumns),
    atATime,
    page: (last) => sessionsAfter(ctx.db, narrowed, { after: last?.session.number ?? 0, limit: atATime }),
    write: (sessions) => linesOf(ctx.db, narrowed, sessions),
  });
  return { ok: true, slug, stream };
}

export const csvHead = (columns: readonly string[]) => `\uFEFF${columns.join(",")}\r\n`;
export const csvRow = (values: readonly CsvValue[]) => `${values.map(csvCell).join(",")}\r\n`;

function narrowedRecords({ from, to, ...filter }: RecordsFilter, { id, timeZone }: PilotRow): NarrowedRecords {
  // The minute of `to` is in it.
  return { ...filter, pilotId: id, from: instant(from, timeZone, 0), to: instant(to, timeZone, 60_000) };
}

/** A time that the clocks skip counts from where they go on. */
function instant(wall: string, zone: string, plusMs: number): Date | null {
  if (wall === "") return null;
  const when = instantOf(wall, zone);
  return when.kind === "no-time" ? null : new Date(when.ms + plusMs);
}

async function linesOf(db: Database, narrowed: NarrowedRecords, sessions: readonly SessionRow[]): Promise<string> {
  const ids = sessions.map(({ session }) => session.id);
  const [lines, acts] = await Promise.all([operatorLines(db, narrowed, ids), actsAmong(db, ids)]);
  return sessions
    .flatMap((row) => {
      const record = bareRecord(row, acts);
      const here = lines.filter(({ sessionId }) => sessionId === row.session.id);
      return here.map(({ operator }) => csvRow(recordLine({ ...record, operator: operatorOf(operator) })));
    })
    .join("");
}
