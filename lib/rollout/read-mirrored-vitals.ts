import type { Database } from "../platform/database.ts";
import { readBalancerMirrors } from "../shadow/read-balancer-mirrors.ts";
import { mirroredVitals } from "./core/mirrored-vitals.ts";
import type { SideVitals } from "./edge/read-vitals.ts";

/** How both systems did in the last minute, as the pilot's mirror of this name counted. Asked again, what was told before comes again. */
export async function readMirroredVitals(db: Database, pilotId: string, named: string): Promise<SideVitals[]> {
  const mirror = (await readBalancerMirrors(db, pilotId)).find(({ name }) => name === named) ?? null;
  return mirroredVitals(mirror, { named, now: Date.now() }).map((one) => ({ ...one, at: new Date(one.at) }));
}
