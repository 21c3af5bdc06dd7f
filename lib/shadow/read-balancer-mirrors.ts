import type { MirrorFigures } from "./core/mirror-settings.ts";
import type { Served } from "./core/served-side.ts";
import type { Db } from "./store.ts";
import { listMirrorStates } from "./store-mirrors.ts";

/** `heardAt`: epoch ms, by the database's clock. */
export type BalancerMirror = { name: string; heardAt: number; figures: MirrorFigures; served: Served };

/** A pilot's mirrors that stand in front of its balancer, as they last said of themselves, by name. */
export async function readBalancerMirrors(db: Db, pilotId: string): Promise<BalancerMirror[]> {
  const states = await listMirrorStates(db, pilotId);
  const found = states.flatMap(({ name, heardAt, figures }) =>
    figures.served ? [{ name, heardAt: heardAt.getTime(), figures, served: figures.served }] : [],
  );
  return found.sort((one, other) => (one.name < other.name ? -1 : 1));
}
