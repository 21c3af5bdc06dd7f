import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { type PausePoint, pausePointWords } from "./core/item.ts";
import type { PilotRefused } from "./open-checklist.ts";
import { listLists, openLists } from "./store.ts";

type Asked = { pilot: string; point: PausePoint };
type Refusals = Refused<"pause-point-empty" | "pause-point-open-already">;

/** Opens a pause point: from now on its lists are answered. It stays open. */
export async function openPausePoint(
  ctx: Ctx,
  { pilot: slug, point }: Asked,
): Promise<{ ok: true; openedAt: string; lists: number } | PilotRefused | Refusals> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const says = { point: pausePointWords[point] };
    const lists = (await listLists(tx, pilotId)).filter(({ pausePoint }) => pausePoint === point);
    if (lists.length === 0) return refuse("pause-point-empty", { says });
    const at = ctx.now();
    const opened = await openLists(tx, { pilotId, point, at, by: ctx.actor.name });
    if (opened.length === 0) return refuse("pause-point-open-already", { says });
    await record(tx, ctx, {
      ...{ pilotId, verb: "pause-point.opened", subject: { kind: "checklist", id: point } },
      after: { pausePoint: point, lists: opened.map(({ name }) => name) },
    });
    return { ok: true, openedAt: at.toISOString(), lists: opened.length };
  });
}
