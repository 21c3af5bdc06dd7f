import type { Ctx } from "../platform/ctx.ts";
import type { WithWhy } from "./input/acts.ts";
import type { ItemAsked } from "./open-checklist.ts";
import { type Said, type SayRefused, sayAboutItem } from "./say-about-item.ts";

/** Ends a waiver before its time: where the item stands without it is back. */
export async function endWaiver(
  ctx: Ctx,
  { waiver: about, why, ...asked }: ItemAsked & WithWhy & { waiver: string },
): Promise<Said | SayRefused> {
  return sayAboutItem(ctx, asked, { act: { do: "waiver-ended", about, why } });
}
