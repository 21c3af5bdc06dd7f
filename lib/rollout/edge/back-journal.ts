import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import path from "node:path";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import type { RolloutAct } from "../core/acts.ts";

/** What a rollback did while the database was away: one line an act, on the disk before the next thing is done. Whoever leads on return writes the
 *  events from it. */

const fileName = "rollback-journal.jsonl";
/** What is being written into the record just now. */
const asideName = "rollback-journal.taken.jsonl";

const line = z.object({
  id: z.uuid(),
  pilot: z.string(),
  at: z.number(),
  by: z.string(),
  act: z.looseObject({ do: z.string() }),
});
export type JournalLine = { id: string; pilot: string; at: number; by: string; act: RolloutAct };

/** Done when it is on the disk. */
export function appendToJournal(dataFolder: string, entry: Omit<JournalLine, "id">): void {
  mkdirSync(dataFolder, { recursive: true });
  const file = openSync(path.join(dataFolder, fileName), "a", 0o600);
  try {
    writeSync(file, `${JSON.stringify({ id: uuidv7(), ...entry })}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** In their order. A line that was cut off by a crash is left out. */
export function readJournal(dataFolder: string): JournalLine[] {
  return [...linesIn(path.join(dataFolder, asideName)), ...linesIn(path.join(dataFolder, fileName))];
}

/** Puts the journal aside and answers what stands in it: a rollback that still goes on writes into a file of its own. */
export function takeAside(dataFolder: string): JournalLine[] {
  const [file, aside] = [path.join(dataFolder, fileName), path.join(dataFolder, asideName)];
  if (!existsSync(aside)) {
    try {
      renameSync(file, aside);
    } catch (error) {
      if (Object(error).code !== "ENOENT") throw error;
    }
  }
  return linesIn(aside);
}

/** Forgets what was put aside, unless a line came to it since `taken` were read. */
export function dropAside(dataFolder: string, taken: number): void {
  const aside = path.join(dataFolder, asideName);
  if (linesIn(aside).length <= taken) rmSync(aside, { force: true });
}

function linesIn(file: string): JournalLine[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8")
    .split("\n")
    .flatMap((text) => {
      const read = line.safeParse(parsed(text));
      return read.success ? [read.data as unknown as JournalLine] : [];
    });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
