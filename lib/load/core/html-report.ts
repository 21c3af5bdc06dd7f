import { htmlReportStyle } from "./html-report-style.ts";
import type { ReportFigures } from "./report-figures.ts";
import { inks, type Picture, type Shape } from "./report-picture.ts";
import { type Block, type Column, reportSections, type Section } from "./report-sections.ts";

/** Nothing is fetched and nothing runs, wherever the file is opened. */
export const htmlReportPolicy = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** A report as one HTML file: its own style, charts as SVG, no script, no request. */
export function htmlReport(report: ReportFigures, charts: readonly Picture[]): string {
  const { title, verdict } = report;
  const plate = `<p class="plate ${verdict.kind}">${escaped(verdict.word)}</p>`;
  return htmlPage({ title, plate, sections: reportSections(report), charts });
}

type Page = { title: string; plate: string; sections: readonly Section[]; charts: readonly Picture[] };

/** Any sections as one HTML file of the same kind. `plate`: HTML beside the title, made here or empty. */
export function htmlPage({ title, plate, sections, charts }: Page): string {
  const header = `<header><h1>${escaped(title)}</h1>${plate}</header>`;
  const parts = sections.map((section) => sectionHtml(section, charts));
  const body = `<body><main>${[header, ...parts].join("\n")}</main></body>`;
  return `<!doctype html>\n<html lang="en">\n${headHtml(title)}\n${body}\n</html>\n`;
}

function headHtml(title: string): string {
  return `<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(htmlReportPolicy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<style>${htmlReportStyle}</style>
</head>`;
}

function sectionHtml({ heading, note, blocks }: Section, charts: readonly Picture[]): string {
  const small = note === null ? "" : ` <small>${escaped(note)}</small>`;
  return `<section><h2>${escaped(heading)}${small}</h2>${blocks.map((block) => blockHtml(block, charts)).join("\n")}</section>`;
}

function blockHtml(block: Block, charts: readonly Picture[]): string {
  switch (block.kind) {
    case "facts":
      return `<dl>${block.facts.map(({ name, text }) => `<div><dt>${escaped(name)}</dt><dd>${escaped(text)}</dd></div>`).join("")}</dl>`;
    case "list":
      return `<ol>${block.items.map((item) => `<li>${escaped(item)}</li>`).join("")}</ol>`;
    case "text":
      return `<p>${escaped(block.text)}</p>`;
    case "code":
      return `<pre>${escaped(block.text)}</pre>`;
    case "table":
      return tableHtml(block.columns, block.rows);
    case "charts":
      return charts.length === 0 ? "<p>No second was measured.</p>" : charts.map(figureHtml).join("\n");
  }
}

function tableHtml(columns: readonly Column[], rows: readonly (readonly string[])[]): string {
  const look = (index: number) => ` class="${columns[index]?.holds ?? "text"}"`;
  const head = columns.map(({ name }, index) => `<th scope="col"${look(index)}>${escaped(name)}</th>`).join("");
  const body = rows.map((row) => {
    const cells = row.map((cell, index) => `<td${look(index)}>${escaped(cell)}</td>`);
    return `<tr>${cells.join("")}</tr>`;
  });
  return `<div class="wide"><table><thead><tr>${head}</tr></thead><tbody>${body.join("\n")}</tbody></table></div>`;
}

function figureHtml(picture: Picture): string {
  const { title, note } = picture;
  const svg = pictureSvg(picture, `role="img" aria-label="${escaped(`${title}: ${note}`)}"`);
  return `<figure><figcaption>${escaped(title)} <small>${escaped(note)}</small></figcaption>${svg}</figure>`;
}

/** A chart as SVG of its own. `says`: further attributes, made here. */
export function pictureSvg({ width, height, shapes }: Picture, says: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-size="12" ${says}>${shapes.map(shapeSvg).join("")}</svg>`;
}

function shapeSvg(shape: Shape): string {
  const ink = inks[shape.ink];
  if (shape.kind === "area")
    return `<rect x="${shape.x}" y="${shape.y}" width="${shape.width}" height="${shape.height}" fill="${ink}"/>`;
  if (shape.kind === "text")
    return `<text x="${shape.x}" y="${shape.y}" text-anchor="${shape.anchor}" fill="${ink}">${escaped(shape.text)}</text>`;
  const dash = shape.dashed ? ' stroke-dasharray="6 4"' : "";
  return `<polyline points="${shape.at.join(" ")}" fill="none" stroke="${ink}" stroke-width="${shape.width}"${dash}/>`;
}

/** Text for between tags and for attributes in double quotes. */
export function escaped(text: string): string {
  const signs: Readonly<Record<string, string>> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
  };
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
}
