import type { Ctx } from "../platform/ctx.ts";
import { serverVersion } from "../platform/server-version.ts";
import type { OwnDisplay } from "./core/display.ts";
import { ownDisplay } from "./display-view.ts";
import { findOpenDisplays } from "./store.ts";

/** What each of these displays is told of itself, in one question; one that was revoked, or whose pilot is put away, is not among them. */
export async function readOpenDisplays(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, OwnDisplay>> {
  const rows = await findOpenDisplays(ctx.db, ids);
  return new Map(rows.map((row) => [row.id, ownDisplay(row, serverVersion())]));
}
