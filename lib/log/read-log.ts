import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import { foldCounts, type LogView } from "./core/log-view.ts";
import type { LogQuery } from "./input.ts";
import { logEntries } from "./log-entries.ts";
import { narrowedLog } from "./narrowed-log.ts";
import { countByVerb, headOf, listEvents } from "./store.ts";

const onPage = 200;

/** A pilot's log, newest first, 200 entries at a time. */
export async function readLog(
  ctx: Ctx,
  { pilot: slug, asked }: { pilot: string; asked: LogQuery },
): Promise<({ ok: true } & LogView) | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const { narrowed, kind } = narrowedLog(asked, found.pilot);
  // One more than is shown: it says whether there are older ones.
  const listed = { narrowed, kind, before: asked.before ?? null, limit: onPage + 1 };
  const [rows, counted, head] = await Promise.all([
    listEvents(ctx.db, listed),
    countByVerb(ctx.db, narrowed),
    headOf(ctx.db, found.pilot.id),
  ]);
  const shown = rows.slice(0, onPage);
  const entries = await logEntries(ctx.db, slug, shown);
  const older = rows.length > onPage ? (shown.at(-1)?.sequence ?? null) : null;
  return { ok: true, entries, counts: foldCounts(counted), total: head?.sequence ?? 0, older };
}
