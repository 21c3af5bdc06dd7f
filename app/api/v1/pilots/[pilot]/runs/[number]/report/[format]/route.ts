import { ReportPath } from "#lib/load/input/start-run.ts";
import { webLiveRuns } from "#lib/load/live-runs.ts";
import { readReport } from "#lib/load/report/read-report.ts";
import { reportAnswer } from "#lib/load/report/write-report.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: ReportPath }, async (ctx, { params: { format, ...run } }) => {
  const report = await readReport(ctx, { ...run, live: webLiveRuns() });
  return report.ok ? reportAnswer(report, format) : report;
});
