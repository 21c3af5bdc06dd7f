import type { StepState } from "../../launch/core/plan.ts";
import type { StationState } from "../../launch/core/readiness-view.ts";
import type { GoLiveWindow } from "../../pilots/core/place.ts";
import type { BackPhase } from "../../rollout/core/acts.ts";
import type { VitalsSample } from "../../rollout/core/vitals.ts";

/** What all walls of a pilot show, made once for all of them. Times are ms since 1970. */
export type WallView = {
  /** When it was made. */
  at: number;
  pilot: { name: string; site: string; timeZone: string; practice: boolean; window: GoLiveWindow | null };
  /** Since when the launch clock is held, and why; null while it runs. */
  held: { since: number; reason: string } | null;
  poll: WallPoll;
  vitals: WallVitals | null;
  rollback: WallRollback;
  next: WallNext;
  /** The keeper was silent: what its probes said is not known to hold. */
  keeperSilent: boolean;
  /** No page may reload itself now: a launch, a rollout or a rollback is under way. */
  busy: boolean;
};

export type WallStation = {
  name: string;
  state: StationState;
  /** Why, in one sentence. */
  sentence: string;
  /** Who called it and when; null: nobody has. */
  called: { by: string; at: number; stands: boolean } | null;
  /** Whom it waits for, when nobody has called it. */
  owners: readonly string[];
  evidenceAt: number | null;
};

export type WallPoll = {
  overall: "NO-GO" | "STALE" | "HOLD" | "GO";
  /** Since when it is so; null where no look has been written down yet. */
  since: number | null;
  sentence: string;
  stations: readonly WallStation[];
  /** The open poll, else the last one; null before the first. */
  poll: { number: number; isOpen: boolean; openedAt: number; answered: number; decision: "go" | "no-go" | null } | null;
  /** The worst thing that keeps the launch, and what would release it; null when nothing does. */
  blocker: { station: string; sentence: string; releases: string; owner: string } | null;
  /** How many more there are besides. */
  moreBlockers: number;
};

/** B. Before the launch the newest run that is under way or ended in the last hour; from the cut-over on both systems. */
export type WallVitals =
  | {
      kind: "run";
      runId: string;
      number: number;
      scenario: string;
      startedAt: number | null;
      endedAt: number | null;
      plannedSeconds: number;
      /** "would PASS", "FAIL": as on the run's page. */
      verdict: string;
      sentence: string;
      /** The newest seconds, oldest first; at most 600. */
      points: readonly WallRunPoint[];
      limits: { latencyMsP99: number | null; errorRatio: number | null };
    }
  | {
      kind: "rollout";
      number: number;
      drill: boolean;
      /** What the switch was read to send to the new system, and when; null: not known. */
      newPercent: number | null;
      readAt: number | null;
      stands: string;
      cutOverAt: number;
      legacy: { samples: readonly VitalsSample[]; why: string | null };
      new: { samples: readonly VitalsSample[]; why: string | null };
      limits: { latencyMsP99: number | null; errorRatio: number | null };
      gate: { is: "good" | "bad" | "inconclusive"; says: string; since: number | null } | null;
    };

export type WallRunPoint = {
  at: number;
  latencyMsP50: number | null;
  latencyMsP95: number | null;
  latencyMsP99: number | null;
  errorRatio: number | null;
  requestsPerSecond: number | null;
};

/** C. The way back and its clock of 15 minutes. */
export type WallRollback = {
  is: "none" | "armed" | "running" | "back";
  number: number | null;
  drill: boolean;
  /** The clock runs from here to `stoppedAt`, or to now. */
  noticedAt: number | null;
  stoppedAt: number | null;
  by: string;
  reason: string;
  /** In order; those that have not begun have no times. */
  phases: readonly {
    phase: BackPhase;
    startedAt: number | null;
    endedAt: number | null;
    isGood: boolean | null;
    says: string;
    rehearsedMs: number | null;
  }[];
  rehearsal: { at: number; tookMs: number; drill: boolean } | null;
  newPercent: number | null;
  /** Who may call it. */
  people: readonly string[];
};

/** D. What comes next, at most eight steps, and who is on duty. */
export type WallNext = {
  steps: readonly {
    title: string;
    owner: string;
    plannedAt: number | null;
    state: StepState;
    startedAt: number | null;
    /** Behind its plan, in ms. */
    behindMs: number | null;
    pointOfNoReturn: string;
  }[];
  more: number;
  people: readonly { duty: string; station: string; held: readonly string[] }[];
};
