import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import type { Refused } from "../platform/result.ts";
import type { SystemFaults } from "./core/plant.ts";
import { switchOffAt } from "./edge/plant.ts";
import { type OpenPlant, openPlant, type PlantRefusals } from "./open-plant.ts";
import { plantAway, systemFaults } from "./practice-systems.ts";

/** Switches everything off in both systems of the practice plant, with one event; where nothing is on, without. */
export async function switchAllOff(
  ctx: Ctx,
  { pilot }: { pilot: string },
): Promise<{ ok: true; systems: SystemFaults[] } | Refused<PlantRefusals>> {
  return ctx.transaction(async (tx) => {
    const plant = await openPlant(tx, pilot, () => true);
    if (!plant.ok) return plant;
    const systems: SystemFaults[] = [];
    for (const system of plant.systems) {
      const done = await allOffIn(system);
      if ("refusal" in done) return done;
      systems.push(done);
    }
    const before = plant.systems.flatMap(({ name, before: { on } }) =>
      on.map(({ fault, figures }) => ({ system: name, fault, figures })),
    );
    const { pilotId } = plant;
    const subject = { kind: "practice", id: pilotId };
    if (before.length > 0) await record(tx, ctx, { pilotId, verb: "faults.switched-off", subject, before });
    return { ok: true, systems };
  });
}

async function allOffIn({ before, ...place }: OpenPlant["systems"][number]) {
  let state = before;
  for (const { fault } of before.on) {
    const heard = await switchOffAt(place.address, fault);
    if (!heard.ok) return plantAway(place, heard.why);
    state = heard.state;
  }
  return systemFaults(place, { ok: true, state });
}
