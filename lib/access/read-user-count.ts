import type { Ctx } from "#lib/platform/ctx.ts";
import { countUsers } from "./store.ts";

/** How many accounts there are; 0 means that Gantry waits for its first admin. */
export function userCount(ctx: Ctx): Promise<number> {
  return countUsers(ctx.db);
}
