import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import type { TestOutcome } from "./core/statement.ts";
import { summarise } from "./core/summary.ts";
import { listStatements, lockTest, updateTest } from "./store.ts";

type End = {
  id: string;
  outcome: TestOutcome;
  sentence: string;
  /** Who holds it. */
  runnerId: string | null;
  /** Set when its runner went away without a word: its lease as it was last seen. */
  abandoned: { leaseUntil: Date | null } | null;
};

/** Ends a test with its verdict over what was measured. False when it has ended already, another runner holds it, or an abandoned one's lease was
 *  renewed after all. */
export async function endTest(ctx: Ctx, { id, outcome, sentence, runnerId, abandoned }: End): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    const locked = await lockTest(tx, id);
    if (locked === null || locked.state === "ended" || locked.runnerId !== runnerId) return false;
    if (abandoned !== null && locked.leaseUntil?.getTime() !== abandoned.leaseUntil?.getTime()) return false;
    const summary = summarise(await listStatements(tx, id), sentence);
    const end = { state: "ended" as const, outcome, endedSentence: sentence, endedAt: ctx.now() };
    await updateTest(tx, id, { ...end, summary, leaseUntil: null });
    const after = { outcome, verdict: summary.verdict, sentence, worst: summary.worst };
    const subject = { kind: "database-test", id };
    await record(tx, ctx, { pilotId: locked.pilotId, verb: "database-test.ended", subject, after });
    return true;
  });
}
