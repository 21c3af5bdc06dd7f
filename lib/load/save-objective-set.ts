import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { readObjectives } from "./input/objectives.ts";
import type { SaveObjectiveSet } from "./input/save-objective-set.ts";
import { insertObjectiveSetVersion, lockObjectiveSet, newestObjectiveSetVersion } from "./store-objectives.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "objective-set-mistakes" | "objective-set-changed";

/** Keeps a set of limits under a name, as a new version; the same text makes none. Refuses mistakes by line, and what is based on another version
 *  than the newest. */
export async function saveObjectiveSet(
  ctx: Ctx,
  { pilot, name, text, basedOn }: SaveObjectiveSet & { pilot: string },
): Promise<{ ok: true; id: string; version: number } | Refused<Refusals>> {
  const read = readObjectives(text);
  if (!read.ok) return refuseMistakes(read.mistakes);
  return ctx.transaction(async (tx) => {
    const opened = await openPilot(tx, pilot);
    if (!opened.ok) return opened;
    const at = ctx.now();
    const pilotId = opened.pilot.id;
    const id = await lockObjectiveSet(tx, { pilotId, name, at });
    const newest = await newestObjectiveSetVersion(tx, pilotId, id);
    if (newest?.text === text) return { ok: true, id, version: newest.version };
    if (newest !== null && newest.version !== basedOn)
      return refuse("objective-set-changed", { says: { name, who: newest.createdBy } });
    const version = (newest?.version ?? 0) + 1;
    await insertObjectiveSetVersion(tx, { setId: id, version, text, createdBy: ctx.actor.name, createdAt: at });
    const subject = { kind: "objective-set", id };
    await record(tx, ctx, { pilotId, verb: "objective-set.saved", subject, after: { name, version } });
    return { ok: true, id, version };
  });
}

type Told = { line: number; column: number; sentence: string };

function refuseMistakes(mistakes: readonly Told[]): Refused<"objective-set-mistakes"> {
  const fields = mistakes.map(({ line, column, sentence }) => ({ path: "text", message: sentence, line, column }));
  return refuse("objective-set-mistakes", { fields, says: { first: mistakes[0]?.sentence ?? "" } });
}
