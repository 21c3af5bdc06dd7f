import { hostname } from "node:os";
import { LeaseWatch } from "../load/core/lease-watch.ts";
import { markExpiredLeases } from "../load/mark-expired-leases.ts";
import { beat, sweepHeartbeats } from "../load/store.ts";
import { systemCtx } from "../platform/ctx.ts";
import { type Connection, connect } from "../platform/database.ts";

/** What happens on a schedule. One keeper leads, by a lock that its connection holds; others wait for it. */
export type Keeper = { stop(): Promise<void> };

const leaderLock = 4_702_113;
const everyMs = 1_000;
const sweepEveryRounds = 3_600;

export function runKeeper({ db }: Connection, databaseUrl: string): Keeper {
  const ctx = systemCtx(db, "keeper");
  const identity = { id: `${hostname()}/${process.pid}/keeper`, host: hostname(), pid: process.pid };
  const watch = new LeaseWatch();
  let leadership: Leadership | null = null;
  let stopped = false;
  let round = 0;

  const lead = async () => {
    leadership ??= await tryToLead(databaseUrl);
    if (leadership === null) return;
    if (!(await leadership.holds())) {
      leadership = null;
      return;
    }
    await beat(db, { ...identity, role: "keeper" });
    await markExpiredLeases(ctx, watch);
    if (round++ % sweepEveryRounds === 0) await sweepHeartbeats(db);
  };
  const loop = async () => {
    while (!stopped) {
      await lead().catch((error) => console.error(error instanceof Error ? error.message : error));
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  };
  const done = loop();
  return {
    stop: async () => {
      stopped = true;
      await done;
      await leadership?.give();
    },
  };
}

type Leadership = { holds(): Promise<boolean>; give(): Promise<void> };

/** The lock lives as long as its connection; a connection that was made anew does not hold it any more. */
async function tryToLead(url: string): Promise<Leadership | null> {
  const { sql, close } = connect({ url, name: "keeper leader", max: 1 });
  const [row] = await sql`select pg_try_advisory_lock(${leaderLock}) as got, pg_backend_pid() as pid`.catch(() => []);
  if (row?.["got"] !== true) {
    await close();
    return null;
  }
  const holds = async () => {
    const [now] = await sql`select pg_backend_pid() as pid`.catch(() => []);
    if (now?.["pid"] === row["pid"]) return true;
    await close().catch(() => {});
    return false;
  };
  return { holds, give: close };
}
