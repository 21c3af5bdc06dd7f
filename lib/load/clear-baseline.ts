import { openPilot } from "../pilots/read-open-pilot.ts";
import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { findRun } from "./store.ts";
import { baselinePlace, deleteBaseline, findBaseline, lockBaselines } from "./store-baselines.ts";

type Asked = { pilot: string; number: number };
type Why = "pilot-not-found" | "pilot-archived" | "run-not-found" | "not-the-baseline";

/** Takes a run back as a baseline: its scenario, load and environment have none then. */
export async function clearBaseline(
  ctx: Ctx,
  { pilot: slug, number }: Asked,
): Promise<{ ok: true; baseline: null } | Refused<Why>> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const pilotId = found.pilot.id;
  const run = await findRun(ctx.db, pilotId, number);
  if (run === null) return refuse("run-not-found");
  return ctx.transaction(async (tx) => {
    const open = await openPilot(tx, slug);
    if (!open.ok) return open;
    const place = await baselinePlace(tx, run);
    await lockBaselines(tx, place.scenarioId);
    const there = await findBaseline(tx, place);
    if (there?.id !== run.id) return refuse("not-the-baseline", { says: { number: String(number) } });
    await deleteBaseline(tx, place);
    const before = { number, setBy: there.setBy, setAt: there.setAt.toISOString() };
    const said = { verb: "run.baseline-cleared", subject: { kind: "run", id: run.id }, before };
    await record(tx, ctx, { pilotId, ...said });
    return { ok: true, baseline: null };
  });
}
