import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import type { Refused } from "../platform/result.ts";
import { type Missing, missingIn, missingText } from "./core/missing.ts";
import { type HeldSession, type HoldRefusals, onlyIn, type SessionAsked } from "./hold-session.ts";
import { type SessionDone, sayInSession } from "./say-in-session.ts";
import { operatorOf } from "./store-operators.ts";
import { bookedIn } from "./store-sessions.ts";

/** Ends the session. Who has no outcome or signature yet stays due; the record names them, with what the trainer says. */
export async function closeSession(
  ctx: Ctx,
  { says: typed, ...asked }: SessionAsked & { says: string },
): Promise<(SessionDone & { missing: readonly Missing[] }) | Refused<HoldRefusals | "session-not-open">> {
  let missing: readonly Missing[] = [];
  const done = await sayInSession(ctx, asked, {
    verb: "training-session.closed",
    decide: async (tx, held) => {
      const refused = onlyIn(held, ["open"], "session-not-open");
      if (refused !== null) return refused;
      missing = await missingOf(tx, held);
      const says = [missingText(missing), typed].filter((text) => text !== "").join(" ");
      return { act: { do: "closed", says }, change: { closedAt: ctx.now() } };
    },
  });
  return done.ok ? { ...done, missing } : done;
}

async function missingOf(tx: Tx, { session, module, acts }: HeldSession): Promise<Missing[]> {
  const booked = await bookedIn(tx, session.id);
  const operators = booked.map(({ operator }) => operatorOf(operator));
  return missingIn({ operators, acts, steps: module.version.steps });
}
