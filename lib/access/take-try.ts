import type { Ctx } from "#lib/platform/ctx.ts";
import { type Refused, refuse } from "#lib/platform/result.ts";
import { accountRule, addressRule, oneLess, oneMoreWrong, sayWait, waitLeftMs } from "./core/sign-in-waits.ts";
import { forgetTries, lockTries, saveTries, sweepTries, type TriesKey } from "./store-tries.ts";
import { accountKey, addressPlace, anyAccount } from "./where.ts";

/** A password is about to be looked at. `account`: of the typed address at this place; `address`: over all accounts, null where the place
 *  is a browser or session known to belong to the account. */
export type TryKeys = { account: TriesKey; address: TriesKey | null };

export type TakenTry = {
  ok: true;
  keys: TryKeys;
  /** The how manyeth wrong one it is, should it prove wrong. */
  wrong: number;
};
export type SignInWaits = Refused<"sign-in-waits">;

export function keysOfAddress(email: string, address: string): TryKeys {
  const place = addressPlace(address);
  return { account: { account: accountKey(email), place }, address: { account: anyAccount, place } };
}

export function keysOfDevice(email: string, deviceId: string): TryKeys {
  return { account: { account: accountKey(email), place: `device ${deviceId}` }, address: null };
}

export function keysOfSession(email: string, sessionId: string): TryKeys {
  return { account: { account: accountKey(email), place: `session ${sessionId}` }, address: null };
}

/** Counts a try as wrong before its password is looked at, so that many at once are not more than one after the other. Refuses
 *  sign-in-waits, which counts for nothing. Commits by itself: hashing comes after it, outside of any transaction. */
export async function takeTry(ctx: Ctx, keys: TryKeys): Promise<TakenTry | SignInWaits> {
  await sweepTries(ctx.db, ctx.now());
  return ctx.transaction(async (tx) => {
    const now = ctx.now();
    const nowMs = now.getTime();
    const address = keys.address === null ? null : await lockTries(tx, keys.address, now);
    const account = await lockTries(tx, keys.account, now);
    const waitMs = Math.max(waitLeftMs(account, nowMs), address === null ? 0 : waitLeftMs(address, nowMs));
    if (waitMs > 0) return refuse("sign-in-waits", { says: { wait: sayWait(waitMs) } });
    const taken = oneMoreWrong(account, accountRule, nowMs);
    await saveTries(tx, keys.account, taken, now);
    if (keys.address !== null && address !== null)
      await saveTries(tx, keys.address, oneMoreWrong(address, addressRule, nowMs), now);
    return { ok: true, keys, wrong: taken.wrong };
  });
}

/** The try was right: the account's are forgotten at this place, the address gets its one back. */
export async function tryWasRight(ctx: Ctx, { account, address }: TryKeys): Promise<void> {
  await ctx.transaction(async (tx) => {
    const now = ctx.now();
    if (address !== null) await saveTries(tx, address, oneLess(await lockTries(tx, address, now)), now);
    await forgetTries(tx, account);
  });
}
