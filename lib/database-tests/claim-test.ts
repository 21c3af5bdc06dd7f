import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { heldTests, lockClaims, lockTest, type TestRecord, updateTest } from "./store.ts";

/** A lease is renewed every 2 s. */
export const leaseMs = 12_000;

/** Takes a queued test for this runner. False when it is gone, or another test goes on in the same database: then it stays queued. Two at once: one
 *  gets it. */
export async function claimTest(ctx: Ctx, { id, database }: TestRecord, runnerId: string): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    await lockClaims(tx);
    const locked = await lockTest(tx, id);
    if (locked?.state !== "queued") return false;
    if ((await heldTests(tx)).some((one) => one.database === database)) return false;
    const at = ctx.now();
    const leaseUntil = new Date(at.getTime() + leaseMs);
    await updateTest(tx, id, { state: "running", runnerId, leaseUntil, startedAt: at });
    const subject = { kind: "database-test", id };
    await record(tx, ctx, { pilotId: locked.pilotId, verb: "database-test.started", subject });
    return true;
  });
}
