import { hostname } from "node:os";
import { runProbe } from "../checklist/edge/run-probe.ts";
import { type ProbeWatch, watchProbes } from "../checklist/watch-probes.ts";
import { testLeaseMarker } from "../database-tests/mark-expired-tests.ts";
import { readinessWatch } from "../launch/watch-readiness.ts";
import { leaseMarker } from "../load/mark-expired-leases.ts";
import { runCompactor } from "../load/run-compactor.ts";
import { nap } from "../load/runner/nap.ts";
import { beat, sweepHeartbeats } from "../load/store.ts";
import { checkSystem } from "../pilots/edge/check-system.ts";
import { patientLookup } from "../pilots/edge/patient-lookup.ts";
import { type SystemWatch, watchSystems } from "../pilots/watch-systems.ts";
import { systemCtx } from "../platform/ctx.ts";
import { type Connection, connect } from "../platform/database.ts";
import { logFault } from "../platform/log.ts";
import { probeResources } from "../platform/probe-resources.ts";
import { shadowCare } from "../shadow/keep-shadow.ts";
import { rolloutWatch } from "./rollout-watch.ts";

/** What happens on a schedule. One keeper leads, by a lock that its connection holds; others wait for it. */
export type Keeper = { stop(): Promise<void> };

const leaderLock = 4_702_113;
const everyMs = 1_000;
const sweepEveryRounds = 3_600;
const systemTimeoutMs = 3_000;

export function runKeeper({ db }: Connection, databaseUrl: string): Keeper {
  const mark = leaseMarker(systemCtx(db, "keeper"));
  const markTests = testLeaseMarker(systemCtx(db, "keeper"));
  const compactor = runCompactor(systemCtx(db, "keeper"));
  const identity = { id: `${hostname()}/${process.pid}/keeper`, host: hostname(), pid: process.pid };
  const systems = systemWatch(db, databaseUrl);
  const probes = probeWatch(db, databaseUrl);
  const shadow = shadowCare(systemCtx(db, "keeper"));
  const readiness = readinessWatch(systemCtx(db, "keeper"));
  const rollouts = rolloutWatch(db, databaseUrl);
  const pause = nap(everyMs);
  let stopped = false;
  let leadership: Leadership | null = null;
  let troubled = false;
  let round = 0;

  const lead = async () => {
    leadership ??= await tryToLead(databaseUrl);
    if (leadership === null) return;
    if (!(await leadership.holds())) {
      leadership = null;
      return;
    }
    await beat(db, { ...identity, role: "keeper" });
    mark();
    markTests();
    compactor.tick();
    systems.tick();
    probes.tick();
    shadow.tick();
    readiness.tick();
    rollouts.tick();
    if (round++ % sweepEveryRounds === 0) await sweepHeartbeats(db);
    troubled = false;
  };
  const loop = async () => {
    while (!stopped) {
      await lead().catch((error) => {
        // Said once until it works again.
        if (!troubled) logFault("the keeper cannot work; it goes on trying", error);
        troubled = true;
      });
      if (!stopped) await pause.sleep();
    }
  };
  const done = loop();
  return {
    stop: async () => {
      stopped = true;
      pause.wake();
      await done;
      await Promise.all([
        systems.stop(),
        probes.stop(),
        compactor.stop(),
        shadow.stop(),
        readiness.stop(),
        rollouts.stop(),
      ]);
      await leadership?.give();
    },
  };
}

/** Whether the pilots' systems answer. Gantry's own doors are none of them. */
function systemWatch(db: Connection["db"], databaseUrl: string): SystemWatch {
  const own = { webPort: Number(process.env["GANTRY_PORT"] ?? 3000), databaseUrl };
  const look = patientLookup();
  return watchSystems(db, { check: (url) => checkSystem(url, { own, look, timeoutMs: systemTimeoutMs }) });
}

function probeWatch(db: Connection["db"], databaseUrl: string): ProbeWatch {
  const own = { webPort: Number(process.env["GANTRY_PORT"] ?? 3000), databaseUrl };
  const [look, resources] = [patientLookup(), probeResources()];
  return watchProbes(db, {
    run: ({ rule: { probe, timeoutSeconds } }, systems) =>
      probe === null
        ? Promise.resolve({ outcome: "no-answer", says: "its probe is not set up", raw: "", latencyMs: 0 })
        : runProbe(probe, { own, look, systems, resources, timeoutMs: timeoutSeconds * 1_000 }),
  });
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
