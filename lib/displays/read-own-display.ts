import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { serverVersion } from "../platform/server-version.ts";
import type { OwnDisplay } from "./core/display.ts";
import { ownDisplay } from "./display-view.ts";
import { findDisplay } from "./store.ts";

/** What a display is told of itself. Refuses display-revoked. */
export async function readOwnDisplay(
  ctx: Ctx,
  id: string,
): Promise<({ ok: true } & OwnDisplay) | Refused<"display-revoked">> {
  const row = await findDisplay(ctx.db, id);
  if (row === null || row.revokedAt !== null) return refuse("display-revoked");
  return { ok: true, ...ownDisplay(row, serverVersion()) };
}
