import { mayBegin, pagedFile } from "../documents/edge/paged-file.ts";
import { csvCell } from "../load/core/csv-report.ts";
import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { findRollout } from "./store.ts";
import { listWritten, type WrittenRow } from "./store-written.ts";

const atATime = 1_000;

type Export = { ok: true; slug: string; stream: ReadableStream<Uint8Array> };
type Refusals = "pilot-not-found" | "rollout-not-found" | "export-busy";

/** The whole reconciliation list of a rollout as CSV (RFC 4180, UTF-8), oldest first, page by page. Times are UTC. */
export async function exportWritten(
  ctx: Ctx,
  { pilot: slug, rollout: number }: { pilot: string; rollout: number },
): Promise<Export | Refused<Refusals>> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const rollout = await findRollout(ctx.db, found.pilot.id, number);
  if (rollout === null) return refuse("rollout-not-found");
  if (!mayBegin()) return refuse("export-busy");
  const stream = pagedFile<WrittenRow>({
    ...{ head: `${columns.join(",")}\r\n`, atATime },
    page: (last) => listWritten(ctx.db, rollout.id, { after: last?.id ?? null, most: atATime }),
    write: async (rows) => rows.map((row) => `${csvRow(row)}\r\n`).join(""),
  });
  return { ok: true, slug, stream };
}

const columns = ["written_at", "key", "legacy_key", "what", "state", "says", "marked_by", "marked_at"];

function csvRow({ writtenAt, key, legacyKey, what, state, says, by, at }: WrittenRow): string {
  const cells = [writtenAt.toISOString(), key, legacyKey, what, state, says, by, at?.toISOString() ?? null];
  return cells.map(csvCell).join(",");
}
