import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { type HoldRefusals, onlyIn, type SessionAsked } from "./hold-session.ts";
import { type SessionDone, sayInSession } from "./say-in-session.ts";

/** Whoever asks is the session's trainer from now on, and signs for it. What was said before stays with whoever said it. */
export function takeOverSession(
  ctx: Ctx,
  { reason, ...asked }: SessionAsked & { reason: string },
): Promise<SessionDone | Refused<HoldRefusals | "session-over" | "session-own">> {
  return sayInSession(ctx, asked, {
    verb: "training-session.taken-over",
    decide: async (_, held) => {
      const refused = onlyIn(held, ["planned", "open"], "session-over");
      if (refused !== null) return refused;
      const { trainer, trainerId } = held.session;
      if (trainerId === ctx.actor.id) return refuse("session-own", { says: { session: held.name } });
      const change = { trainerId: ctx.actor.id, trainer: ctx.actor.name };
      return { act: { do: "taken-over", from: trainer, reason }, change };
    },
  });
}
