import { v7 as uuidv7 } from "uuid";
import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { RunNote } from "./core/run-view.ts";
import { findRun, insertNote } from "./store.ts";

type Asked = { pilot: string; number: number; text: string; second: number };

/** Writes a note at a second of a run, also after its end. */
export async function noteRun(
  ctx: Ctx,
  { pilot: slug, number, text, second }: Asked,
): Promise<{ ok: true; note: RunNote } | Refused<"pilot-not-found" | "pilot-archived" | "run-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  if (found.pilot.archivedAt !== null) return refuse("pilot-archived", { says: { name: found.pilot.name } });
  const pilotId = found.pilot.id;
  const run = await findRun(ctx.db, pilotId, number);
  if (run === null) return refuse("run-not-found");
  const note = { id: uuidv7(), second, text, writtenBy: ctx.actor.name, writtenAt: ctx.now() };
  await ctx.transaction(async (tx) => {
    await insertNote(tx, { runId: run.id, ...note });
    await record(tx, ctx, {
      pilotId,
      verb: "run.noted",
      subject: { kind: "run", id: run.id },
      after: { second, text },
    });
  });
  return { ok: true, note: { ...note, writtenAt: note.writtenAt.toISOString() } };
}
