import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import { type HoldRefusals, onlyIn, type SessionAsked } from "./hold-session.ts";
import { type SessionDone, sayInSession } from "./say-in-session.ts";
import { newestVersionId } from "./store-modules.ts";

/** The session begins. It teaches the module's newest version of this moment, and keeps it. */
export function openSession(
  ctx: Ctx,
  asked: SessionAsked,
): Promise<SessionDone | Refused<HoldRefusals | "session-not-planned">> {
  return sayInSession(ctx, asked, {
    verb: "training-session.opened",
    decide: async (tx, held) => {
      const refused = onlyIn(held, ["planned"], "session-not-planned");
      if (refused !== null) return refused;
      const moduleVersionId = (await newestVersionId(tx, held.module.id)) ?? held.session.moduleVersionId;
      return { act: { do: "opened" }, change: { openedAt: ctx.now(), moduleVersionId } };
    },
  });
}
