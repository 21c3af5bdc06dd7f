import { v7 as uuidv7 } from "uuid";
import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { AddList } from "./input/lists.ts";
import type { PilotRefused } from "./open-checklist.ts";
import { countLists, insertLists, lastPosition, openingOf } from "./store.ts";

const mostLists = 40;

/** Adds a list to a pause point, after the others; where the point is open already, the list is too. */
export async function addList(
  ctx: Ctx,
  { pilot: slug, name, pausePoint }: AddList & { pilot: string },
): Promise<{ ok: true; id: string; version: number } | PilotRefused | Refused<"checklists-many">> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    if ((await countLists(tx, pilotId)) >= mostLists)
      return refuse("checklists-many", { says: { most: String(mostLists) } });
    const [id, position] = [uuidv7(), (await lastPosition(tx, pilotId)) + 1];
    const opening = await openingOf(tx, pilotId, pausePoint);
    await insertLists(tx, [{ id, pilotId, name, pausePoint, position, ...opening }]);
    const after = { list: id, listVersion: 1, name, pausePoint };
    await record(tx, ctx, { pilotId, verb: "checklist.added", subject: { kind: "checklist", id }, after });
    return { ok: true, id, version: 1 };
  });
}
