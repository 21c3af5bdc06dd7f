import type { Ctx } from "../platform/ctx.ts";
import type { WithdrawAnswer } from "./input/acts.ts";
import type { ItemAsked } from "./open-checklist.ts";
import { type Said, type SayRefused, sayAboutItem } from "./say-about-item.ts";

/** Takes the newest answer back, with a reason: the item is open until it is answered again. */
export async function withdrawAnswer(
  ctx: Ctx,
  { about, why, ...asked }: ItemAsked & WithdrawAnswer,
): Promise<Said | SayRefused> {
  return sayAboutItem(ctx, asked, { act: { do: "withdrawn", about, why } });
}
