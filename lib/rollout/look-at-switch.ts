import type { Ctx } from "../platform/ctx.ts";
import { tellChange } from "../platform/feed/tell-change.ts";
import { isVerified } from "./core/back-clock.ts";
import type { Driver } from "./core/driver.ts";
import type { RolloutState } from "./core/state.ts";
import { sayIn } from "./say-in-rollout.ts";
import { actsOf, findOpenRollout, findReading, saveReading } from "./store.ts";

/** Reads the switch, and says in the open rollout when it is elsewhere than that left it: the act's time is since when. */
export async function lookAtSwitch(
  ctx: Ctx,
  pilotId: string,
  { name, driver }: { name: string; driver: Driver },
): Promise<void> {
  const triedAt = ctx.now();
  const rollout = await findOpenRollout(ctx.db, pilotId);
  const seen = rollout && { ...rollout, acts: (await actsOf(ctx.db, rollout.id)).length };
  const [read, before] = await Promise.all([driver.read(), findReading(ctx.db, pilotId)]);
  const base = { pilotId, switch: name, triedAt };
  if (read.ok) {
    const { newPercent, servers, raw } = read.reality;
    if (seen !== null) await sayDrift(ctx, seen, newPercent);
    await saveReading(ctx.db, {
      ...base,
      ...{ newPercent, servers: [...servers], raw, error: null, says: null, readAt: triedAt },
    });
  } else {
    const kept = {
      newPercent: before?.newPercent ?? null,
      servers: before?.servers ?? [],
      readAt: before?.readAt ?? null,
    };
    await saveReading(ctx.db, { ...base, ...kept, raw: read.raw, error: read.error, says: read.says });
  }
  tellChange(ctx.db, pilotId, "rollout");
}

/** What was said while the switch was being read may have moved it: then the next look tells. */
async function sayDrift(ctx: Ctx, seen: { id: string; acts: number }, newPercent: number | null): Promise<void> {
  await sayIn(ctx, {
    ...{ rollout: seen.id, carrier: null },
    hears: ({ acts, state }) => {
      if (acts.length !== seen.acts || !hasDrifted(state, newPercent)) return null;
      const says = driftText(state.percent, newPercent);
      return [{ do: "found", percent: newPercent, expected: state.percent, says }];
    },
  });
}

function hasDrifted({ open, percent, back }: RolloutState, newPercent: number | null): boolean {
  // Whoever changes it just now, or leads it back, reads it themselves.
  if (open !== null || (back !== null && !isVerified(back))) return false;
  return percent !== newPercent;
}

function driftText(left: number | null, newPercent: number | null): string {
  const is = newPercent === null ? "a mixed state" : `${newPercent} %`;
  if (left === null) return `The switch reads ${is}; where Gantry had left it was not known.`;
  return `The switch reads ${is}, Gantry left it at ${left} %. Somebody else moved it, or it was reloaded.`;
}
