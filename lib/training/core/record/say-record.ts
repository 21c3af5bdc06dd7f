import { momentText, zoneWord } from "../../../pilots/core/place-text.ts";
import type { Amendable, Attended, Outcome, SessionAct, TrainingAct } from "../acts.ts";
import type { ModuleStep } from "../module.ts";
import type { OperatorStanding, SessionState } from "../session-state.ts";

/** The words of a record of training. */

export const outcomeWords: Readonly<Record<Outcome, string>> = {
  alone: "can do alone",
  helped: "needs help",
  "not-shown": "not shown",
};

export const stateWords: Readonly<Record<SessionState, string>> = {
  planned: "planned",
  open: "open",
  closed: "closed",
  "called-off": "called off",
};

export const standingWords: Readonly<Record<OperatorStanding, string>> = {
  unsaid: "attendance was not marked",
  absent: "absent, to be trained again",
  "left-early": "left early, to be trained again",
  "at-step": "not every step has an outcome",
  "needs-help": "not trained yet: a step is to be repeated",
  ready: "not signed: may sign",
  declined: "not signed: does not agree",
  "operator-signed": "signed by the operator, not by the trainer",
  signed: "signed by operator and trainer",
};

/** "late by 12 min" */
export function attendedText({ is, minutes }: Attended): string {
  if (is === "late") return minutes === null ? "late" : `late by ${minutes} min`;
  if (is === "left-early") return minutes === null ? "left early" : `left ${minutes} min early`;
  return is;
}

/** "Sat 21 Nov 2026 10:46:05 CET": signatures are told apart by their second. */
export function secondText(ms: number, zone: string): string {
  const second = String(new Date(ms).getUTCSeconds()).padStart(2, "0");
  return `${momentText(ms, zone, 0)}:${second} ${zoneWord(ms, zone)}`;
}

/** "step 2" by the module's order, or the id where the version does not have it. */
function stepName(step: string, steps: readonly ModuleStep[]): string {
  const at = steps.findIndex(({ id }) => id === step);
  return at === -1 ? `step ${step}` : `step ${at + 1}`;
}

export function amendableText(said: Amendable | null, steps: readonly ModuleStep[]): string {
  if (said === null) return "nothing was said";
  if (said.do === "attended") return attendedText(said);
  if (said.do === "noted") return `note: ${said.text}`;
  return `${stepName(said.step, steps)}: ${outcomeWords[said.outcome]}`;
}

type Say = {
  [Do in TrainingAct["do"]]: (act: Extract<TrainingAct, { do: Do }>, steps: readonly ModuleStep[]) => string;
};

const sessionSay: Pick<Say, SessionAct["do"]> = {
  opened: () => "opened the session",
  "taken-over": ({ from, reason }) => `took the session over from ${from}: ${reason}`,
  said: ({ text }) => `noted: ${text}`,
  closed: ({ says }) => (says === "" ? "closed the session" : `closed the session: ${says}`),
  reopened: ({ reason }) => `opened the session again: ${reason}`,
  "called-off": ({ reason }) => `called the session off: ${reason}`,
};

const say: Say = {
  ...sessionSay,
  attended: (act) => attendedText(act),
  outcome: (act, steps) => amendableText(act, steps),
  noted: (act, steps) => amendableText(act, steps),
  signed: ({ as, paper, sha256 }) =>
    `${paper === null ? "signed" : "signature on paper entered"} as ${as}, SHA-256 ${sha256}`,
  declined: ({ reason }) => `did not agree: ${reason}`,
  amended: ({ to, reason }, steps) => `amended to ${amendableText(to, steps)}: ${reason}`,
  withdrawn: ({ reason }) => `took a signature back: ${reason}`,
};

/** What was said, without who and when. */
export function actText(act: TrainingAct, steps: readonly ModuleStep[]): string {
  return (say[act.do] as (act: TrainingAct, steps: readonly ModuleStep[]) => string)(act, steps);
}
