import type { Ctx } from "../platform/ctx.ts";
import type { AskWaiver } from "./input/acts.ts";
import type { ItemAsked } from "./open-checklist.ts";
import { type Said, type SayRefused, sayAboutItem } from "./say-about-item.ts";

/** Asks for a waiver of one item until a time, at most 30 days ahead. It counts once another person has granted it. */
export async function askWaiver(
  ctx: Ctx,
  { why, scope, until, ...asked }: ItemAsked & AskWaiver,
): Promise<Said | SayRefused> {
  return sayAboutItem(ctx, asked, { act: { do: "waiver-asked", why, scope, until: Date.parse(until) } });
}
