import type { ProbeReach } from "../checklist/edge/probe-reach.ts";
import { systemsOf } from "../checklist/store-probes.ts";
import { patientLookup } from "../pilots/edge/patient-lookup.ts";
import type { Database } from "../platform/database.ts";
import { probeResources } from "../platform/probe-resources.ts";
import { toldSettings } from "../platform/process-environment.ts";
import { reachableSwitches } from "../platform/switches.ts";
import type { Driver } from "../rollout/core/driver.ts";
import { askWritten } from "../rollout/edge/ask-written.ts";
import { openDriver } from "../rollout/edge/open-driver.ts";
import { readVitals } from "../rollout/edge/read-vitals.ts";
import { readMirroredVitals } from "../rollout/read-mirrored-vitals.ts";
import { reconcileWritten } from "../rollout/reconcile-written.ts";
import { type RolloutReach, type RolloutWatch, watchRollouts } from "../rollout/watch-rollouts.ts";

const vitalsTimeoutMs = 4_000;
const writtenTimeoutMs = 30_000;

/** What rollouts need of the outside world: switches and databases of the configuration, the pilot's own systems. */
export function rolloutReach(db: Database, databaseUrl: string): RolloutReach {
  const own = { webPort: Number(process.env["GANTRY_PORT"] ?? 3000), databaseUrl };
  const [look, resources, switches] = [patientLookup(), probeResources(), reachableSwitches()];
  const drivers = new Map<string, Driver>();
  const reachOf = async (pilotId: string, timeoutMs: number): Promise<ProbeReach> => {
    const systems = await systemsOf(db, [pilotId]);
    return { own, look, systems, resources, timeoutMs, signal: AbortSignal.timeout(timeoutMs) };
  };
  return {
    driverOf: ({ slug }, name) => {
      const source = Object.hasOwn(switches, name) ? switches[name] : undefined;
      if (source === undefined || !source.pilots.includes(slug)) return null;
      const driver = drivers.get(name) ?? openDriver(source);
      drivers.set(name, driver);
      return driver;
    },
    vitalsOf: async ({ id }, { vitals }) => {
      if (vitals === null) return [];
      if ("mirror" in vitals) return readMirroredVitals(db, id, vitals.mirror);
      return readVitals(vitals, await reachOf(id, vitalsTimeoutMs));
    },
    reconcile: (rollout) =>
      reconcileWritten(db, rollout, async (asked) =>
        askWritten(asked, await reachOf(rollout.pilotId, writtenTimeoutMs)),
      ),
  };
}

export function rolloutWatch(db: Database, databaseUrl: string): RolloutWatch {
  return watchRollouts(db, { ...rolloutReach(db, databaseUrl), dataFolder: toldSettings().dataFolder });
}
