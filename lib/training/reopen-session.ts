import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import { type HoldRefusals, onlyIn, type SessionAsked } from "./hold-session.ts";
import { type SessionDone, sayInSession } from "./say-in-session.ts";

/** A closed session goes on: something is missing in it. */
export function reopenSession(
  ctx: Ctx,
  { reason, ...asked }: SessionAsked & { reason: string },
): Promise<SessionDone | Refused<HoldRefusals | "session-not-closed">> {
  return sayInSession(ctx, asked, {
    verb: "training-session.reopened",
    decide: async (_, held) =>
      onlyIn(held, ["closed"], "session-not-closed") ?? { act: { do: "reopened", reason }, change: { closedAt: null } },
  });
}
