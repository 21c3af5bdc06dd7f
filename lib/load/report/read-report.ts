import { readPilot } from "../../pilots/read-pilot.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { type Refused, refuse } from "../../platform/result.ts";
import { gantryVersion } from "../../platform/server-version.ts";
import type { ChartPoint } from "../core/chart-point.ts";
import { type LogHead, type ReportFigures, reportFigures } from "../core/report-figures.ts";
import type { RunView } from "../core/run-view.ts";
import type { LiveRuns } from "../live-runs.ts";
import { readRun } from "../read-run.ts";
import { readEverySecond } from "../read-run-seconds.ts";
import { findRun, logHead } from "../store.ts";

/** A run's report, whatever it is written in. Its seconds are read when a format asks for them: a day has 86,400. */
export type RunReport = { figures: ReportFigures; run: RunView; points(): Promise<ChartPoint[]> };

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
  const [read, log] = await Promise.all([readRun(ctx, { pilot: slug, number, live }), headOf(ctx, found.pilot.id)]);
  if (!read.ok) return read;
  const { name, site, timeZone } = found.pilot;
  const made = { at: ctx.now().toISOString(), by: ctx.actor.name, gantryVersion: gantryVersion(), log };
  const { run } = read;
  const pilot = { slug, name, site, timeZone };
  const figures = reportFigures({ pilot, run, scenarioText: stored.scenarioText, made });
  return { ok: true, figures, run, points: () => readEverySecond(ctx, { pilot: slug, number }) };
}

async function headOf(ctx: Ctx, pilotId: string): Promise<LogHead | null> {
  const head = await logHead(ctx.db, pilotId);
  return head === null ? null : { sequence: head.sequence, hash: Buffer.from(head.hash).toString("hex") };
}
