import { backCalled } from "./call-back.ts";
import { backPauseMs, carryBack, pauseOf } from "./carry-back.ts";
import type { RolloutAct, SaidRolloutAct } from "./core/acts.ts";
import { isSeenBack } from "./core/back-clock.ts";
import type { Driver } from "./core/driver.ts";
import { rolloutState } from "./core/state.ts";
import { partTeller } from "./tell-parts.ts";

type Work = {
  driver: Driver;
  /** Keeps it on the disk. */
  keep(act: RolloutAct): void;
  says(line: string): void;
  reason: string;
  now(): number;
  /** At its end nothing more is tried. */
  stop: AbortSignal;
};

/** The way back by configuration alone: the same parts by the same code as with a database, kept on the disk instead. What was written to the new
 *  system is listed by the keeper on return. It is tried again until it is there; answers whether all traffic was seen to be back. */
export async function rollBackWithoutDatabase({ driver, keep, says, reason, now, stop }: Work): Promise<boolean> {
  const said: SaidRolloutAct[] = [];
  const tell = partTeller(says);
  const write = async (act: RolloutAct) => {
    keep(act);
    said.push({ id: String(said.length), act, byId: "rollback", by: "gantry rollback", at: now() });
    tell.parts(said);
    return true;
  };
  const startedAt = now();
  for (const act of backCalled({ reason, noticedAt: startedAt, startedAt, now: startedAt })) await write(act);
  for (;;) {
    const done = await carryBack({ driver, write, now, reconcile: null, signal: stop }, rolloutState(said, []));
    if (done === "waits" || stop.aborted) return isSeenBack(rolloutState(said, []));
    if (done === "again") await pauseOf(backPauseMs, stop);
  }
}
