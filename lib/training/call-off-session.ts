import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import { type HoldRefusals, onlyIn, type SessionAsked } from "./hold-session.ts";
import { type SessionDone, sayInSession } from "./say-in-session.ts";

/** The session does not take place. One that was opened is closed instead. */
export function callOffSession(
  ctx: Ctx,
  { reason, ...asked }: SessionAsked & { reason: string },
): Promise<SessionDone | Refused<HoldRefusals | "session-not-planned">> {
  return sayInSession(ctx, asked, {
    verb: "training-session.called-off",
    decide: async (_, held) =>
      onlyIn(held, ["planned"], "session-not-planned") ?? {
        act: { do: "called-off", reason },
        change: { calledOffAt: ctx.now() },
      },
  });
}
