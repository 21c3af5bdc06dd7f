import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import type { Verification } from "./core/log-view.ts";
import { verificationOf } from "./verification.ts";

/** How the walk of a pilot's chain goes, or how the last one of this process ended. */
export async function readVerification(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<{ ok: true; verification: Verification } | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  return found.ok ? { ok: true, verification: verificationOf(found.pilot.id) } : found;
}
