import type { Environment } from "../../pilots/core/place.ts";

/** What a check asks for, and where it stands. */

export const pausePoints = ["before-load", "before-shadow", "pre-launch", "launch-day", "after-launch"] as const;
export type PausePoint = (typeof pausePoints)[number];

/** In the order of a launch. Lists up to pre-launch count for readiness; the later ones gate the sequence. */
export const pausePointWords: Readonly<Record<PausePoint, string>> = {
  "before-load": "Before load tests",
  "before-shadow": "Before shadow mode",
  "pre-launch": "Pre-launch",
  "launch-day": "Launch day",
  "after-launch": "After launch",
};

export function countsForReadiness(point: PausePoint): boolean {
  return point === "before-load" || point === "before-shadow" || point === "pre-launch";
}

/** How an item is answered: by a person, by a probe on a schedule, or by evidence that stands elsewhere in Gantry. */
export type ItemRule = { kind: "attested"; needsFile: boolean } | ProbeRule | LinkedRule;

export type ProbeRule = {
  kind: "probe";
  /** Null: not set up yet, the item stays open. */
  probe: Probe | null;
  everySeconds: number;
  timeoutSeconds: number;
};

/** `system`: the id of a system of the pilot. `resource`: a name of the server's configuration, where its address and secrets stand. */
export type Probe =
  | {
      kind: "http";
      system: string;
      path: string;
      method: "GET" | "HEAD";
      /** 200 unless set. */
      status: number;
      header: { name: string; value: string } | null;
      /** `path` as in scenarios: `$.database`. The whole value has to match. */
      json: { path: string; is: ProbeCondition } | null;
      /** At least so many days until the certificate ends; null: not looked at. */
      tlsDays: number | null;
    }
  | { kind: "tcp"; system: string; port: number }
  | {
      kind: "postgres";
      resource: string;
      ask:
        | { what: "accepts" }
        | { what: "statement"; sql: string; is: ProbeCondition }
        | { what: "migration-head"; sql: string; expected: string }
        | { what: "replication-lag"; mostSeconds: number };
    }
  | { kind: "redis"; resource: string }
  | { kind: "prometheus"; system: string; query: string; is: ProbeCondition; leastSeries: number }
  | { kind: "file-age"; resource: string; mostHours: number; leastBytes: number }
  | { kind: "command"; resource: string; is: ProbeCondition | null };

/** Of numbers and of texts. `equals` compares the whole text: `healthy` is not in `unhealthy`. */
export type ProbeCondition =
  | { op: "equals"; value: string }
  | { op: "not-equals"; value: string }
  | { op: "at-least" | "at-most"; value: number };

type LinkedRule = {
  kind: "linked";
  to:
    | {
        what: "run";
        /** What people call the run that is required. */
        name: string;
        /** Null: nobody has said yet which one; the item stays open. `profile` in words, as the list of runs shows it. */
        run: { scenario: string; profile: string; environment: Environment } | null;
      }
    | { what: "parity" }
    | { what: "rehearsal"; mostMinutes: number }
    /** Whoever works in the go-live window, or every operator there is, is signed in every module that their roles need. */
    | { what: "training"; scope: TrainingScope };
};

export const trainingScopes = ["launch-shifts", "everybody"] as const;
export type TrainingScope = (typeof trainingScopes)[number];

export type Item = {
  id: string;
  checklistId: string;
  pausePoint: PausePoint;
  /** As people say it: 2.3 is the third item of the second list. */
  number: string;
  station: string;
  title: string;
  asks: string;
  isKiller: boolean;
  needsVerification: boolean;
  validForSeconds: number | null;
  owner: string;
  rule: ItemRule;
  ruleVersion: number;
};

export const standingKinds = ["open", "running", "good", "failed", "inconclusive", "stale", "waived"] as const;
export type StandingKind = (typeof standingKinds)[number];

/** Where an item stands now. `sentence` is complete in itself. `evidence`: the identity of what gives it: the run, the
 *  rehearsal, the first answer of an unbroken good row of answers, the turn of a probe; never a value, a time or a count, so that it stays
 *  the same while a probe passes again and changes for good when it was bad in between. `at`: of the evidence. `expiresAt`: when it stops to count. Times in ms since 1970. */
export type ItemStanding = {
  kind: StandingKind;
  sentence: string;
  evidence: string;
  at: number | null;
  expiresAt: number | null;
};
