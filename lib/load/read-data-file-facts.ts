import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import type { FileFacts } from "./core/scenario-view.ts";
import { factsOf } from "./edge/file-facts.ts";
import { readDataFile } from "./edge/read-data-file.ts";
import { fileMistakes } from "./keep-scenario.ts";

/** What is in a data file, before anything is kept or sent. Refuses one that cannot be read, with its mistakes by line. */
export async function readDataFileFacts(
  ctx: Ctx,
  { pilot, name, text }: { pilot: string; name: string; text: string },
): Promise<{ ok: true; facts: FileFacts } | Refused<"pilot-not-found" | "data-file-mistakes">> {
  const found = await readPilot(ctx, pilot);
  if (!found.ok) return found;
  const read = await readDataFile(text);
  return read.ok ? { ok: true, facts: factsOf({ name, text }, read.rows) } : fileMistakes(name, read.mistakes);
}
