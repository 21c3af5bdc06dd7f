import type { Ctx } from "../platform/ctx.ts";
import type { WithWhy } from "./input/acts.ts";
import type { ItemAsked } from "./open-checklist.ts";
import { type Said, type SayRefused, sayAboutItem } from "./say-about-item.ts";

/** Refuses a waiver that was asked for; whoever asked takes it back so. */
export async function refuseWaiver(
  ctx: Ctx,
  { waiver: about, why, ...asked }: ItemAsked & WithWhy & { waiver: string },
): Promise<Said | SayRefused> {
  return sayAboutItem(ctx, asked, { act: { do: "waiver-refused", about, why } });
}
