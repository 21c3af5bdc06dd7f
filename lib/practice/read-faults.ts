import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import { type Switching, switching } from "./core/happened.ts";
import type { PracticeFaults } from "./core/plant.ts";
import { readPlant } from "./edge/plant.ts";
import { type PracticeRefusals, practiceSystems, systemFaults } from "./practice-systems.ts";
import { lastSwitchings } from "./store.ts";

export type FaultsView = PracticeFaults & { happened: Switching[] };

const mostHappened = 10;

/** What is on in the practice plant, as the plant itself says now, and what was switched last by way of Gantry. A system that does not
 *  answer is told with why not. */
export async function readFaults(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<({ ok: true } & FaultsView) | Refused<"pilot-not-found" | PracticeRefusals>> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const there = await practiceSystems(ctx.db, found.pilot);
  if (!there.ok) return there;
  const [systems, events] = await Promise.all([
    Promise.all(there.systems.map(async (one) => systemFaults(one, await readPlant(one.address)))),
    lastSwitchings(ctx.db, found.pilot.id, mostHappened),
  ]);
  return { ok: true, systems, happened: events.map(switching) };
}
