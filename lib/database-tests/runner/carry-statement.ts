import { milliseconds } from "../../load/core/say.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { executeOnce, explainOnce } from "../edge/measure-statement.ts";
import { type Execution, OverTime, type Target, TooMuch } from "../edge/open-target.ts";
import { whyAway, whyWrong } from "../edge/plain-error.ts";
import { type StatementRecord, updateStatement } from "../store.ts";

type Work = { statement: StatementRecord; target: Target; timeLimitMs: number; isStopping(): boolean };

const storeEveryMs = 500;

/** Warms up once, measures as often as it is asked, and keeps the plan of one more execution. What goes wrong with it is its own; a database that is away
 *  is thrown. */
export async function carryStatement(ctx: Ctx, work: Work): Promise<void> {
  const { statement } = work;
  const timesMs: number[] = [];
  await updateStatement(ctx.db, statement, { isRunning: true });
  try {
    const last = await measure(ctx, work, timesMs);
    const { plan, planMs, scans } = await explainOnce(work.target, statement, work.timeLimitMs);
    const { rows, bytes } = last;
    await updateStatement(ctx.db, statement, {
      timesMs,
      rows,
      bytes,
      plan,
      planMs,
      scans,
      ending: "done",
      isRunning: false,
    });
  } catch (error) {
    const own = isItsOwn(error) && !work.isStopping();
    const ends = own ? whatWentWrong(error, work.timeLimitMs) : {};
    await updateStatement(ctx.db, statement, { timesMs, isRunning: false, ...ends });
    if (!own) throw error;
  }
}

async function measure(ctx: Ctx, { statement, target, timeLimitMs }: Work, timesMs: number[]): Promise<Execution> {
  let last = await executeOnce(target, statement, { n: 0, timeLimitMs });
  let storedAt = performance.now();
  for (let n = 0; n < statement.runs; n++) {
    last = await executeOnce(target, statement, { n, timeLimitMs });
    timesMs.push(last.ms);
    if (performance.now() - storedAt < storeEveryMs) continue;
    storedAt = performance.now();
    await updateStatement(ctx.db, statement, { timesMs });
  }
  return last;
}

/** What is not its own ends the test: a database that went away, for one. */
function isItsOwn(error: unknown): boolean {
  if (error instanceof TooMuch || error instanceof OverTime) return true;
  return whyAway(error) === null && error instanceof Error && "code" in error;
}

function whatWentWrong(error: unknown, timeLimitMs: number) {
  if (!(error instanceof OverTime)) return { ending: "failed" as const, wrong: whyWrong(error) };
  return { ending: "over-time" as const, wrong: `It did not end within ${milliseconds(timeLimitMs)} and was cut off.` };
}
