import type { FieldMistake } from "../platform/result.ts";
import type { Exchange } from "./core/exchange.ts";
import { ExchangeLine, isTooFarAhead } from "./input/exchange-line.ts";

/** Reads a batch of NDJSON. Mistakes name their line; what was sent is never repeated in them. */

export const mostLines = 2_000;
const mostMistakes = 20;

export type ReadLines = { ok: true; exchanges: Exchange[] } | { ok: false; mistakes: FieldMistake[] };

export function readExchangeLines(text: string, now: Date): ReadLines {
  const exchanges: Exchange[] = [];
  const mistakes: FieldMistake[] = [];
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const read = readLine(line, { number: index + 1, now });
    if ("exchange" in read) exchanges.push(read.exchange);
    else mistakes.push(...read.mistakes);
    if (mistakes.length >= mostMistakes) break;
  }
  return mistakes.length === 0 ? { ok: true, exchanges } : { ok: false, mistakes: mistakes.slice(0, mostMistakes) };
}

/** Without the empty ones. */
export function countLines(text: string): number {
  let lines = 0;
  for (const line of text.split("\n")) if (line.trim() !== "") lines++;
  return lines;
}

type Read = { exchange: Exchange } | { mistakes: FieldMistake[] };

function readLine(line: string, { number, now }: { number: number; now: Date }): Read {
  const value = parsed(line);
  if (value === undefined) return { mistakes: [mistakeAt(number, "", "is not JSON")] };
  const read = ExchangeLine.safeParse(value);
  if (!read.success)
    return { mistakes: read.error.issues.map(({ path, message }) => mistakeAt(number, path.join("."), message)) };
  if (isTooFarAhead(read.data.at, now))
    return { mistakes: [mistakeAt(number, "at", "lies more than a day ahead of this server's clock")] };
  return { exchange: read.data };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function mistakeAt(line: number, path: string, message: string): FieldMistake {
  return { path: path === "" ? `line ${line}` : `line ${line}: ${path}`, message, line };
}
