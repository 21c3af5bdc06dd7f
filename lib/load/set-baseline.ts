import { openPilot } from "../pilots/read-open-pilot.ts";
import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { type BaselineRun, baselineUnfit } from "./core/trend.ts";
import { findRun, type RunWithScenario } from "./store.ts";
import { baselinePlace, findBaseline, lockBaselines, saveBaseline } from "./store-baselines.ts";

type Asked = { pilot: string; number: number };
type Unfit = Refused<"baseline-not-load" | "baseline-not-ended" | "baseline-not-whole">;

/** Makes a run the baseline of its scenario, load and environment, in the place of the one before. Refuses runs that have not ended, did not go to
 *  their end, or are no load runs. Again for the same run changes nothing. */
export async function setBaseline(
  ctx: Ctx,
  { pilot: slug, number }: Asked,
): Promise<
  | { ok: true; baseline: BaselineRun; replaces: number | null }
  | Refused<"pilot-not-found" | "pilot-archived" | "run-not-found">
  | Unfit
> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const run = await findRun(ctx.db, found.pilot.id, number);
  if (run === null) return refuse("run-not-found");
  const unfit = baselineUnfit(run);
  if (unfit !== null) return refuse(unfit, { says: { number: String(number) } });
  return ctx.transaction(async (tx) => {
    const open = await openPilot(tx, slug);
    return open.ok ? put(tx, ctx, run) : open;
  });
}

async function put(tx: Tx, ctx: Ctx, run: RunWithScenario) {
  const place = await baselinePlace(tx, run);
  await lockBaselines(tx, place.scenarioId);
  const before = await findBaseline(tx, place);
  if (before?.id === run.id) return { ok: true as const, baseline: answerOf(before), replaces: null };
  const { id, number, name, pilotId, scenarioName: scenario, environment } = run;
  const kept = { setBy: ctx.actor.name, setAt: ctx.now() };
  await saveBaseline(tx, place, { runId: id, ...kept });
  const replaces = before?.number ?? null;
  const after = { number, scenario, environment, replaces };
  await record(tx, ctx, { pilotId, verb: "run.baseline-set", subject: { kind: "run", id }, after });
  return { ok: true as const, baseline: answerOf({ id, number, name, ...kept }), replaces };
}

function answerOf({ setAt, ...run }: Omit<BaselineRun, "setAt"> & { setAt: Date }): BaselineRun {
  return { ...run, setAt: setAt.toISOString() };
}
