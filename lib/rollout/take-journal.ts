import { findPilot } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import { logFault } from "../platform/log.ts";
import { dropAside, type JournalLine, takeAside } from "./edge/back-journal.ts";
import { recordAct } from "./say-in-rollout.ts";
import { findOpenRollout, insertAct, lockRollout } from "./store.ts";

/** Writes the acts and events of a rollback that was made while the database was away, each once, and then forgets the file. Lines of a pilot
 *  without an open rollout, or with one that began later, stay in the process's log. */
export async function takeJournal(ctx: Ctx, dataFolder: string): Promise<number> {
  const lines = takeAside(dataFolder);
  if (lines.length === 0) return 0;
  for (const line of lines)
    if (!(await takeLine(ctx, line))) logFault("a rollback is on no record", line.act, { pilot: line.pilot });
  dropAside(dataFolder, lines.length);
  return lines.length;
}

async function takeLine(ctx: Ctx, { id, pilot: slug, at, by, act }: JournalLine): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    const pilot = await findPilot(tx, slug);
    const open = pilot && (await findOpenRollout(tx, pilot.id));
    const rollout = open && (await lockRollout(tx, open.id));
    if (rollout === null || rollout.startedAt.getTime() > at) return false;
    const actor = { kind: "system" as const, id: "rollback", name: by, roles: [] };
    const made = await insertAct(tx, { rollout, act, by: actor, at: new Date(at) }, id);
    if (made !== null) await recordAct(tx, { ...ctx, actor }, { rollout, act, id });
    return true;
  });
}
