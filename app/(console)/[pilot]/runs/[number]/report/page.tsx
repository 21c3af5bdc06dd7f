import { notFound } from "next/navigation";
import { NoReportYet } from "#components/load/no-report-yet.tsx";
import { ReportPage } from "#components/load/report-page.tsx";
import { pageCtx } from "#lib/access/page-ctx.ts";
import { RunPath } from "#lib/load/input/start-run.ts";
import { webLiveRuns } from "#lib/load/live-runs.ts";
import { drawReport } from "#lib/load/report/draw-report.ts";
import { readReport } from "#lib/load/report/read-report.ts";

type Props = { params: Promise<{ pilot: string; number: string }> };

export async function generateMetadata({ params }: Props) {
  return { title: `Report of run ${(await params).number}` };
}

export default async function Page({ params }: Props) {
  const ctx = await pageCtx();
  const path = RunPath.safeParse(await params);
  if (!path.success) notFound();
  const report = await readReport(ctx, { ...path.data, live: webLiveRuns() });
  if (!report.ok && report.refusal === "run-not-ended") return <NoReportYet {...path.data} />;
  if (!report.ok) notFound();
  const charts = await drawReport(report);
  return <ReportPage pilot={path.data.pilot} report={report.figures} charts={charts} />;
}
