import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { findSystem, type SystemRow } from "./store.ts";

/** One system of a pilot; another pilot's is not found. */
export async function readSystem(
  ctx: Ctx,
  pilotId: string,
  id: string,
): Promise<{ ok: true; system: SystemRow } | Refused<"system-not-found">> {
  const system = await findSystem(ctx.db, pilotId, id);
  return system === null ? refuse("system-not-found") : { ok: true, system };
}
