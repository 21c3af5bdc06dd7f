import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { tellVersion } from "./core/target-version.ts";
import { lockRun, type RunRecord } from "./store.ts";
import { targetVersions } from "./store-target-versions.ts";

type Held = { run: Pick<RunRecord, "id" | "pilotId">; runnerId: string };

/** Keeps what the target told, where it is another version than before. Nothing when the run has been taken away; told twice, kept once. */
export async function noteTargetVersion(
  ctx: Ctx,
  { run, runnerId, version, at }: Held & { version: string; at: Date },
): Promise<void> {
  await ctx.transaction(async (tx) => {
    const locked = await lockRun(tx, run.id);
    if (locked?.runnerId !== runnerId) return;
    const told = await targetVersions(tx, run);
    const event = tellVersion(told, { version, second: secondOf(at, locked.startedAt) });
    if (event === null) return;
    await record(tx, ctx, { pilotId: run.pilotId, subject: { kind: "run", id: run.id }, ...event });
  });
}

/** Keeps that the version could not be read once, and why. */
export async function noteUnreadVersion(ctx: Ctx, { run, runnerId, why }: Held & { why: string }): Promise<void> {
  await ctx.transaction(async (tx) => {
    const locked = await lockRun(tx, run.id);
    const { told, unread } = await targetVersions(tx, run);
    if (locked?.runnerId !== runnerId || told.length > 0 || unread !== null) return;
    const subject = { kind: "run", id: run.id };
    await record(tx, ctx, { pilotId: run.pilotId, verb: "run.version-unread", subject, after: { why } });
  });
}

/** Null before second 0. */
function secondOf(at: Date, startedAt: Date | null): number | null {
  if (startedAt === null || at < startedAt) return null;
  return Math.floor((at.getTime() - startedAt.getTime()) / 1000);
}
