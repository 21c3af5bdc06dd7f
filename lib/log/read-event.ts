import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { changedLines } from "./core/changed-lines.ts";
import type { EventView } from "./core/log-view.ts";
import { didOf } from "./core/say-event.ts";
import { hex, logEntries } from "./log-entries.ts";
import { type EventRow, findEvent } from "./store.ts";

/** One entry with what it changed and its place in the chain. */
export async function readEvent(
  ctx: Ctx,
  { pilot: slug, event: sequence }: { pilot: string; event: number },
): Promise<({ ok: true } & EventView) | Refused<"pilot-not-found" | "event-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const rows = await findEvent(ctx.db, found.pilot.id, sequence);
  const row = rows.find((one) => one.sequence === sequence);
  if (row === undefined) return refuse("event-not-found");
  const [entry] = await logEntries(ctx.db, slug, [row]);
  if (entry === undefined) return refuse("event-not-found");
  return { ok: true, ...entry, lines: changedLines(row.before, row.after), ...placeOf(row, rows) };
}

function placeOf(row: EventRow, rows: readonly EventRow[]) {
  const previous = rows.find(({ sequence }) => sequence === row.sequence - 1) ?? null;
  const next = rows.find(({ sequence }) => sequence === row.sequence + 1) ?? null;
  // The first follows on nothing: 32 zero bytes.
  const before = previous === null ? "0".repeat(64) : hex(previous.hash);
  return {
    previous: previous && neighbour(previous),
    next: next && neighbour(next),
    follows: hex(row.previousHash) === before,
    nextFollows: next === null ? null : hex(next.previousHash) === hex(row.hash),
  };
}

function neighbour(row: EventRow) {
  return { sequence: row.sequence, hash: hex(row.hash), did: didOf(row) };
}
