import type { Ctx } from "#lib/platform/ctx.ts";
import { type Refused, refuse } from "#lib/platform/result.ts";
import { sayTry } from "./core/sign-in-waits.ts";
import { passwordMatches } from "./password.ts";
import { findUser } from "./store.ts";
import { keysOfSession, takeTry, tryWasRight } from "./take-try.ts";

type Refusals = "person-not-found" | "password-wrong" | "signing-waits";

/** Whoever signs gives their password again. Wrong tries are counted for this session alone: nobody outside can keep a decider from signing.
 *  Refuses password-wrong, and signing-waits after five. Hashes slowly: never call it inside a transaction. */
export async function provePassword(
  ctx: Ctx,
  { sessionId, password }: { sessionId: string; password: string },
): Promise<{ ok: true } | Refused<Refusals>> {
  const found = await findUser(ctx.db, ctx.actor.id);
  if (found === null) return refuse("person-not-found");
  const taken = await takeTry(ctx, keysOfSession(found.email, sessionId));
  if (!taken.ok) return refuse("signing-waits", taken.details ?? {});
  if (!(await passwordMatches(password, found.passwordHash)))
    return refuse("password-wrong", { says: { which: sayTry(taken.wrong) } });
  await tryWasRight(ctx, taken.keys);
  return { ok: true };
}
