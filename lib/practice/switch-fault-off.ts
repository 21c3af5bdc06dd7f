import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { isFault } from "./core/faults.ts";
import type { SystemFaults } from "./core/plant.ts";
import { switchOffAt } from "./edge/plant.ts";
import type { FaultPath } from "./input.ts";
import { openPlant, type PlantRefusals } from "./open-plant.ts";
import { plantAway, systemFaults } from "./practice-systems.ts";

/** Switches a fault off in one system of the practice plant; one that is off already stays so, without an event. */
export async function switchFaultOff(
  ctx: Ctx,
  { pilot, system: id, fault }: FaultPath,
): Promise<{ ok: true; system: SystemFaults } | Refused<PlantRefusals | "system-not-found" | "fault-not-found">> {
  if (!isFault(fault)) return refuse("fault-not-found");
  return ctx.transaction(async (tx) => {
    const plant = await openPlant(tx, pilot, (one) => one.id === id);
    if (!plant.ok) return plant;
    const [system] = plant.systems;
    if (system === undefined) return refuse("system-not-found");
    const { before, ...place } = system;
    const was = before.on.find((one) => one.fault === fault);
    if (was === undefined) return { ok: true, system: systemFaults(place, { ok: true, state: before }) };
    const heard = await switchOffAt(system.address, fault);
    if (!heard.ok) return plantAway(system, heard.why);
    const { pilotId } = plant;
    const subject = { kind: "practice", id: pilotId };
    const after = { system: system.name, fault };
    await record(tx, ctx, { pilotId, verb: "fault.switched-off", subject, before: { figures: was.figures }, after });
    return { ok: true, system: systemFaults(place, heard) };
  });
}
