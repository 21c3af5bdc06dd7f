import { csvCell } from "../load/core/csv-report.ts";
import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import type { ListedGroup } from "./core/shadow-view.ts";
import { listedGroups } from "./list-groups.ts";

/** Every group as a row of a file (RFC 4180, UTF-8). Times are UTC. */
export async function readGroupsCsv(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<{ ok: true; slug: string; text: string } | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const groups = await listedGroups(ctx.db, found.pilot.id, { now: ctx.now() });
  return { ok: true, slug, text: [columns.join(","), ...groups.map(rowOf), ""].join("\r\n") };
}

const columns = [
  ...["group", "endpoint", "path", "kind", "shape", "critical", "state", "disposition", "reason", "owner", "link"],
  ...["exchanges", "exchanges_ever", "share", "first_seen", "last_seen", "first_arrived", "last_arrived"],
];

function rowOf(group: ListedGroup): string {
  const { number, endpoint, path, kind, shape, isCritical, standing, n, total, share } = group;
  const { state, disposition, reason, owner, link } = standing;
  const { firstAt, lastAt, firstArrivedAt, lastArrivedAt } = group;
  return [
    ...[number, endpoint, path, kind, shape, isCritical, state, disposition, reason, owner, link],
    ...[n, total, share, firstAt, lastAt, firstArrivedAt, lastArrivedAt],
  ]
    .map(csvCell)
    .join(",");
}
