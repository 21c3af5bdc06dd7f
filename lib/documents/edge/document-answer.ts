import { htmlPage, htmlReportPolicy } from "../../load/core/html-report.ts";
import type { WrittenDocument } from "../core/made.ts";
import { writePdf } from "./write-pdf.ts";

export type DocumentFormat = "html" | "pdf";

/** The answer that a browser keeps as a file. It is never shown inside Gantry's own address, and nothing in it may run. */
export async function documentAnswer(document: WrittenDocument, format: DocumentFormat): Promise<Response> {
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

function htmlOf({ title, made, sections }: WrittenDocument): string {
  return htmlPage({ title: `${title}: ${made.pilot}`, plate: "", sections, charts: [] });
}

/** A table as a file to keep; nothing in it is shown inside Gantry's own address. `name` holds no character of people's. */
export function csvAnswer(stream: ReadableStream<Uint8Array>, name: string): Response {
  return new Response(stream, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${name}"`,
      "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
}
