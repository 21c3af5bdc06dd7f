import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { findPilot, type PilotRow } from "./store.ts";

/** The pilot of a path, or that there is none. */
export async function readPilot(
  ctx: Ctx,
  slug: string,
): Promise<{ ok: true; pilot: PilotRow } | Refused<"pilot-not-found">> {
  const pilot = await findPilot(ctx.db, slug);
  return pilot === null ? refuse("pilot-not-found") : { ok: true, pilot };
}
