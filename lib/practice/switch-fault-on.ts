import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { type FaultMistake, type FaultName, faultKind, faultMistake, isFault } from "./core/faults.ts";
import type { Figures, SystemFaults } from "./core/plant.ts";
import { switchOnAt } from "./edge/plant.ts";
import type { FaultPath } from "./input.ts";
import { openPlant, type PlantRefusals } from "./open-plant.ts";
import { plantAway, systemFaults } from "./practice-systems.ts";

type Asked = FaultPath & { figures: Figures };
type Refusals = PlantRefusals | "system-not-found" | "fault-not-found" | "fault-new-only" | "fault-figures";

/** Switches a fault on in one system of the practice plant, or on anew with other figures. Answers what the plant says is on. */
export async function switchFaultOn(
  ctx: Ctx,
  { pilot, system: id, fault, figures }: Asked,
): Promise<{ ok: true; system: SystemFaults } | Refused<Refusals>> {
  if (!isFault(fault)) return refuse("fault-not-found");
  const { title, newOnly } = faultKind(fault);
  const mistake = faultMistake(fault, figures);
  if (mistake !== null) return wrongFigures(fault, mistake);
  return ctx.transaction(async (tx) => {
    const plant = await openPlant(tx, pilot, (one) => one.id === id);
    if (!plant.ok) return plant;
    const [system] = plant.systems;
    if (system === undefined) return refuse("system-not-found");
    if (newOnly && system.role === "legacy") return refuse("fault-new-only", { says: { title } });
    const heard = await switchOnAt(system.address, { fault, figures, by: ctx.actor.name });
    if (!heard.ok) return plantAway(system, heard.why);
    const { before: state, ...place } = system;
    const was = state.on.find((one) => one.fault === fault);
    const { pilotId } = plant;
    const subject = { kind: "practice", id: pilotId };
    const before = was === undefined ? null : { figures: was.figures };
    const after = { system: system.name, fault, figures };
    await record(tx, ctx, { pilotId, verb: "fault.switched-on", subject, before, after });
    return { ok: true, system: systemFaults(place, heard) };
  });
}

function wrongFigures(fault: FaultName, { path, message }: FaultMistake): Refused<"fault-figures"> {
  const { title, figures } = faultKind(fault);
  const label = path === "route" ? "Endpoint" : (figures.find(({ key }) => key === path)?.label ?? "");
  const fields = path === "" ? [] : [{ path, message }];
  return refuse("fault-figures", { fields, says: { title, why: `${label} ${message}`.trim() } });
}
