import { lockPilot } from "../pilots/store.ts";
import type { Tx } from "../platform/database.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { PlantState } from "./core/plant.ts";
import { readPlant } from "./edge/plant.ts";
import { type PracticeRefusals, type PracticeSystem, plantAway, practiceSystems } from "./practice-systems.ts";

export type OpenPlant = { pilotId: string; systems: (PracticeSystem & { before: PlantState })[] };
export type PlantRefusals = "pilot-not-found" | "plant-away" | PracticeRefusals;

/** Locks the pilot, so that two who switch at once go one after the other, and asks the plant's systems what is on. Only what answers
 *  as the plant does is ever switched. */
export async function openPlant(
  tx: Tx,
  slug: string,
  wanted: (system: PracticeSystem) => boolean,
): Promise<({ ok: true } & OpenPlant) | Refused<PlantRefusals>> {
  const pilot = await lockPilot(tx, slug);
  if (pilot === null) return refuse("pilot-not-found");
  const there = await practiceSystems(tx, pilot);
  if (!there.ok) return there;
  const systems: OpenPlant["systems"] = [];
  for (const system of there.systems.filter(wanted)) {
    const heard = await readPlant(system.address);
    if (!heard.ok) return plantAway(system, heard.why);
    systems.push({ ...system, before: heard.state });
  }
  return { ok: true, pilotId: pilot.id, systems };
}
