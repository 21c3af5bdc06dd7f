import { plannedSeconds } from "../load/core/profile.ts";
import type { LiveRuns } from "../load/live-runs.ts";
import { findRunById, type RunWithScenario } from "../load/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { SideVitalsView } from "../rollout/core/rollout-view.ts";
import { vitalsSince } from "../rollout/store.ts";
import type { RolloutSeen } from "./core/rollout-seen.ts";
import { rolloutVitals, showsBothSides } from "./core/wall-rollout.ts";
import { wallRun } from "./core/wall-run.ts";
import type { WallVitals } from "./core/wall-view.ts";
import { pointsOfRun } from "./points-of-run.ts";
import type { RolloutNow } from "./rollout-now.ts";
import { newestRunId } from "./store-wall.ts";

const farFuture = 2_147_483_647;
/** As long as on the rollout's page. */
const shownVitalsMs = 30 * 60_000;
/** How long a run that has ended stays on the wall. */
const shownRunMs = 60 * 60_000;

type Asked = { pilotId: string; rollout: RolloutNow; live: () => LiveRuns };

/** Board B: both systems once a rollout has begun to move traffic; else the newest load run; else null. */
export async function readWallVitals(ctx: Ctx, { pilotId, rollout, live }: Asked): Promise<WallVitals | null> {
  const now = ctx.now().getTime();
  const seen = rollout.rollout;
  if (seen !== null && showsBothSides(seen, now)) return bothSides(ctx, { pilotId, seen, rollout });
  const runId = await newestRunId(ctx.db, pilotId, new Date(now - shownRunMs));
  const run = runId === null ? null : await findRunById(ctx.db, runId);
  return run && (await runVitals(ctx, run, live));
}

async function bothSides(
  ctx: Ctx,
  { pilotId, seen, rollout: { reading } }: { pilotId: string; seen: RolloutSeen; rollout: RolloutNow },
): Promise<WallVitals> {
  const now = ctx.now().getTime();
  const since = new Date(now - shownVitalsMs);
  const [legacy, fresh] = await Promise.all([
    vitalsSince(ctx.db, pilotId, { side: "legacy", since }),
    vitalsSince(ctx.db, pilotId, { side: "new", since }),
  ]);
  return rolloutVitals(seen, { reading, sides: { legacy: sideOf(legacy), new: sideOf(fresh) } }, now);
}

function sideOf(samples: Awaited<ReturnType<typeof vitalsSince>>): SideVitalsView {
  return { samples: samples.map(({ why: _why, ...sample }) => sample), why: samples.at(-1)?.why ?? null };
}

async function runVitals({ db }: Ctx, run: RunWithScenario, live: () => LiveRuns): Promise<WallVitals> {
  const { id, number, scenarioName, state, startedAt, endedAt, profile, objectives, verdict, summary } = run;
  const sample = state === "ended" ? null : await live().sampleOf(id, farFuture);
  const second = sample?.point.second ?? summary?.lastSecond ?? null;
  const points = second === null ? [] : await pointsOfRun(db, run, { second, point: sample?.point ?? null });
  const times = { startedAt: startedAt?.getTime() ?? null, endedAt: endedAt?.getTime() ?? null };
  const { criteria } = objectives;
  const seen = {
    id,
    number,
    scenarioName,
    state,
    ...times,
    plannedSeconds: plannedSeconds(profile),
    criteria,
    verdict,
  };
  return wallRun({ ...seen, sample }, points);
}
