import type { Ctx } from "../platform/ctx.ts";
import type { FeedRecheck } from "../platform/feed/wiring.ts";
import { readinessLook } from "./look-at-readiness.ts";
import { silentSince } from "./readiness-of.ts";
import { stampsOf } from "./store-readiness.ts";

/** What a web process asks each second of a pilot with open screens, by its own clock: they see a call fall even where no keeper is left to
 *  write it down. */
export function recheckReadiness(ctx: Ctx): FeedRecheck {
  const look = readinessLook(ctx);
  return async (pilotId, { keeper }) => {
    const [pilot] = await stampsOf(ctx.db, pilotId);
    if (pilot === undefined) return "";
    return (await look(pilot, silentSince(keeper, ctx.now()))) ?? "";
  };
}
