import { sessions } from "#drizzle/schema/access.ts";
import { installation } from "#drizzle/schema/platform.ts";
import { systemCtx } from "./ctx.ts";
import type { Tx } from "./database.ts";
import { record } from "./events.ts";
import { renewChainKey, rewrapKeys, useSecret } from "./key-ring.ts";
import { secretFingerprint } from "./keys.ts";

/** What changes in a database when its secret does. Where the secret is kept in a file, database and file cannot change in one moment:
 *  meanwhile the database is open to both secrets, so that it always opens with the one in the file, whichever that is. */

const between = " ";

/** The secrets that a database is open to, by their fingerprints: one, or the old and the new one while it is being changed. */
export function fingerprintsOf(stored: string): string[] {
  return stored.split(between);
}

/** Opens the database to both secrets. Throws KeyDoesNotOpen under a wrong old one. */
export async function admitSecret(tx: Tx, { from, to }: { from: string; to: string }): Promise<void> {
  await rewrapKeys(tx, from, [from, to]);
  await tx.update(installation).set({ secretFingerprint: [from, to].map(secretFingerprint).join(between) });
}

/** From here on the database opens with `to` alone: keys wrapped anew, a new key for new events, all sessions ended, noted in the log.
 *  `from` may be `to` itself where it was admitted before. Answers what that concerned. */
export async function settleSecret(
  tx: Tx,
  { from, to }: { from: string; to: string },
): Promise<{ keysRewrapped: number; sessionsEnded: number }> {
  const keysRewrapped = await rewrapKeys(tx, from, [to]);
  await renewChainKey(tx, to);
  await tx.update(installation).set({ secretFingerprint: secretFingerprint(to) });
  const ended = await tx.delete(sessions).returning({ id: sessions.id });
  const after = { keysRewrapped, sessionsEnded: ended.length };
  useSecret(to);
  const subject = { kind: "installation", id: "installation" };
  const ctx = systemCtx(tx, "rotate-secret");
  await record(tx, ctx, { pilotId: null, verb: "installation.secret-changed", subject, after });
  return after;
}

/** The change did not come to its end, and the old secret is still in use: the database is open to it alone again. */
export async function forgetAdmitted(tx: Tx, secret: string): Promise<void> {
  await rewrapKeys(tx, secret, [secret]);
  await tx.update(installation).set({ secretFingerprint: secretFingerprint(secret) });
}
