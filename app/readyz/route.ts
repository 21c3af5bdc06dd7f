import { readPulse } from "#lib/platform/feed/hub-store.ts";
import { reply, route } from "#lib/platform/http/route.ts";
import { logFault } from "#lib/platform/log.ts";

/** Whether pages can be served: the database answers. Runner and keeper are told with the seconds since they were last heard of (null:
 *  never); without them the pages still show what there is. */
export const GET = route({ roles: "public" }, async (ctx) => {
  try {
    const { sources } = await readPulse(ctx.db);
    const age = (at: Date | null) => (at === null ? null : Math.round((ctx.now().getTime() - at.getTime()) / 100) / 10);
    return {
      status: "ready",
      database: "answers",
      ageSeconds: { runner: age(sources.runner), keeper: age(sources.keeper) },
    };
  } catch (error) {
    logFault("not ready", error);
    return reply(503, { status: "not ready", database: "does not answer" });
  }
});
