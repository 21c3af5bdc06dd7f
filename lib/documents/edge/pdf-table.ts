import type { Content, CustomTableLayout, TableCell } from "pdfmake/interfaces";
import type { Block, Column } from "../../load/core/report-sections.ts";

/** A table in a PDF. */

/** The width of a page between its margins, in points. */
export const pageWidth = 515;

/** Room for a signature. */
const tall = (text: string): TableCell => ({ text, margin: [0, 9, 0, 9] });

/** In points: a table's type, and what its columns have to both sides of their text. */
type Setting = { fontSize: number; padding: number };
const usual: Setting = { fontSize: 9, padding: 8 };
/** Of a table with many columns. */
const dense: Setting = { fontSize: 7, padding: 4 };
/** What a character takes of the type's size, about. */
const perCharacter = 0.5;
/** What a column of long texts needs at least, and how long a text may be that stays on one line. */
const flowing = { least: 110, from: 24, unbroken: 16 };
/** A column is as wide as what it holds asks for: long texts share what is left. Many columns need a smaller type. */
export function tableContent({ columns, rows }: Extract<Block, { kind: "table" }>): Content {
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
export const breakable = (text: string, longest: number): string =>
  text.replace(new RegExp(`(\\S{${longest}})(?=\\S)`, "g"), "$1\u200B");
