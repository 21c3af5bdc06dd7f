import path from "node:path";
import type { Content, TableCell, TDocumentDefinitions } from "pdfmake/interfaces";
import { pictureSvg } from "../../load/core/html-report.ts";
import type { Picture } from "../../load/core/report-picture.ts";
import type { Block, Section } from "../../load/core/report-sections.ts";
import { type Made, momentWithZone } from "../core/made.ts";
import { breakable, pageWidth, tableContent } from "./pdf-table.ts";

/** A document as PDF (A4), with the same words as its HTML: title, sections, and on each page where it is from and which page of how many. */

type Written = {
  title: string;
  made: Made;
  sections: readonly Section[];
  /** A word beside the title; filled where it has to be seen first. */
  plate?: { word: string; look: "filled" | "outlined" | "quiet" };
  /** Where a section asks for charts. */
  charts?: readonly Picture[];
};
type Maker = {
  setFonts(fonts: object): void;
  setUrlAccessPolicy(allows: () => boolean): void;
  setLocalAccessPolicy(allows: (file: string) => boolean): void;
  createPdf(document: TDocumentDefinitions): { getBuffer(): Promise<Buffer> };
};

/** Beside the program, as everything that is installed; the library brings the typeface with all of Europe's letters. */
const fonts = path.resolve("node_modules/pdfmake/fonts/Roboto");
const font = (weight: string) => path.join(fonts, `Roboto-${weight}.ttf`);
let maker: Maker | null = null;
/** One at a time: a long one holds up others, and the process's memory has room for one. */
let before: Promise<unknown> = Promise.resolve();

/** The bytes of the PDF. Nothing is fetched for it. */
export function writePdf(document: Written): Promise<Buffer> {
  const written = before.then(async () => (await pdfMaker()).createPdf(definitionOf(document)).getBuffer());
  before = written.catch(() => undefined);
  return written;
}

/** Loaded with the first document: it is large, and most processes never write one. */
async function pdfMaker(): Promise<Maker> {
  if (maker !== null) return maker;
  const { default: made } = (await import("pdfmake")) as unknown as { default: Maker };
  made.setFonts({
    Roboto: {
      normal: font("Regular"),
      bold: font("Medium"),
      italics: font("Italic"),
      bolditalics: font("MediumItalic"),
    },
  });
  made.setUrlAccessPolicy(() => false);
  made.setLocalAccessPolicy((file) => file.startsWith(fonts));
  maker = made;
  return made;
}

function definitionOf({ title, made, sections, plate, charts = [] }: Written): TDocumentDefinitions {
  const foot = `${made.pilot}, ${made.site} · ${momentWithZone(made.at, made.zone)} · log ${made.hashes.slice(0, 60)}`;
  const recordLine = made.recordSha256 === null ? "" : `\nrecord SHA-256 ${made.recordSha256}`;
  return {
    pageSize: "A4",
    pageOrientation: isWrittenOn(sections) ? "landscape" : "portrait",
    pageMargins: [40, 44, 40, 52],
    info: { title: `${title}: ${made.pilot}`, creator: "Gantry", producer: "Gantry" },
    defaultStyle: { font: "Roboto", fontSize: 9, lineHeight: 1.15 },
    pageBreakBefore: movesHeadings(),
    styles: {
      title: { fontSize: 18, margin: [0, 0, 0, 2] },
      heading: { fontSize: 12, bold: true, margin: [0, 12, 0, 2] },
      note: { color: "#465552", margin: [0, 0, 0, 3] },
      head: { color: "#465552", fontSize: 8 },
    },
    footer: (page, pages) => ({
      columns: [
        { text: `${foot}${recordLine}`, style: "foot", fontSize: 7, color: "#465552" },
        { text: `page ${page} of ${pages}`, style: "foot", alignment: "right", fontSize: 8, width: 70 },
      ],
      style: "foot",
      margin: [40, 16, 40, 0],
    }),
    content: [titleContent(title, plate), ...sections.flatMap((section) => sectionContent(section, charts))],
  };
}

/** With each heading that goes to the next page the whole document is laid out anew: a long one ends all the same. */
const mostMoved = 12;

