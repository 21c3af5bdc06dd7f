import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import { type HoldRefusals, onlyIn, type SessionAsked } from "./hold-session.ts";
import { type SessionDone, sayInSession } from "./say-in-session.ts";

/** A note on the session as a whole. */
export function sayAboutSession(
  ctx: Ctx,
  { text, ...asked }: SessionAsked & { text: string },
): Promise<SessionDone | Refused<HoldRefusals | "session-called-off">> {
  return sayInSession(ctx, asked, {
    verb: "training-session.said",
    decide: async (_, held) =>
      onlyIn(held, ["planned", "open", "closed"], "session-called-off") ?? { act: { do: "said", text }, change: {} },
  });
}
