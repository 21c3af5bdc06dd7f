import type { Ctx } from "../platform/ctx.ts";
import type { Exchange } from "../shadow/core/exchange.ts";
import { writtenKey } from "../shadow/core/served-write.ts";
import { readEndpoints } from "../shadow/read-endpoints.ts";
import { readLegacyIds } from "../shadow/read-legacy-ids.ts";
import { listRollouts, type RolloutRow } from "./store.ts";
import { countWritten, insertWritten, mostWritten, type NewWritten } from "./store-written.ts";

/** Later ones are long over. */
const rolloutsLooked = 5;

type Asked = { pilotId: string; mirror: string; exchanges: readonly Exchange[] };

/** Lists writes that a mirror in front of the balancer saw the new system take, in the rollout that went on at their time, where its plan
 *  names this mirror. The same exchange again changes nothing; beyond 100,000 entries nothing is listed. Answers how many were new enough to
 *  be listed. They are data, not events. */
export async function takeWritten(ctx: Ctx, { pilotId, mirror, exchanges }: Asked): Promise<number> {
  const rollouts = (await listRollouts(ctx.db, pilotId, rolloutsLooked)).filter((one) => isListedBy(one, mirror));
  let listed = 0;
  for (const rollout of rollouts) {
    const own = exchanges.filter(({ at }) => wentOn(rollout, at));
    if (own.length > 0) listed += await list(ctx, rollout, own);
  }
  return listed;
}

function isListedBy({ plan: { writtenSince } }: RolloutRow, mirror: string): boolean {
  return writtenSince !== null && "mirror" in writtenSince && writtenSince.mirror === mirror;
}

function wentOn({ startedAt, endedAt }: RolloutRow, at: number): boolean {
  return at >= startedAt.getTime() && (endedAt === null || at <= endedAt.getTime());
}

async function list(ctx: Ctx, rollout: RolloutRow, exchanges: readonly Exchange[]): Promise<number> {
  const { id: rolloutId, pilotId } = rollout;
  const counts = await countWritten(ctx.db, rolloutId);
  const room = mostWritten - counts.open - counts["carried-over"] - counts["not-needed"];
  const taken = exchanges.slice(0, Math.max(0, room));
  if (taken.length === 0) return 0;
  const endpoints = await readEndpoints(ctx.db, pilotId, taken);
  const keys = taken.map((one, at) => writtenKey(one, endpoints[at]?.match ?? null));
  const legacy = await readLegacyIds(ctx.db, pilotId, keys);
  const rows = taken.map(({ id, at }, nth): NewWritten => {
    const key = keys[nth] ?? "";
    const what = endpoints[nth]?.name ?? "";
    return { key, legacyKey: legacy.get(key) ?? null, what, exchange: id, writtenAt: new Date(at) };
  });
  await insertWritten(ctx.db, { pilotId, rolloutId }, rows);
  return rows.length;
}
