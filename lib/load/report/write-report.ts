import { csvReport } from "../core/csv-report.ts";
import { htmlReport, htmlReportPolicy } from "../core/html-report.ts";
import { markdownReport } from "../core/markdown-report.ts";
import { reportCharts } from "../core/report-charts.ts";
import type { RunReport } from "./read-report.ts";

export type ReportFormat = "html" | "json" | "markdown" | "csv";

type Written = { ending: string; type: string; text: string };

/** A report as the text of a file. */
export async function writeReport({ figures, run, points }: RunReport, format: ReportFormat): Promise<Written> {
  switch (format) {
    case "html":
      return { ending: "html", type: "text/html", text: htmlReport(figures, reportCharts(run, await points())) };
    case "json":
      return { ending: "json", type: "application/json", text: `${JSON.stringify(figures, null, 2)}\n` };
    case "markdown":
      return { ending: "md", type: "text/markdown", text: markdownReport(figures) };
    case "csv":
      return { ending: "csv", type: "text/csv", text: csvReport({ ...run, points: await points() }) };
  }
}

/** The answer that a browser keeps as a file. It is never shown inside Gantry's own address, and nothing in it may run. The name holds a slug
 *  and a number only. */
export async function reportAnswer(report: RunReport, format: ReportFormat): Promise<Response> {
  const { ending, type, text } = await writeReport(report, format);
  const { pilot, run } = report.figures;
  return new Response(text, {
    headers: {
      "content-type": `${type}; charset=utf-8`,
      "content-disposition": `attachment; filename="gantry-${pilot.slug}-run-${run.number}.${ending}"`,
      "content-security-policy": `${format === "html" ? htmlReportPolicy : "default-src 'none'"}; sandbox; frame-ancestors 'none'`,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
}
