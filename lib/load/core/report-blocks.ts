/** A report as a document: what stands where, in words. The page, HTML, PDF and Markdown write these same blocks, each in its own signs. */
export type Block =
  | { kind: "facts"; facts: Fact[] }
  | { kind: "table"; columns: Column[]; rows: string[][] }
  | { kind: "list"; items: string[] }
  | { kind: "text"; text: string }
  | { kind: "code"; text: string }
  | { kind: "charts" };

export type Fact = { name: string; text: string };
/** A number and a word stand on one line; a text may be broken anywhere; `hand` is left empty for a pen. */
export type Column = { name: string; holds: "number" | "word" | "text" | "hand" };
export type Section = { heading: string; note: string | null; blocks: Block[] };

/** `note`: in small print beside the heading. */
export function section(heading: string, note: string | null, blocks: Block[]): Section {
  return { heading, note, blocks };
}

const marks: Readonly<Record<string, Column["holds"]>> = { "#": "number", "!": "word" };

/** Columns by name: `#n` holds numbers, `!Verdict` words, the others texts. */
export function table(names: string, rows: string[][]): Block {
  const columns = names.split(", ").map((name): Column => {
    const holds = marks[name.charAt(0)];
    return holds === undefined ? { name, holds: "text" } : { name: name.slice(1), holds };
  });
  return { kind: "table", columns, rows };
}

/** A numbered list; no block where there is nothing to list. */
export function listOf(items: string[]): Block[] {
  return items.length === 0 ? [] : [{ kind: "list", items }];
}
