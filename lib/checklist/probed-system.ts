import type { ItemRule } from "./core/item.ts";
import { type Db, hasSystem } from "./store.ts";

/** Whether a rule's probe is to reach a system that the pilot does not name, or no longer. */
export async function systemMissing(db: Db, pilotId: string, rule: ItemRule): Promise<boolean> {
  if (rule.kind !== "probe" || rule.probe === null || !("system" in rule.probe)) return false;
  return !(await hasSystem(db, pilotId, rule.probe.system));
}
