import type { After, Before, Kill } from "./kill-once.ts";
import type { Part } from "./processes.ts";
import { lostOrChanged, missingOf, wholeSeconds } from "./stored-seconds.ts";

/** What must hold after a kill, as a pure function of what was seen before and after. */

export type Judged = { lost: number; missing: number; violations: string[] };

const completed = "Ran to its planned end.";
const interrupted =
  /^(The runner went away while the run was going on\.|Gantry was stopped while the run was going on\.)/;

/** What the supervisor prints when a part has ended under it; its own end nobody can print. */
const printed: Record<Part, RegExp> = {
  web: /^web +\| ended \(SIGKILL\); starts again/m,
  runner: /^runner +\| ended \(SIGKILL\); starts again/m,
  keeper: /^keeper +\| ended \(SIGKILL\); starts again/m,
  database: /^database \| WARNING: the database ended; it starts again/m,
  backend: /^database \| .*terminated by signal 9/m,
  supervisor: /^Gantry is ready/m,
};

export function judgeKill(kill: Kill, before: Before, after: After): Judged {
  const lost = lostOrChanged(before.points, after.points);
  const wrong = new Set<string>();
  const missing = kill.part === "runner" || kill.part === "supervisor" ? ofCutRun() : ofWholeRun();
  if (lost.length > 0) wrong.add(`stored and then lost or changed: seconds ${lost.join(", ")}`);
  if (after.run.summary.seconds !== after.points.length)
    wrong.add(`judged over ${after.run.summary.seconds} of ${after.points.length} stored seconds`);
  const sentence = after.run.endedSentence ?? "";
  if (!after.page.includes(sentence.slice(0, 40))) wrong.add(`the run's page does not say: ${sentence}`);
  if (!printed[kill.part].test(after.said)) wrong.add(`nothing was printed about the ${kill.part}`);
  return { lost: lost.length, missing: missing.length, violations: [...wrong] };

  /** The runner lives: the run goes on to its end, and every second of it is there. */
  function ofWholeRun(): number[] {
    const { outcome, endedSentence } = after.run;
    if (outcome !== "completed" || endedSentence !== completed) wrong.add(`ended as ${outcome}: ${endedSentence}`);
    const gaps = missingOf(kill.seconds, after.points);
    if (gaps.length > 0) wrong.add(`missing: seconds ${gaps.join(", ")}`);
    return gaps;
  }

  /** The runner is dead: the run ends where it was, with a reason, and lacks one second at most. */
  function ofCutRun(): number[] {
    if (after.run.outcome === "completed") {
      if (!mayComplete(kill, before)) wrong.add("completed, though its runner was killed on the way");
      return ofWholeRun();
    }
    if (after.run.outcome !== "interrupted" || !interrupted.test(after.run.endedSentence ?? ""))
      wrong.add(`ended as ${after.run.outcome}: ${after.run.endedSentence}`);
    const gaps = missingOf(wholeSeconds(after.run.startedAt, before.killedAtMs, kill.seconds), after.points);
    if (gaps.length > 1) wrong.add(`missing: seconds ${gaps.join(", ")}`);
    return gaps;
  }
}

/** Not begun yet, or at its end already. */
function mayComplete({ seconds }: Kill, { run, killedAtMs }: Before): boolean {
  if (run.state === "queued" || run.state === "ended") return true;
  return run.startedAt !== null && killedAtMs >= Date.parse(run.startedAt) + seconds * 1000;
}
