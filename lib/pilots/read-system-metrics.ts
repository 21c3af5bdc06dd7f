import type { Database } from "../platform/database.ts";
import type { SystemMetrics } from "./core/system-metrics.ts";
import { findSystem } from "./store.ts";

/** Which of its own figures load runs read of a system; none until somebody chose. */
export async function readSystemMetrics(
  db: Database,
  { pilotId, systemId }: { pilotId: string; systemId: string },
): Promise<SystemMetrics> {
  const system = await findSystem(db, pilotId, systemId);
  return system?.metrics ?? { addresses: [], figures: [] };
}
