import type { Ctx } from "../platform/ctx.ts";
import { takeRollout } from "./store.ts";

const usualLeaseMs = 15_000;

/** Who carries a rollout: the one process that may touch its switch. */
export type Carrier = {
  /** Says which process it is. */
  carrier: string;
  /** How long it may be silent before another takes the rollout up; 15 s unless given. */
  leaseMs?: number;
};

type Held = Carrier & { rollout: string; stop: AbortSignal };

/** Does the work as the one process that carries the rollout; null where another does. However long the work takes, it is renewed in time. The
 *  signal tells the work that it is over: asked to stop, the rollout has ended, or the lease was lost while the database was away. */
export async function whileCarrying<T>(
  ctx: Ctx,
  { rollout, carrier, leaseMs = usualLeaseMs, stop }: Held,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T | null> {
  let until = new Date(0);
  const take = async () => {
    const now = ctx.now();
    const next = new Date(now.getTime() + leaseMs);
    const isMine = await takeRollout(ctx.db, rollout, { carrier, now, until: next });
    if (isMine) until = next;
    return isMine;
  };
  if (stop.aborted || !(await take())) return null;
  const lost = new AbortController();
  // A database that is away takes nothing from us before the time is over that it gave.
  const renew = async () => (await take().catch(() => ctx.now() < until)) || lost.abort();
  let renewing: Promise<unknown> = Promise.resolve();
  const timer = setInterval(() => {
    renewing = renew();
  }, leaseMs / 4);
  try {
    return await work(AbortSignal.any([stop, lost.signal]));
  } finally {
    clearInterval(timer);
    await renewing;
  }
}
