import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { PilotFacts } from "./core/place.ts";
import type { WithReason } from "./input.ts";
import { pilotFacts } from "./pilot-facts.ts";
import { openPilot } from "./read-open-pilot.ts";
import { countOpenRuns, listSystems, updatePilot, withdrawUnlocks } from "./store.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "practice-stays" | "pilot-runs-open";

/** Puts a pilot away: it leaves the list and can only be read. Its live unlocks end. Refuses the practice pilot and one whose runs go on. */
export async function archivePilot(
  ctx: Ctx,
  { pilot: slug, reason }: WithReason & { pilot: string },
): Promise<{ ok: true; pilot: PilotFacts } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const { id, name, practice } = found.pilot;
    if (practice) return refuse("practice-stays", { says: { name } });
    const open = await countOpenRuns(tx, id);
    if (open > 0) return refuse("pilot-runs-open", { says: { name, ...runsWords(open) } });
    const archivedAt = ctx.now();
    const systemIds = (await listSystems(tx, id)).map((system) => system.id);
    const unlocksWithdrawn = await withdrawUnlocks(tx, systemIds, archivedAt);
    const pilot = pilotFacts(await updatePilot(tx, id, { archivedAt }));
    const after = { archivedAt: pilot.archivedAt, unlocksWithdrawn };
    await record(tx, ctx, { pilotId: id, verb: "pilot.archived", subject: { kind: "pilot", id }, after, reason });
    return { ok: true, pilot };
  });
}

function runsWords(open: number): Record<string, string> {
  return open === 1 ? { runs: "a run", have: "has", them: "it" } : { runs: `${open} runs`, have: "have", them: "them" };
}
