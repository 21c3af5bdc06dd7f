import type { ClockHold, LaunchNote, Rehearsal, Risk, Step } from "./core/plan.ts";
import type { HoldRow, NoteRow, RehearsalRow, RiskRow, StepRow } from "./store-plan.ts";

/** Rows of the plan as screens get them. */

const ms = (at: Date | null) => at?.getTime() ?? null;

export function riskOf({ id, risk, mitigation, fallback, owner, version }: RiskRow): Risk {
  return { id, risk, mitigation, fallback, owner, version };
}

/** `windowFrom`: the beginning of the go-live window, where there is one. */
export function stepOf(row: StepRow, windowFrom: Date | null): Step {
  const { id, part, offsetMinutes, title, owner, pointOfNoReturn, checklistId, version } = row;
  return {
    ...{ id, part, offsetMinutes, title, owner, pointOfNoReturn, checklistId, version },
    plannedAt: windowFrom === null ? null : windowFrom.getTime() + offsetMinutes * 60_000,
    startedAt: ms(row.startedAt),
    startedBy: row.startedBy,
    doneAt: ms(row.doneAt),
    doneBy: row.doneBy,
    says: row.says,
    leftOut: row.leftOut,
  };
}

export function holdOf({ id, reason, fromAt, by, untilAt, endedBy, says }: HoldRow): ClockHold {
  return { id, reason, from: fromAt.getTime(), by, until: ms(untilAt), endedBy, says };
}

export function noteOf({ pilotId: _, at, endedAt, ...row }: NoteRow): LaunchNote {
  return { ...row, at: at.getTime(), endedAt: ms(endedAt) };
}

export function rehearsalOf(row: RehearsalRow): Rehearsal {
  const { id, number, durationSeconds, environment, says, fileId, recordedBy } = row;
  const { withdrawnAt, withdrawnBy, withdrawnWhy } = row;
  return {
    ...{ id, number, durationSeconds, environment, says, fileId, recordedBy },
    rehearsedAt: row.rehearsedAt.getTime(),
    recordedAt: row.recordedAt.getTime(),
    withdrawn: withdrawnAt && { at: withdrawnAt.getTime(), by: withdrawnBy ?? "", why: withdrawnWhy ?? "" },
  };
}
