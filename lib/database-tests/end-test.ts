import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import type { TestOutcome } from "./core/statement.ts";
import { summarise } from "./core/summary.ts";
import { listStatements, lockTest, type StatementChange, updateStatement, updateTest } from "./store.ts";

/** What a runner measured and could not write as it came. */
export type Unstored = {
  server: string | null;
  statements: readonly { place: number; change: StatementChange }[];
};

type End = {
  id: string;
  outcome: TestOutcome;
  sentence: string;
  /** Who holds it. */
  runnerId: string | null;
  /** Set when its runner went away without a word: its lease as it was last seen. */
  abandoned: { leaseUntil: Date | null } | null;
  unstored?: Unstored;
};

/** Ends a test with its verdict over what was measured. False when it has ended already, another runner holds it, or an abandoned one's lease was
 *  renewed after all. */
export async function endTest(
  ctx: Ctx,
  { id, outcome, sentence, runnerId, abandoned, unstored }: End,
): Promise<boolean> {
  return ctx.transaction(async (tx) => {
    const locked = await lockTest(tx, id);
    if (locked === null || locked.state === "ended" || locked.runnerId !== runnerId) return false;
    if (abandoned !== null && locked.leaseUntil?.getTime() !== abandoned.leaseUntil?.getTime()) return false;
    for (const { place, change } of unstored?.statements ?? [])
      await updateStatement(tx, { testId: id, place }, change);
    const summary = summarise(await listStatements(tx, id), sentence);
    const end = { state: "ended" as const, outcome, endedSentence: sentence, endedAt: ctx.now() };
    await updateTest(tx, id, { ...end, summary, leaseUntil: null, server: unstored?.server ?? locked.server });
    const after = { outcome, verdict: summary.verdict, sentence, worst: summary.worst };
    const subject = { kind: "database-test", id };
    await record(tx, ctx, { pilotId: locked.pilotId, verb: "database-test.ended", subject, after });
    return true;
  });
}
