import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import type { ReadinessChange } from "./core/readiness-view.ts";
import { listChanges } from "./store-readiness.ts";

const mostChanges = 500;

/** How readiness changed, newest first: since when a launch or one of its stations is red, and why. */
export async function readReadinessHistory(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<{ ok: true; changes: ReadinessChange[] } | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const rows = await listChanges(ctx.db, found.pilot.id, mostChanges);
  const changes = rows.map(({ sequence, at, verb, subjectId, before, after }) => ({
    ...{ sequence, at: at.getTime(), station: verb === "station.changed" ? subjectId : null },
    ...{ before: textIn(before, "state"), after: textIn(after, "state"), sentence: textIn(after, "sentence") ?? "" },
  }));
  return { ok: true, changes };
}

function textIn(value: unknown, member: string): string | null {
  const text: unknown = Object(value)[member];
  return typeof text === "string" ? text : null;
}
