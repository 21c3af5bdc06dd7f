import { findPilotById } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import { nextExpiry, readinessText } from "./core/readiness-text.ts";
import { readinessOf } from "./readiness-of.ts";
import { sha256 } from "./sha256.ts";
import type { Stamp } from "./store-readiness.ts";

/** Answers a digest of a pilot's readiness: another one, another readiness. Null when the pilot is gone. */
export type ReadinessLook = (pilot: Stamp, keeperSilent: boolean) => Promise<string | null>;

/** However little seems to change: the age of evidence is shown too. */
const atLeastEveryMs = 10_000;

type Kept = {
  stamp: string;
  keeperSilent: boolean;
  nextExpiryAt: number;
  hasParity: boolean;
  untilMs: number;
  digest: string;
};

/** Looks again only when something may have moved: the record, a probe's outcome, time, parity, the keeper's silence. */
export function readinessLook(ctx: Ctx): ReadinessLook {
  const kept = new Map<string, Kept>();
  return async ({ pilotId, stamp }, keeperSilent) => {
    const last = kept.get(pilotId);
    const now = ctx.now().getTime();
    const asked = { stamp, keeperSilent };
    if (last !== undefined && !mayHaveMoved(last, asked, now)) return last.digest;
    const pilot = await findPilotById(ctx.db, pilotId);
    if (pilot === null) return null;
    const { readiness, items } = await readinessOf(ctx, pilot, keeperSilent);
    const digest = sha256(readinessText(readiness));
    const hasParity = items.some(({ standing }) => standing.evidence.startsWith("rules "));
    const nextExpiryAt = nextExpiry(items, now);
    kept.set(pilotId, { ...asked, nextExpiryAt, hasParity, untilMs: performance.now() + atLeastEveryMs, digest });
    return digest;
  };
}

function mayHaveMoved(last: Kept, { stamp, keeperSilent }: Pick<Kept, "stamp" | "keeperSilent">, now: number): boolean {
  if (last.stamp !== stamp || last.keeperSilent !== keeperSilent) return true;
  return last.hasParity || now >= last.nextExpiryAt || performance.now() >= last.untilMs;
}
