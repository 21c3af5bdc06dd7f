import type { Block, Column, Section } from "../../load/core/report-sections.ts";

/** What documents are put together from. */

const text = (names: readonly string[]): Column[] => names.map((name) => ({ name, holds: "text" }));
export const table = (names: readonly string[], rows: readonly (readonly string[])[]): Block => ({
  kind: "table",
  columns: text(names),
  rows: rows.map((row) => [...row]),
});
export const facts = (pairs: readonly (readonly [string, string])[]): Block => ({
  kind: "facts",
  facts: pairs.map(([name, said]) => ({ name, text: said })),
});
export const section = (heading: string, blocks: readonly Block[], note: string | null = null): Section => ({
  heading,
  note,
  blocks: [...blocks],
});
export const orNone = (block: Block, none: string): Block =>
  block.kind === "table" && block.rows.length === 0 ? { kind: "text", text: none } : block;
