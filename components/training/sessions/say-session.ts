import type { Attended, Outcome } from "#lib/training/core/acts.ts";
import type { OperatorStanding, SessionState } from "#lib/training/core/session-state.ts";
import type { SessionOperator } from "#lib/training/core/training-view.ts";
import type { MarkName } from "../../ui/mark.tsx";

/** Sessions in words. */

export const stateWords: Readonly<Record<SessionState, string>> = {
  planned: "planned",
  open: "open",
  closed: "closed",
  "called-off": "called off",
};

export const stateMarks: Readonly<Record<SessionState, MarkName>> = {
  planned: "due",
  open: "running",
  closed: "go",
  "called-off": "no-go",
};

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  alone: "can do alone",
  helped: "needs help",
  "not-shown": "not shown",
};

export const outcomeMarks: Readonly<Record<Outcome, MarkName>> = {
  alone: "go",
  helped: "inconclusive",
  "not-shown": "not-polled",
};

export const attendanceMarks: Readonly<Record<Attended["is"], MarkName>> = {
  present: "go",
  late: "due",
  "left-early": "stale",
  absent: "not-polled",
};

const minutesText = (minutes: number) => (minutes === 1 ? "1 min" : `${minutes} min`);

/** "late, 12 min" */
export function attendedText({ is, minutes }: Attended): string {
  if (is === "late") return minutes === null ? "late" : `late, ${minutesText(minutes)}`;
  if (is === "left-early") return minutes === null ? "left early" : `left ${minutesText(minutes)} early`;
  return is;
}

/** What stands in the way of two signatures that count; null where nothing does. Who was absent, left early or needs help signs nothing. */
export function missingText({ standing, steps, operator }: SessionOperator): string | null {
  const open = steps.flatMap(({ said }, at) => (said === null ? [at + 1] : []));
  switch (standing) {
    case "unsaid":
      return `${operator.name}: nobody said whether they were there`;
    case "at-step":
      return `${operator.name}: no outcome for ${open.length === 1 ? "step" : "steps"} ${open.join(", ")}`;
    case "ready":
      return `${operator.name}: their own signature`;
    case "operator-signed":
      return `${operator.name}: the trainer’s signature`;
    case "declined":
      return `${operator.name}: does not agree with what is written`;
    default:
      return null;
  }
}

/** Where an operator stands, for the last column. `at` says a time of the day. */
export function standingText(seen: SessionOperator, at: (ms: number) => string): string {
  const { standing, steps, trainerSigned, operatorSigned } = seen;
  const said = steps.filter((one) => one.said !== null).length;
  const words: Readonly<Record<OperatorStanding, string>> = {
    unsaid: "–",
    absent: "absent",
    "left-early": "left early",
    "at-step": said === 0 ? "nothing shown yet" : `${said} of ${steps.length} steps`,
    "needs-help": "to be repeated",
    ready: operatorSigned === null ? "may sign" : "amended, to be signed again",
    declined: "does not agree",
    "operator-signed": `operator, ${at(operatorSigned?.at ?? 0)}`,
    signed: trainerSigned?.onPaper ? `both, on paper` : `both, ${at(trainerSigned?.at ?? 0)}`,
  };
  return words[standing];
}

export const standingMarks: Readonly<Record<OperatorStanding, MarkName>> = {
  unsaid: "not-polled",
  absent: "not-polled",
  "left-early": "stale",
  "at-step": "running",
  "needs-help": "inconclusive",
  ready: "running",
  declined: "warning",
  "operator-signed": "running",
  signed: "go",
};
