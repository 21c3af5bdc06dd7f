import { reportCharts } from "../core/report-charts.ts";
import type { Picture } from "../core/report-picture.ts";
import { targetPictures } from "../core/report-target-charts.ts";
import type { RunReport } from "./read-report.ts";

/** The charts of a report: latency, errors and delivery, and beneath them on the same time axis what the target showed of itself. */
export async function drawReport({ run, target, points }: RunReport): Promise<Picture[]> {
  return [...reportCharts(run, await points()), ...targetPictures(run, target)];
}
