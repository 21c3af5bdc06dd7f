import { runnerIsDead } from "../../load/edge/runner-identity.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { record } from "../../platform/events.ts";
import type { PracticeDatabaseUrls } from "../../platform/practice-database.ts";
import { type Making as MakingState, makeBags } from "../edge/make-bags.ts";
import { newestPractice, type PracticeRecord, updatePractice } from "../store.ts";

const leaseMs = 15_000;
const renewEveryMs = 2_000;

type Making = { urls: PracticeDatabaseUrls; runnerId: string; signal: AbortSignal; bags?: number | undefined };

/** Makes the practice database when somebody has asked for it; false when nobody has. One that a runner began and left is begun again. */
export async function makePracticeDatabase(ctx: Ctx, making: Making): Promise<boolean> {
  const asked = await newestPractice(ctx.db);
  if (asked === null || !(await take(ctx, asked, making))) return false;
  const own = { id: asked.id, from: ["making"], runnerId: making.runnerId, pilotId: asked.pilotId } as const;
  const renew = () => updatePractice(ctx.db, own, { leaseUntil: leaseFrom(ctx) }).catch(() => false);
  const renewing = setInterval(renew, renewEveryMs);
  try {
    const { urls, signal, bags } = making;
    const onPart = async (part: MakingState) => {
      if (!(await updatePractice(ctx.db, own, part))) throw new Error("another runner makes it");
    };
    const sizeBytes = await makeBags({ url: urls.makerUrl, signal, bags, onPart });
    await end(ctx, own, { state: "ready", sizeBytes, wrong: null });
  } catch (error) {
    // Told to end: the next runner begins it again.
    if (making.signal.aborted) return updatePractice(ctx.db, own, { leaseUntil: ctx.now() });
    const why = error instanceof Error ? error.message : String(error);
    await end(ctx, own, { state: "failed", sizeBytes: null, wrong: `It could not be made: ${why}` });
  } finally {
    clearInterval(renewing);
  }
  return true;
}

const leaseFrom = (ctx: Ctx) => new Date(ctx.now().getTime() + leaseMs);

async function take(ctx: Ctx, asked: PracticeRecord, { runnerId }: Making): Promise<boolean> {
  const { state, runnerId: holder, leaseUntil } = asked;
  const expired = (leaseUntil?.getTime() ?? 0) < ctx.now().getTime() || runnerIsDead(holder ?? "");
  if (state !== "queued" && !(state === "making" && expired)) return false;
  const change = { state: "making" as const, runnerId, leaseUntil: leaseFrom(ctx) };
  return updatePractice(ctx.db, { id: asked.id, from: [state], runnerId: holder }, change);
}

type End = { state: "ready" | "failed"; sizeBytes: number | null; wrong: string | null };

type Own = { id: string; from: readonly ["making"]; runnerId: string; pilotId: string };

/** Nothing is changed when another runner has taken it. */
async function end(ctx: Ctx, { pilotId, ...own }: Own, how: End): Promise<void> {
  await ctx.transaction(async (tx) => {
    if (!(await updatePractice(tx, own, { ...how, endedAt: ctx.now(), leaseUntil: null }))) return;
    const verb = how.state === "ready" ? "practice-database.made" : "practice-database.failed";
    const subject = { kind: "practice-database", id: own.id };
    await record(tx, ctx, { pilotId, verb, subject, after: { sizeBytes: how.sizeBytes, wrong: how.wrong } });
  });
}
