import { listSystems, type PilotRow } from "../pilots/store.ts";
import type { Database, Tx } from "../platform/database.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { type PlantRole, plantRoles, type SystemFaults } from "./core/plant.ts";
import type { Heard } from "./edge/plant.ts";
import { sandboxIsOn } from "./edge/sandbox.ts";

export type PracticeSystem = { id: string; role: PlantRole; name: string; address: string };
export type PracticeRefusals = "practice-only" | "practice-off";

/** The plant's two systems where a pilot has them, the new one first. */
export async function practiceSystems(
  db: Database | Tx,
  pilot: PilotRow,
): Promise<{ ok: true; systems: PracticeSystem[] } | Refused<PracticeRefusals>> {
  if (!pilot.practice) return refuse("practice-only", { says: { name: pilot.name } });
  if (!sandboxIsOn()) return refuse("practice-off");
  const rows = (await listSystems(db, pilot.id)).filter(({ environment }) => environment === "practice");
  const systems = plantRoles.flatMap((role) =>
    rows.filter((row) => row.role === role).map(({ id, name, baseUrl }) => ({ id, role, name, address: baseUrl })),
  );
  return { ok: true, systems };
}

export function systemFaults(system: PracticeSystem, heard: Heard): SystemFaults {
  return heard.ok ? { ...system, answers: true, ...heard.state } : { ...system, answers: false, why: heard.why };
}

export function plantAway({ name, address }: PracticeSystem, why: string): Refused<"plant-away"> {
  return refuse("plant-away", { says: { name, address, why } });
}
