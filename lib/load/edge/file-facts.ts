import type { DataRows } from "../core/data-rows.ts";
import type { FileFacts } from "../core/scenario-view.ts";
import { readDataFile } from "./read-data-file.ts";

/** Rows that are shown of a file. */
const mostShown = 3;

/** What is in a data file whose rows were read. */
export function factsOf({ name, text }: { name: string; text: string }, { columns, rows }: DataRows): FileFacts {
  return { name, bytes: Buffer.byteLength(text), columns, rows: rows.length, firstRows: rows.slice(0, mostShown) };
}

/** Facts of stored files read lately, by their hash: a large file takes seconds to read, and each look at its scenario asks for them. */
const kept = new Map<string, Promise<FileFacts>>();
const most = 50;

/** What is in a stored data file, which never changes. One that cannot be read any more has no columns and no rows. */
export async function storedFacts(file: { name: string; text: string; sha256: string }): Promise<FileFacts> {
  const there = kept.get(file.sha256) ?? readFacts(file);
  const [oldest] = kept.keys();
  if (!kept.has(file.sha256) && kept.size >= most && oldest !== undefined) kept.delete(oldest);
  kept.set(file.sha256, there);
  // What failed once is tried again.
  there.catch(() => kept.delete(file.sha256));
  return { ...(await there), name: file.name };
}

async function readFacts(file: { name: string; text: string }): Promise<FileFacts> {
  const read = await readDataFile(file.text);
  return factsOf(file, read.ok ? read.rows : { columns: [], rows: [] });
}
