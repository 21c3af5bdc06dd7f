import type { Baseline } from "./core/trend.ts";
import type { Db } from "./store.ts";
import { type BaselineOf, baselinePlace, findBaseline } from "./store-baselines.ts";

/** The baseline of runs of this scenario, load and environment. */
export async function readBaseline(db: Db, run: BaselineOf & { id: string }): Promise<Baseline> {
  const found = await findBaseline(db, await baselinePlace(db, run));
  if (found === null) return { own: false, run: null };
  return { own: found.id === run.id, run: { ...found, setAt: found.setAt.toISOString() } };
}
