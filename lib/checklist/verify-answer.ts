import type { Ctx } from "../platform/ctx.ts";
import type { VerifyAnswer } from "./input/acts.ts";
import type { ItemAsked } from "./open-checklist.ts";
import { type Said, type SayRefused, sayAboutItem } from "./say-about-item.ts";

/** Confirms an answer as a second person who looked too. Refuses whoever gave it, and anybody without the verifier's duty. */
export async function verifyAnswer(
  ctx: Ctx,
  { about, says, ...asked }: ItemAsked & VerifyAnswer,
): Promise<Said | SayRefused> {
  return sayAboutItem(ctx, asked, { act: { do: "verified", about, says } });
}
