/** A launch's plan and its day, as screens and documents get them. Times in ms since 1970. */

export const planParts = ["programme", "sequence", "hypercare"] as const;
export type PlanPart = (typeof planParts)[number];

export type Risk = {
  id: string;
  risk: string;
  mitigation: string;
  fallback: string;
  owner: string;
  version: number;
};

export type Step = {
  id: string;
  part: PlanPart;
  /** From the beginning of the window: minutes; of the programme whole days, as minutes. */
  offsetMinutes: number;
  /** By the plan; null without a window. */
  plannedAt: number | null;
  title: string;
  owner: string;
  /** What cannot be undone after it; empty where it can. */
  pointOfNoReturn: string;
  /** The list that must hold before it may be done. */
  checklistId: string | null;
  startedAt: number | null;
  startedBy: string | null;
  doneAt: number | null;
  doneBy: string | null;
  says: string | null;
  /** Why it was left out. */
  leftOut: string | null;
  version: number;
};

export type StepState = "open" | "under way" | "done" | "left out";

export function stepState(step: Pick<Step, "startedAt" | "doneAt" | "leftOut">): StepState {
  if (step.leftOut !== null) return "left out";
  if (step.doneAt !== null) return "done";
  return step.startedAt === null ? "open" : "under way";
}

/** The next step of a part: the first that is neither done nor left out. */
export function nextStep(steps: readonly Step[], part: PlanPart): Step | null {
  return steps.find((one) => one.part === part && ["open", "under way"].includes(stepState(one))) ?? null;
}

/** How far behind its plan a step is, in ms: of a done one when it was done, of an open one now; not negative. Null without a plan. */
export function behindMs(step: Step, nowMs: number): number | null {
  if (step.plannedAt === null || step.leftOut !== null) return null;
  return Math.max(0, (step.doneAt ?? nowMs) - step.plannedAt);
}

export type ClockHold = {
  id: string;
  reason: string;
  from: number;
  by: string;
  until: number | null;
  endedBy: string | null;
  says: string | null;
};

/** How long the clock has been held altogether, in ms: the sequence is that much later than planned at least. */
export function heldMs(holds: readonly ClockHold[], nowMs: number): number {
  return holds.reduce((sum, { from, until }) => sum + Math.max(0, (until ?? nowMs) - from), 0);
}

export type LaunchNote = {
  id: string;
  kind: "incident" | "note" | "handover" | "review";
  text: string;
  severity: "low" | "high" | "critical" | null;
  toPerson: string | null;
  by: string;
  at: number;
  endedAt: number | null;
  endedBy: string | null;
  endedSays: string | null;
};

export type Rehearsal = {
  id: string;
  number: number;
  rehearsedAt: number;
  durationSeconds: number;
  environment: string;
  says: string;
  fileId: string | null;
  recordedBy: string;
  recordedAt: number;
  withdrawn: { at: number; by: string; why: string } | null;
};

/** Whom a plan asks for, and who holds the duty. */
export type WantedDuty = { duty: string; station: string; who: string; held: readonly string[] };

export type PlanView = {
  stations: readonly string[];
  version: number;
  wanted: readonly WantedDuty[];
  risks: readonly Risk[];
  steps: readonly Step[];
  holds: readonly ClockHold[];
  rehearsals: readonly Rehearsal[];
  notes: readonly LaunchNote[];
  /** That steps may wait for. */
  lists: readonly { id: string; name: string }[];
  /** Names of templates that this plan was begun with. */
  templates: readonly string[];
};

/** A plan that Gantry ships: what it is for, and how much it brings. */
export type ListedTemplate = { key: string; name: string; for: string; items: number; steps: number; risks: number };
