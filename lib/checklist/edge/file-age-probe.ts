import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import type { Probe } from "../core/item.ts";
import { judged, type ProbeReach, type ProbeSaw, resource } from "./probe-reach.ts";

type FileAgeProbe = Extract<Probe, { kind: "file-age" }>;
type Seen = { name: string; bytes: number; modifiedMs: number };

/** How old the newest file of a pattern of the server's configuration is, and whether it is large enough. No file is not a pass; nor is one
 *  from the future, whose clock is wrong. */
export async function fileAgeProbe(probe: FileAgeProbe, reach: ProbeReach, nowMs = Date.now()): Promise<ProbeSaw> {
  const pattern = resource(reach, "files", probe.resource);
  const files = await matching(pattern);
  const [newest] = files;
  const lines = files.slice(0, 20).map((one) => `${new Date(one.modifiedMs).toISOString()}  ${one.bytes}  ${one.name}`);
  const raw = [pattern, ...lines, `${files.length} files`].join("\n");
  if (newest === undefined) return judged(false, "there is no such file", raw);
  const hours = (nowMs - newest.modifiedMs) / 3_600_000;
  const what = `${newest.name} is ${agedText(hours)} old and has ${newest.bytes.toLocaleString("en-GB")} bytes`;
  // Clocks of two machines may differ by a little.
  if (hours < -1 / 60) return judged(false, `${newest.name} is dated in the future`, raw);
  if (hours > probe.mostHours) return judged(false, `${what}; at most ${probe.mostHours} h are expected`, raw);
  const least = probe.leastBytes.toLocaleString("en-GB");
  if (newest.bytes < probe.leastBytes) return judged(false, `${what}; at least ${least} bytes are expected`, raw);
  return judged(true, what, raw);
}

/** Newest first. `*` stands for any part of the file's own name. */
async function matching(pattern: string): Promise<Seen[]> {
  const folder = path.dirname(pattern);
  const parts = path
    .basename(pattern)
    .split("*")
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&"));
  const name = new RegExp(`^${parts.join(".*")}$`);
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((one) => !one.isDirectory() && name.test(one.name)).map((one) => one.name);
  const seen = await Promise.all(names.map((one) => seenAt(folder, one)));
  return seen.flatMap((one) => one ?? []).sort((a, b) => b.modifiedMs - a.modifiedMs);
}

/** Null for what went away meanwhile, and for what a link leads to that is no file. */
async function seenAt(folder: string, name: string): Promise<Seen | null> {
  const found = await stat(path.join(folder, name)).catch(() => null);
  return found?.isFile() ? { name, bytes: found.size, modifiedMs: found.mtimeMs } : null;
}

function agedText(hours: number): string {
  return hours < 1 ? `${Math.max(0, Math.round(hours * 60))} min` : `${hours.toFixed(1)} h`;
}
