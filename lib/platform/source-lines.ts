import { readFileSync, statSync } from "node:fs";
import { findSourceMap, SourceMap } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Where a fault's lines stand in the sources, in a process that has source maps off, as all have that run transpiled: the map beside a built
 *  file is read when a fault in it is told, and dropped again. */

/** A frame whose file lies on a disk: what stands before it, the file, line, column, and what closes it. */
const frame = /^( {4}at (?:.+? \()?(?:async )?)((?:file:\/\/)?\/.+):(\d+):(\d+)(\)?)$/;
const longestFrame = 1_000;
const mostMapBytes = 8 * 2 ** 20;
/** Of each span, so that many faults at once do not hold up everything else. The largest maps take some 150 ms. */
const [spanMs, mostReadingMs] = [10_000, 250];
const mostKept = 1_000;

type Place = { file: string; line: number; column: number };
type Maps = Map<string, SourceMap | null>;

/** By frame as it was told: a fault seldom comes alone. */
const found = new Map<string, string>();
let span = { fromMs: Number.NEGATIVE_INFINITY, readingMs: 0 };

/** A stack whose frames name source files, from the folder the process works in, where that can be known. Any other text comes back as it
 *  is; it never throws. */
export function withSourceLines(stack: string): string {
  if (process.sourceMapsEnabled) return stack;
  const maps: Maps = new Map();
  return stack
    .split("\n")
    .map((line) => sourceFrame(line, maps))
    .join("\n");
}

function sourceFrame(text: string, maps: Maps): string {
  const known = found.get(text);
  if (known !== undefined || text.length > longestFrame) return known ?? text;
  const [, before, file, line, column, after] = frame.exec(text) ?? [];
  if (file === undefined || file.includes("/node_modules")) return text;
  const source = sourceOf({ file, line: Number(line), column: Number(column) }, maps);
  if (source === null) return text;
  const told = `${before}${source}${after}`;
  if (found.size >= mostKept) found.clear();
  found.set(text, told);
  return told;
}

function sourceOf({ file, line, column }: Place, maps: Maps): string | null {
  try {
    if (!maps.has(file)) maps.set(file, findSourceMap(file) ?? mapBeside(file));
    const entry = maps.get(file)?.findEntry(line - 1, column - 1);
    if (entry === undefined || !("originalSource" in entry)) return null;
    return `${named(entry.originalSource, file)}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  } catch {
    // No map, or none that can be read: the built file's own lines are better than none.
    return null;
  }
}

/** Null when enough time went into maps for now. */
function mapBeside(file: string): SourceMap | null {
  const begin = performance.now();
  if (begin - span.fromMs > spanMs) span = { fromMs: begin, readingMs: 0 };
  if (span.readingMs >= mostReadingMs) return null;
  const map = `${file.startsWith("file:") ? fileURLToPath(file) : file}.map`;
  if (statSync(map).size > mostMapBytes) return null;
  try {
    return new SourceMap(JSON.parse(readFileSync(map, "utf8")));
  } finally {
    span.readingMs += performance.now() - begin;
  }
}

/** A source is written relative to the map that names it. */
function named(source: string, file: string): string {
  const url = new URL(source, file.startsWith("file:") ? file : pathToFileURL(file));
  return url.protocol === "file:" ? path.relative(process.cwd(), fileURLToPath(url)) : source;
}
