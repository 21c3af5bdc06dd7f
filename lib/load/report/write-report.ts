import { writePdf } from "../../documents/edge/write-pdf.ts";
import { csvReport } from "../core/csv-report.ts";
import { htmlReport, htmlReportPolicy } from "../core/html-report.ts";
import { junitReport } from "../core/junit-report.ts";
import { markdownReport } from "../core/markdown-report.ts";
import type { ReportFormat } from "../core/report-formats.ts";
import { reportSections } from "../core/report-sections.ts";
import { writeXml } from "../edge/write-xml.ts";
import { drawReport } from "./draw-report.ts";
import type { RunReport } from "./read-report.ts";

type Written = { ending: string; type: string; body: string | Uint8Array<ArrayBuffer> };

const looks = { pass: "quiet", fail: "filled", inconclusive: "outlined" } as const;

/** A report as the content of a file. */
export async function writeReport(report: RunReport, format: ReportFormat): Promise<Written> {
  const { figures, run, points } = report;
  switch (format) {
    case "html":
      return text("html", "text/html", htmlReport(figures, await drawReport(report)));
    case "pdf":
      return { ending: "pdf", type: "application/pdf", body: await pdfReport(report) };
    case "json":
      return text("json", "application/json", `${JSON.stringify(figures, null, 2)}\n`);
    case "markdown":
      return text("md", "text/markdown", markdownReport(figures));
    case "junit":
      return text("xml", "application/xml", writeXml(junitReport(figures)));
    case "csv":
      return text("csv", "text/csv", csvReport({ ...run, points: await points() }));
  }
}

function text(ending: string, type: string, body: string): Written {
  return { ending, type: `${type}; charset=utf-8`, body };
}

/** The same sections and charts as the HTML, on A4. */
async function pdfReport(report: RunReport): Promise<Uint8Array<ArrayBuffer>> {
  const { figures } = report;
  const { title, pilot, verdict } = figures;
  const { at, by, log } = figures.made;
  const hashes = log === null ? "empty" : `entry ${log.sequence}, hash ${log.hash}`;
  const made = { pilot: pilot.name, site: pilot.site, zone: pilot.timeZone, at: Date.parse(at.value), by, hashes };
  const pdf = await writePdf({
    title,
    made: { ...made, recordSha256: null },
    plate: { word: verdict.word, look: looks[verdict.kind] },
    sections: reportSections(figures),
    charts: await drawReport(report),
  });
  return new Uint8Array(pdf);
}

/** The answer that a browser keeps as a file. It is never shown inside Gantry's own address, and nothing in it may run. The name holds a slug
 *  and a number only. */
export async function reportAnswer(report: RunReport, format: ReportFormat): Promise<Response> {
  const { ending, type, body } = await writeReport(report, format);
  const { pilot, run } = report.figures;
  return new Response(body, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="gantry-${pilot.slug}-run-${run.number}.${ending}"`,
      "content-security-policy": `${format === "html" ? htmlReportPolicy : "default-src 'none'"}; sandbox; frame-ancestors 'none'`,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
}
