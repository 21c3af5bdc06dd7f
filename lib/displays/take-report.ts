import type { Ctx } from "../platform/ctx.ts";
import type { DisplayReport } from "./core/display.ts";
import { saveReport } from "./store.ts";

/** Keeps what a display says of itself, over what it said before. Data, no event. */
export async function takeReport(
  ctx: Ctx,
  { display, report, address }: { display: string; report: DisplayReport; address: string },
): Promise<{ ok: true }> {
  await saveReport(ctx.db, display, { report, lastSeenAt: ctx.now(), lastAddress: address });
  return { ok: true };
}
