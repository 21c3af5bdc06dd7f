import { milliseconds } from "../../load/core/say.ts";
import { type Explained, executeOnce, explainOnce } from "../edge/measure-statement.ts";
import type { Execution, Target } from "../edge/open-target.ts";
import { whyAway, whyWrong } from "../edge/plain-error.ts";
import { OverTime, TargetFault, TooMuch } from "../edge/target-fault.ts";
import type { StatementRecord } from "../store.ts";
import type { Progress } from "./keep-progress.ts";

type Work = {
  statement: StatementRecord;
  target: Target;
  timeLimitMs: number;
  progress: Progress;
  isStopping(): boolean;
};

const storeEveryMs = 500;

/** Warms up once, measures as often as it is asked, and keeps the plan of one more execution. What goes wrong with it is its own; a database that is away
 *  is thrown. */
export async function carryStatement(work: Work): Promise<void> {
  const { statement, progress } = work;
  const timesMs: number[] = [];
  await progress.note(statement, { isRunning: true });
  try {
    const { rows, bytes } = await measure(work, timesMs);
    // Its times are whole, whatever becomes of the plan.
    await progress.note(statement, { timesMs, rows, bytes, ending: "done" });
    await progress.note(statement, { ...(await planFor(work)), isRunning: false });
  } catch (error) {
    const own = isItsOwn(error) && !work.isStopping();
    const ends = own ? whatWentWrong(error) : {};
    await progress.note(statement, { timesMs, isRunning: false, ...ends });
    if (!own) throw error;
  }
}

async function measure(work: Work, timesMs: number[]): Promise<Execution> {
  const { statement, target, timeLimitMs } = work;
  let last = await executeOnce(target, statement, { n: 0, timeLimitMs });
  let storedAt = performance.now();
  for (let n = 0; n < statement.runs; n++) {
    last = await executeOnce(target, statement, { n, timeLimitMs });
    timesMs.push(last.ms);
    if (performance.now() - storedAt < storeEveryMs) continue;
    storedAt = performance.now();
    await work.progress.note(statement, { timesMs });
  }
  return last;
}

/** `wrong`: why there is none. */
type Planned = Omit<Explained, "planMs"> & { planMs: number | null; wrong: string | null };

async function planFor({ statement, target, timeLimitMs, isStopping }: Work): Promise<Planned> {
  try {
    const explained = await explainOnce(target, statement, timeLimitMs);
    return { ...explained, wrong: explained.plan === null ? "It is larger than 512 KiB, so it was not kept." : null };
  } catch (error) {
    if (!isItsOwn(error) || isStopping()) throw error;
    return { plan: null, planMs: null, scans: [], wrong: whyNoPlan(error) };
  }
}

function whyNoPlan(error: unknown): string {
  if (!(error instanceof OverTime)) return `The execution that was to give it failed. ${whyWrong(error)}`;
  return `The execution that was to give it, slower because each of its steps is timed, did not end within ${milliseconds(error.limitMs)}.`;
}

/** What is not its own ends the test: a database that went away, for one. */
function isItsOwn(error: unknown): boolean {
  if (error instanceof TooMuch || error instanceof OverTime) return true;
  return error instanceof TargetFault && error.code !== "" && whyAway(error) === null;
}

function whatWentWrong(error: unknown) {
  return { ending: error instanceof OverTime ? ("over-time" as const) : ("failed" as const), wrong: whyWrong(error) };
}
