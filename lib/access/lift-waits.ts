import type { Ctx } from "#lib/platform/ctx.ts";
import { record } from "#lib/platform/events.ts";
import { type Refused, refuse } from "#lib/platform/result.ts";
import type { LiftAddress } from "./input.ts";
import { findUser } from "./store.ts";
import { liftTries } from "./store-tries.ts";
import { accountKey, addressPlace } from "./where.ts";

/** Lets a person sign in again at once, wherever their account waits. Refuses person-not-found, and wait-not-found when nothing waits. */
export async function liftWaits(
  ctx: Ctx,
  { person: id }: { person: string },
): Promise<{ ok: true } | Refused<"person-not-found" | "wait-not-found">> {
  return ctx.transaction(async (tx) => {
    const user = await findUser(tx, id);
    if (user === null) return refuse("person-not-found");
    if (!(await liftTries(tx, { account: accountKey(user.email) }, ctx.now()))) return refuse("wait-not-found");
    await record(tx, ctx, { pilotId: null, verb: "person.wait-lifted", subject: { kind: "person", id } });
    return { ok: true };
  });
}

/** Lets everybody sign in again from an address that waits for all accounts. Refuses wait-not-found. */
export async function liftAddress(
  ctx: Ctx,
  { address }: LiftAddress,
): Promise<{ ok: true } | Refused<"wait-not-found">> {
  return ctx.transaction(async (tx) => {
    const place = addressPlace(address);
    if (!(await liftTries(tx, { place }, ctx.now()))) return refuse("wait-not-found");
    await record(tx, ctx, { pilotId: null, verb: "address.wait-lifted", subject: { kind: "address", id: address } });
    return { ok: true };
  });
}
