import { execFileSync } from "node:child_process";

/** What stands in a PDF, in the order of its lines. */
export function textOfPdf(bytes: Uint8Array): string {
  return execFileSync("pdftotext", ["-layout", "-", "-"], { input: bytes, encoding: "utf8" });
}

/** Without what depends on where lines and words break. */
export const squeezed = (text: string) => text.replace(/[\s\u200B]/g, "");
