import type { Ctx } from "../platform/ctx.ts";
import type { ItemAsked } from "./open-checklist.ts";
import { type Said, type SayRefused, sayAboutItem } from "./say-about-item.ts";

/** Grants a waiver. Refuses whoever asked for it, and who is neither lead nor admin nor decider. */
export async function grantWaiver(
  ctx: Ctx,
  { waiver: about, ...asked }: ItemAsked & { waiver: string },
): Promise<Said | SayRefused> {
  return sayAboutItem(ctx, asked, { act: { do: "waiver-granted", about } });
}
