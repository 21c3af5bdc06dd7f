import { type BackPhase, backPhases } from "../../rollout/core/acts.ts";
import { backTookMs, isSeenBack } from "../../rollout/core/back-clock.ts";
import { type BackClock, nextStep } from "../../rollout/core/state.ts";
import { endedShownMs, percentNow, type RolloutSeen, type SwitchSeen } from "./rollout-seen.ts";
import type { WallRollback } from "./wall-view.ts";

/** Board C: whether there is a way back, how far it is, and its clock. Times are ms since 1970. */

/** A way back that was gone to the end before. */
export type RehearsedBack = { number: number; at: number; drill: boolean; back: BackClock };

export type RollbackSeen = {
  /** There is a plan of the rollout and its switch is configured. */
  isPlanned: boolean;
  rollout: RolloutSeen | null;
  reading: SwitchSeen;
  rehearsed: RehearsedBack | null;
  people: readonly string[];
};

/** A rollback counts as running from when it was called until all traffic was seen to be back. */
export function wallRollback(seen: RollbackSeen, now: number): WallRollback {
  const { reading, people } = seen;
  const shown = backShown(seen.rollout, now);
  const rollout = shown?.rollout ?? (seen.rollout?.endedAt === null ? seen.rollout : null);
  // What is shown as it goes on or went is no rehearsal of itself.
  const isItself = shown !== null && seen.rehearsed?.number === shown.rollout.number;
  const rehearsed = isItself ? null : seen.rehearsed;
  return {
    is: standsAt(shown, seen.isPlanned),
    ...{ number: rollout?.number ?? null, drill: rollout?.drill ?? false },
    ...clockOf(shown),
    phases: phasesOf(shown, rehearsed),
    rehearsal: rehearsed && rehearsalOf(rehearsed),
    newPercent: percentNow(reading, now),
    people,
  };
}

type Shown = { rollout: RolloutSeen; back: BackClock };

/** Once it is over a drill is a rehearsal; what was meant stays to be read for a day. */
function backShown(rollout: RolloutSeen | null, now: number): Shown | null {
  if (rollout === null || rollout.state.back === null) return null;
  const { endedAt, drill, state } = rollout;
  const stays = endedAt === null || (!drill && isSeenBack(state) && now - endedAt <= endedShownMs);
  return stays ? { rollout, back: rollout.state.back } : null;
}

function standsAt(shown: Shown | null, isPlanned: boolean): WallRollback["is"] {
  if (shown !== null) return isSeenBack(shown.rollout.state) ? "back" : "running";
  return isPlanned ? "armed" : "none";
}

function rehearsalOf({ at, drill, back }: RehearsedBack): WallRollback["rehearsal"] {
  return { at, tookMs: backTookMs(back, at), drill };
}

function clockOf(shown: Shown | null): Pick<WallRollback, "noticedAt" | "stoppedAt" | "by" | "reason"> {
  if (shown === null) return { noticedAt: null, stoppedAt: null, by: "", reason: "" };
  const { noticedAt, by, reason, phases } = shown.back;
  const verified = phases.find(({ phase, isGood }) => phase === "verify" && isGood);
  return { noticedAt, stoppedAt: verified?.endedAt ?? null, by, reason };
}

function phasesOf(shown: Shown | null, rehearsed: RehearsedBack | null): WallRollback["phases"] {
  const begun = shown && underWay(shown);
  return backPhases.map((phase) => {
    const said = shown?.back.phases.find((one) => one.phase === phase);
    const before = rehearsed?.back.phases.find((one) => one.phase === phase);
    return {
      phase,
      startedAt: said?.startedAt ?? (begun?.phase === phase ? begun.at : null),
      endedAt: said?.endedAt ?? null,
      isGood: said?.isGood ?? null,
      says: said?.says ?? "",
      rehearsedMs: before === undefined ? null : before.endedAt - before.startedAt,
    };
  });
}

/** The part that goes on just now: it began when the one before it ended. */
function underWay({ rollout, back: { phases, calledAt } }: Shown): { phase: BackPhase; at: number } | null {
  const next = nextStep(rollout.state, rollout.stages, { now: calledAt, healthyNew: 0, healthyLeast: 0 });
  if (rollout.endedAt !== null || next.do !== "back") return null;
  return { phase: next.phase, at: Math.max(calledAt, ...phases.map(({ endedAt }) => endedAt)) };
}
