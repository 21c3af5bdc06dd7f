import type { ReportFigures } from "./report-figures.ts";
import { type Block, type Column, reportSections, type Section } from "./report-sections.ts";

/** A report in Markdown (CommonMark with tables). What people or targets wrote stands as text: nothing of it becomes markup, a link, a table
 *  cell of its own or HTML. */
export function markdownReport(report: ReportFigures): string {
  const parts = [`# ${plain(report.title)}`, ...reportSections(report).map(sectionText)];
  return `${parts.join("\n\n")}\n`;
}

function sectionText({ heading, note, blocks }: Section): string {
  const written = blocks.filter(({ kind }) => kind !== "charts").map(blockText);
  if (written.length === 0)
    return `## ${plain(heading)}\n\nThe charts stand in the HTML report, the seconds in the CSV.`;
  const beneath = note === null ? [] : [`*${plain(note)}*`];
  return [`## ${plain(heading)}`, ...beneath, ...written].join("\n\n");
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "facts":
      return block.facts.map(({ name, text }) => `- ${plain(name)}: ${plain(text)}`).join("\n");
    case "list":
      return block.items.map((item, index) => `${index + 1}. ${plain(item)}`).join("\n");
    case "text":
      return plain(block.text);
    case "code":
      return fenced(block.text);
    case "table":
      return tableText(block.columns, block.rows);
    default:
      return "";
  }
}

function tableText(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  return [
    line(columns.map(({ name }) => plain(name))),
    line(columns.map(({ holds }) => (holds === "number" ? "---:" : "---"))),
    ...rows.map((row) => line(row.map(plain))),
  ].join("\n");
}

/** Text on one line, every sign that could mean something to Markdown or HTML escaped. A bare address must not become a link either. */
export function plain(text: string): string {
  return text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_{}[\]<>#|!~$^&]/g, "\\$&")
    .replace(/^(\d+)([.)])(?=\s|$)/, "$1\\$2")
    .replace(/^([-+=:])/, "\\$1")
    .replace(/:\/\//g, ":\\/\\/")
    .replace(/www\./gi, (found) => found.replace(".", "\\."))
    .replace(/@/g, "\\@");
}

/** A fence longer than any run of backticks within. */
function fenced(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}yaml\n${text.replace(/\r\n?/g, "\n").replace(/\n$/, "")}\n${fence}`;
}
