import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import type { ListedPoll } from "./core/poll-view.ts";
import { closedOf } from "./poll-rows.ts";
import { listPolls } from "./store-polls.ts";

/** A pilot's polls, newest first; the first is the open one, where one is open. */
export async function readPolls(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<{ ok: true; polls: ListedPoll[] } | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const rows = await listPolls(ctx.db, found.pilot.id);
  const polls = rows.map((row) => {
    const { number, openedBy, openedAt } = row;
    return { number, openedBy, openedAt: openedAt.getTime(), closed: closedOf(row) };
  });
  return { ok: true, polls };
}
