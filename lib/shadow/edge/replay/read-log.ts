import fs from "node:fs";
import readline from "node:readline";
import type { ZodError, ZodType } from "zod";
import { Har, HarEntry, type LoggedRequest, LogLine } from "../../input/replay-log.ts";

/** Reads a recorded log from a file. What is wrong in it is a sentence that names the place. */

export class LogMistake extends Error {}

/** A HAR is one JSON text: it has to fit into memory. NDJSON may be as long as it likes. */
const mostHarBytes = 256 * 1024 * 1024;

/** Answers the requests in the order in which they are sent, from the nth on (the first is 1). Throws LogMistake. */
export async function* readLog(file: string, from = 1): AsyncGenerator<LoggedRequest> {
  let nth = 0;
  for await (const logged of readWhole(file)) if (++nth >= from) yield logged;
  if (nth < from) throw new LogMistake(`${file} holds ${nth} requests: none is number ${from}.`);
}

async function* readWhole(file: string): AsyncGenerator<LoggedRequest> {
  const size = sizeOf(file);
  if (size === 0) throw new LogMistake(`${file} is empty.`);
  if (await isHar(file)) yield* readHar(file, size);
  else yield* readLines(file);
}

function sizeOf(file: string): number {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) throw new LogMistake(`There is no file ${file}.`);
  if (!stat.isFile()) throw new LogMistake(`${file} is no file.`);
  return stat.size;
}

/** By what it begins with: a line of NDJSON is whole, a HAR's first line is hardly ever; one on a single line has a `log`. */
async function isHar(file: string): Promise<boolean> {
  if (/\.har$/i.test(file)) return true;
  const stream = fs.createReadStream(file, { encoding: "utf8", end: 4_095 });
  let head = "";
  for await (const part of stream) head += part;
  return /^\uFEFF?\s*\{\s*"log"\s*:/.test(head);
}

function* readHar(file: string, size: number): Generator<LoggedRequest> {
  const most = `${mostHarBytes / 1024 / 1024} MiB`;
  if (size > mostHarBytes) throw new LogMistake(`${file} is larger than ${most}; save it in parts, or as NDJSON.`);
  const { log } = parsed(Har, json(fs.readFileSync(file, "utf8").replace(/^\uFEFF/, ""), file), file);
  if (log.entries.length === 0) throw new LogMistake(`${file} holds no requests.`);
  const entries = log.entries.map((entry, nth) => parsed(HarEntry, entry, `Entry ${nth + 1} of ${file}`));
  // Browsers write entries in the order in which answers came.
  yield* entries.sort((one, other) => one.at - other.at);
}

async function* readLines(file: string): AsyncGenerator<LoggedRequest> {
  const lines = readline.createInterface({ input: fs.createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  let requests = 0;
  for await (const line of lines) {
    number++;
    if (line.trim() === "") continue;
    const where = `Line ${number} of ${file}`;
    requests++;
    yield parsed(LogLine, json(line.replace(/^\uFEFF/, ""), where), where);
  }
  if (requests === 0) throw new LogMistake(`${file} holds no requests.`);
}

function json(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new LogMistake(`${where} is no JSON.`);
  }
}

function parsed<T>(schema: ZodType<T>, value: unknown, where: string): T {
  const read = schema.safeParse(value);
  if (read.success) return read.data;
  throw new LogMistake(`${where} cannot be used: ${firstMistake(read.error)}.`);
}

function firstMistake({ issues: [first] }: ZodError): string {
  if (first === undefined) return "it is not as expected";
  const path = first.path.join(".");
  return path === "" ? first.message : `${path}: ${first.message}`;
}
