import { createHash } from "node:crypto";
import { readPilot } from "../../pilots/read-pilot.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { type Refused, refuse } from "../../platform/result.ts";
import { gantryVersion } from "../../platform/server-version.ts";
import type { ChartPoint } from "../core/chart-point.ts";
import { type LogHead, type ReportFigures, reportFigures } from "../core/report-figures.ts";
import type { RunView } from "../core/run-view.ts";
import type { TargetFigures } from "../core/target-figures.ts";
import type { LiveRuns } from "../live-runs.ts";
import { readRun } from "../read-run.ts";
import { readEverySecond } from "../read-run-seconds.ts";
import { readTargetFigures } from "../read-target-figures.ts";
import { findRun, logHead, type RunWithScenario } from "../store.ts";
import { listFileHashes } from "../store-scenario-versions.ts";

/** A run's report, whatever it is written in. Its seconds are read when a format asks for them: a day has 86,400. The target's own figures are
 *  means of more seconds the longer a run is, so that their points are bounded. */
export type RunReport = {
  figures: ReportFigures;
  run: RunView;
  target: TargetFigures;
  points(): Promise<ChartPoint[]>;
};

/** Everything that is reported about a run that has ended; before that it is refused. The log's head is the newest when the report is made. */
export async function readReport(
  ctx: Ctx,
  { pilot: slug, number, live }: { pilot: string; number: number; live: LiveRuns },
): Promise<({ ok: true } & RunReport) | Refused<"pilot-not-found" | "run-not-found" | "run-not-ended">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const stored = await findRun(ctx.db, found.pilot.id, number);
  if (stored === null) return refuse("run-not-found");
  if (stored.state !== "ended") return refuse("run-not-ended");
  const [read, target, log, beside] = await Promise.all([
    readRun(ctx, { pilot: slug, number, live }),
    readTargetFigures(ctx, { pilot: slug, number, from: 0 }),
    headOf(ctx, found.pilot.id),
    besideOf(ctx, stored),
  ]);
  if (!read.ok) return read;
  if (!target.ok) return target;
  const { name, site, timeZone } = found.pilot;
  const made = { at: ctx.now().toISOString(), by: ctx.actor.name, gantryVersion: gantryVersion(), log };
  const { run } = read;
  const pilot = { slug, name, site, timeZone };
  const figures = reportFigures({ pilot, run, target, made, ...beside });
  return { ok: true, figures, run, target, points: () => readEverySecond(ctx, { pilot: slug, number }) };
}

/** What a report has that the run's page does not ask for. */
async function besideOf(ctx: Ctx, { scenarioVersionId, scenarioText, runnerHost }: RunWithScenario) {
  const hashes = await listFileHashes(ctx.db, [scenarioVersionId]);
  const files = hashes.map(({ name, sha256 }) => ({ name, sha256 }));
  const sha256 = createHash("sha256").update(scenarioText).digest("hex");
  return { scenario: { text: scenarioText, sha256, files }, runnerHost };
}

async function headOf(ctx: Ctx, pilotId: string): Promise<LogHead | null> {
  const head = await logHead(ctx.db, pilotId);
  return head === null ? null : { sequence: head.sequence, hash: Buffer.from(head.hash).toString("hex") };
}
