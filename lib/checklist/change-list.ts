import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import type { ChangeList } from "./input/lists.ts";
import { type ListRefused, openList } from "./open-checklist.ts";
import { openingOf, updateList } from "./store.ts";

/** Names a list anew, or moves it to another pause point: then it is open when that point is, and waits when it is not. */
export async function changeList(
  ctx: Ctx,
  { pilot, list: id, version, name, pausePoint }: ChangeList & { pilot: string; list: string },
): Promise<{ ok: true; version: number } | ListRefused> {
  return ctx.transaction(async (tx) => {
    const found = await openList(tx, { pilot, list: id, version });
    if (!found.ok) return found;
    const { list } = found;
    const isMoved = list.pausePoint !== pausePoint;
    if (!isMoved && list.name === name) return { ok: true, version };
    const closed = { openedAt: null, openedBy: null };
    const opening = isMoved ? ((await openingOf(tx, list.pilotId, pausePoint)) ?? closed) : {};
    const row = await updateList(tx, id, { name, pausePoint, ...opening });
    await record(tx, ctx, {
      ...{ pilotId: list.pilotId, verb: "checklist.changed", subject: { kind: "checklist", id } },
      before: { name: list.name, pausePoint: list.pausePoint },
      after: { list: id, listVersion: row.version, name, pausePoint },
    });
    return { ok: true, version: row.version };
  });
}
