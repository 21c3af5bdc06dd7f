import { htmlPage, htmlReportPolicy } from "../../load/core/html-report.ts";
import { writePdf } from "../edge/write-pdf.ts";
import type { LaunchDocument } from "./read-document.ts";

export type DocumentFormat = "html" | "pdf";

/** The answer that a browser keeps as a file. It is never shown inside Gantry's own address, and nothing in it may run. */
export async function documentAnswer(document: LaunchDocument, format: DocumentFormat): Promise<Response> {
  const { slug, kind } = document;
  const body = format === "pdf" ? new Uint8Array(await writePdf(document)) : htmlOf(document);
  return new Response(body, {
    headers: {
      "content-type": format === "pdf" ? "application/pdf" : "text/html; charset=utf-8",
      "content-disposition": `attachment; filename="gantry-${slug}-${kind}.${format}"`,
      "content-security-policy": `${format === "html" ? htmlReportPolicy : "default-src 'none'"}; sandbox; frame-ancestors 'none'`,
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
}

function htmlOf({ title, made, sections }: LaunchDocument): string {
  return htmlPage({ title: `${title}: ${made.pilot}`, plate: "", sections, charts: [] });
}