/** A heading is not left behind at the foot of a page, nor with its note alone; a table's first rows need the last tenth below it. */
function movesHeadings(): NonNullable<TDocumentDefinitions["pageBreakBefore"]> {
  let moved = 0;
  return ({ headlineLevel, startPosition }, { getFollowingNodesOnPage }) => {
    if (headlineLevel !== 1 || moved >= mostMoved) return false;
    const isBehind =
      startPosition.verticalRatio > 0.9 ||
      getFollowingNodesOnPage().every(({ style }) => style === "note" || style === "foot");
    if (isBehind) moved += 1;
    return isBehind;
  };
}

const looks = {
  filled: { color: "#ffffff", fillColor: "#a3182b", border: [false, false, false, false] },
  outlined: { color: "#14201f", border: [true, true, true, true] },
  quiet: { color: "#0b6e5f", border: [false, false, false, false] },
} satisfies Record<string, Partial<TableCell> & { border: [boolean, boolean, boolean, boolean] }>;

function titleContent(title: string, plate: Written["plate"]): Content {
  if (plate === undefined) return { text: title, style: "title" };
  const cell = { text: plate.word, fontSize: 13, bold: true, margin: [4, 1, 4, 1], ...looks[plate.look] } as TableCell;
  return {
    columns: [
      { text: breakable(title, 30), style: "title" },
      { width: "auto", table: { body: [[cell]] } },
    ],
  };
}

/** A sheet for pens needs the width. */
function isWrittenOn(sections: readonly Section[]): boolean {
  return sections.some(({ blocks }) =>
    blocks.some((block) => block.kind === "table" && block.columns.some(({ holds }) => holds === "hand")),
  );
}

function sectionContent({ heading, note, blocks }: Section, charts: readonly Picture[]): Content[] {
  const below: Content[] = note === null ? [] : [{ text: note, style: "note" }];
  const title: Content = { text: heading, style: "heading" };
  const head = [title, ...below];
  const content = blocks.flatMap((block) => blockContent(block, charts));
  if (isShort(blocks)) return [{ stack: [...head, ...content], unbreakable: true }];
  const [first, ...others] = content;
  // What a drawing belongs to does not stay behind when it goes to the next page.
  if (blocks[0]?.kind === "charts" && first !== undefined)
    return [{ stack: [...head, first], unbreakable: true }, ...others];
  // Only here: a break within what must not be broken would lose what follows it.
  return [{ ...title, headlineLevel: 1 }, ...below, ...content];
}

/** Facts that surely fit on one page stay together: a signature with its meaning. What is taller than a page must not. */
function isShort(blocks: readonly Block[]): boolean {
  const texts = blocks.map((block) =>
    block.kind === "facts"
      ? block.facts.reduce((sum, { text }) => sum + text.length + 60, 0)
      : Number.POSITIVE_INFINITY,
  );
  return texts.reduce((a, b) => a + b, 0) < 3_500;
}

function blockContent(block: Block, charts: readonly Picture[]): Content[] {
  switch (block.kind) {
    case "facts":
      return [
        {
          layout: "noBorders",
          table: { widths: [110, "*"], body: block.facts.map(({ name, text }) => [grey(name), breakable(text, 70)]) },
        },
      ];
    case "list":
      return [{ ol: block.items.map((item) => breakable(item, 70)) }];
    case "table":
      return [tableContent(block)];
    case "charts":
      return charts.length === 0 ? [{ text: "No second was measured." }] : charts.map(chartContent);
    case "code":
      return [{ text: breakable(block.text, 90), preserveLeadingSpaces: true, fontSize: 8, margin: [0, 2, 0, 4] }];
    case "text":
      return [{ text: breakable(block.text, 70), margin: [0, 2, 0, 4] }];
  }
}

function chartContent(picture: Picture): Content {
  const { title, note, width, height } = picture;
  const caption = {
    text: [{ text: title }, { text: `  ${note}`, color: "#465552", fontSize: 8 }],
    margin: [0, 4, 0, 2],
  };
  const svg = pictureSvg(picture, `width="${width}" height="${height}" font-family="Roboto"`);
  return { stack: [caption as Content, { svg, width: pageWidth }], unbreakable: true };
}

const grey = (text: string): TableCell => ({ text, color: "#465552" });
