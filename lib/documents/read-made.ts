import { logHead } from "../load/store.ts";
import type { PilotRow } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Made } from "./core/made.ts";

/** Where, when and by whom a document is being made, with the log's head that it can be checked against. */
export async function readMade(ctx: Ctx, pilot: PilotRow): Promise<Made> {
  const head = await logHead(ctx.db, pilot.id);
  const hashes = head === null ? "empty" : `${head.sequence} entries, head ${Buffer.from(head.hash).toString("hex")}`;
  const { name, site, timeZone: zone } = pilot;
  return { pilot: name, site, zone, at: ctx.now().getTime(), by: ctx.actor.name, hashes, recordSha256: null };
}
