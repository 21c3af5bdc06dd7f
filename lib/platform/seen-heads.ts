import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { chainHeads } from "#drizzle/schema/platform.ts";
import type { Database } from "./database.ts";
import { logFault } from "./log.ts";

/** Heads of the log's chains as a process saw them, kept outside the database: whoever cuts the log's tail would have to find these too. */
export type SeenHead = { chain: string; sequence: number; hash: string; at: string };

const folderName = "heads";
const lookEveryMs = 500;
const rotateAtBytes = 1024 * 1024;

/** Looks every 500 ms and appends each head that moved to `heads/<name>.jsonl` in the data folder; the file is cut to its newest head of
 *  each chain when it grows over 1 MiB. Answers a function that looks once more and ends it. */
export function startHeadWriter(db: Database, dataFolder: string, name: string): () => Promise<void> {
  const folder = path.join(dataFolder, folderName);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, `${name}.jsonl`);
  const known = new Map(readFile(file).map((head) => [head.chain, head.sequence]));
  let looking: Promise<void> | null = null;
  let troubled = false;
  const look = () => {
    looking ??= appendMoved(db, file, known)
      .then(() => {
        troubled = false;
      })
      .catch((error: unknown) => {
        // Said once: a database that is away is away for many looks.
        if (!troubled) logFault("the heads of the log cannot be noted; it goes on trying", error, { file });
        troubled = true;
      })
      .finally(() => {
        looking = null;
      });
    return looking;
  };
  const timer = setInterval(look, lookEveryMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await looking;
    await look();
  };
}

async function appendMoved(db: Database, file: string, known: Map<string, number>): Promise<void> {
  const heads = await db.select().from(chainHeads);
  const moved = heads.filter((head) => head.sequence > (known.get(head.chain) ?? 0));
  if (moved.length === 0) return;
  const at = new Date().toISOString();
  const lines = moved.map(({ chain, sequence, hash }) =>
    JSON.stringify({ chain, sequence, hash: Buffer.from(hash).toString("hex"), at } satisfies SeenHead),
  );
  appendFileSync(file, `${lines.join("\n")}\n`, { mode: 0o600 });
  for (const { chain, sequence } of moved) known.set(chain, sequence);
  if (statSync(file).size > rotateAtBytes) keepNewest(file);
}

function keepNewest(file: string): void {
  const newest = new Map(readFile(file).map((head) => [head.chain, head]));
  writeFileSync(`${file}.new`, [...newest.values()].map((head) => `${JSON.stringify(head)}\n`).join(""), {
    mode: 0o600,
  });
  renameSync(`${file}.new`, file);
}

/** Every head that any process of this data folder has noted. Lines cut off by a crash are passed over. */
export function readSeenHeads(dataFolder: string): SeenHead[] {
  const folder = path.join(dataFolder, folderName);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith(".jsonl"))
    .flatMap((name) => readFile(path.join(folder, name)));
}

function readFile(file: string): SeenHead[] {
  if (!existsSync(file)) return [];
  return readFileSync(file, "utf8").split("\n").flatMap(readLine);
}

function readLine(line: string): SeenHead[] {
  try {
    const { chain, sequence, hash, at } = JSON.parse(line);
    return typeof chain === "string" && typeof sequence === "number" ? [{ chain, sequence, hash, at }] : [];
  } catch {
    return [];
  }
}
