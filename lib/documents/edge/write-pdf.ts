import path from "node:path";
import type { Content, CustomTableLayout, TableCell, TDocumentDefinitions } from "pdfmake/interfaces";
import { pictureSvg } from "../../load/core/html-report.ts";
import type { Picture } from "../../load/core/report-picture.ts";
import type { Block, Column, Section } from "../../load/core/report-sections.ts";
import { type Made, momentWithZone } from "../core/made.ts";

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
    // A heading is not left behind at the foot of a page, nor with its note alone; a table's first rows need the last tenth below it.
    pageBreakBefore: ({ headlineLevel, startPosition }, { getFollowingNodesOnPage }) =>
      headlineLevel === 1 &&
      (startPosition.verticalRatio > 0.9 ||
        getFollowingNodesOnPage().every(({ style }) => style === "note" || style === "foot")),
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
  const head: Content[] = [{ text: heading, style: "heading" }, ...below];
  const content = blocks.flatMap((block) => blockContent(block, charts));
  if (isShort(blocks)) return [{ stack: [...head, ...content], unbreakable: true }];
  const [first, ...others] = content;
  // What a drawing belongs to does not stay behind when it goes to the next page.
  if (blocks[0]?.kind === "charts" && first !== undefined)
    return [{ stack: [...head, first], unbreakable: true }, ...others];
  // Only here: a break within what must not be broken would lose what follows it.
  return [{ text: heading, style: "heading", headlineLevel: 1 }, ...below, ...content];
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

/** Room for a signature. */
const tall = (text: string): TableCell => ({ text, margin: [0, 9, 0, 9] });

const grey = (text: string): TableCell => ({ text, color: "#465552" });

/** In points: a table's type, and what its columns have to both sides of their text. */
type Setting = { fontSize: number; padding: number };
const usual: Setting = { fontSize: 9, padding: 8 };
/** Of a table with many columns. */
const dense: Setting = { fontSize: 7, padding: 4 };
/** What a character takes of the type's size, about. */
const perCharacter = 0.5;
/** What a column of long texts needs at least, and how long a text may be that stays on one line. */
const flowing = { least: 110, from: 24, unbroken: 16 };
/** The width of a page between its margins, in points. */
const pageWidth = 515;

/** A column is as wide as what it holds asks for: long texts share what is left. Many columns need a smaller type. */
function tableContent({ columns, rows }: Extract<Block, { kind: "table" }>): Content {
  const longest = columns.map((_, at) => Math.max(...rows.map((row) => (row[at] ?? "").length), 0));
  const widths = columns.map(({ name, holds }, at) => {
    if (holds === "hand") return name.length < 4 ? 24 : "*";
    return (longest[at] ?? 0) > flowing.from ? "*" : "auto";
  });
  const head: TableCell[] = columns.map(({ name, holds }) => ({ text: name, style: "head", ...sideOf(holds) }));
  const forHands = columns.some(({ holds }) => holds === "hand");
  const setting = columns.length > 9 ? dense : usual;
  const fits = fitsUnbroken({ columns, longest, setting });
  const cell = (text: string, at: number): TableCell => {
    if (forHands && at === 0) return tall(text);
    const noWrap = fits && (longest[at] ?? 0) <= flowing.unbroken;
    return { text: breakable(text, 28), noWrap, ...sideOf(columns[at]?.holds) };
  };
  return {
    ...(forHands ? {} : { layout: ruled(setting) }),
    fontSize: setting.fontSize,
    margin: [0, 0, 0, 8],
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths,
      body: [head, ...rows.map((row) => row.map(cell))],
    },
  };
}

/** Lines between the rows, a strong one below the head. */
function ruled({ padding }: Setting): CustomTableLayout {
  return {
    hLineWidth: (at, { table }) => (at === 0 || at === table.body.length ? 0 : at === 1 ? 2 : 1),
    hLineColor: (at) => (at === 1 ? "#000000" : "#aaaaaa"),
    vLineWidth: () => 0,
    paddingLeft: (at) => (at === 0 ? 0 : padding),
    paddingRight: (at, { table }) => (at + 1 === table.widths?.length ? 0 : padding),
  };
}

type Columns = { columns: readonly Column[]; longest: readonly number[]; setting: Setting };

/** Whether short texts, such as "at most 1,000 ms", can all stay on one line. */
function fitsUnbroken({ columns, longest, setting: { fontSize, padding } }: Columns): boolean {
  const needed = columns.map(({ name }, at) => {
    const length = longest[at] ?? 0;
    const words = Math.max(...name.split(" ").map((word) => word.length * 8), length * fontSize) * perCharacter;
    return 2 * padding + (length > flowing.from ? flowing.least : words);
  });
  return needed.reduce((a, b) => a + b, 0) <= pageWidth;
}

const sideOf = (holds: Column["holds"] | undefined): { alignment?: "right" } =>
  holds === "number" ? { alignment: "right" } : {};

/** A word without a place to break, such as a hash, would run off the page. */
const breakable = (text: string, longest: number): string =>
  text.replace(new RegExp(`(\\S{${longest}})(?=\\S)`, "g"), "$1\u200B");
