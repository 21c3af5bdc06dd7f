import fs from "node:fs";
import path from "node:path";
import { addId, emptyIdMap, type IdMap, type MappedId } from "../../core/id-map.ts";

/** Pairs of ids on the mirror's disk, one JSON line each: learnt once, they cannot be learnt again. The recorder writes, both read at start. */

export function idsFileOf(folder: string, pilot: string): string {
  return path.join(folder, `ids-${encodeURIComponent(pilot)}.jsonl`);
}

/** Empty when there is none. A torn last line is left out. */
export function readKeptIds(file: string): IdMap {
  const map = emptyIdMap();
  if (!fs.existsSync(file)) return map;
  for (const line of fs.readFileSync(file, "utf8").split("\n")) {
    const id = parseLine(line);
    if (id !== null) addId(map, id);
  }
  return map;
}

function parseLine(line: string): MappedId | null {
  try {
    const [type, legacy, candidate] = JSON.parse(line);
    return [type, legacy, candidate].every((part) => typeof part === "string") ? { type, legacy, candidate } : null;
  } catch {
    return null;
  }
}

/** The line before may be torn: a new one is begun first. */
export function appendIds(file: string, ids: readonly MappedId[]): void {
  const lines = ids.map(({ type, legacy, candidate }) => JSON.stringify([type, legacy, candidate]));
  fs.appendFileSync(file, `\n${lines.join("\n")}`, { mode: 0o600 });
}
