import type { Ctx } from "../platform/ctx.ts";
import { tellChange } from "../platform/feed/tell-change.ts";
import type { Refused } from "../platform/result.ts";
import { type DisplayAsked, type OpenRefusals, openDisplay } from "./open-display.ts";
import { saveNameShowing } from "./store.ts";

const shownMs = 30_000;

/** Lets a display show its name large for 30 s, so that it is told from the others. Nothing was decided by it: it is no event. */
export async function showDisplayName(
  ctx: Ctx,
  asked: DisplayAsked,
): Promise<{ ok: true; showNameUntil: number } | Refused<OpenRefusals>> {
  const shown = await ctx.transaction(async (tx) => {
    const found = await openDisplay(tx, asked);
    if (!found.ok) return found;
    const until = new Date(ctx.now().getTime() + shownMs);
    await saveNameShowing(tx, found.display.id, until);
    return { ok: true as const, pilotId: found.display.pilotId, showNameUntil: until.getTime() };
  });
  if (!shown.ok) return shown;
  tellChange(ctx.db, shown.pilotId, "display");
  return { ok: true, showNameUntil: shown.showNameUntil };
}
