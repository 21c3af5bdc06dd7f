/** How a site goes over: which switch, in which stages, and what has to hold before the next one. */

export type Gate = {
  /** 0..1: at most this share of the new system's requests may fail. */
  errorRatioMost: number;
  /** Null: not judged. */
  latencyMsP99Most: number | null;
  /** Fewer requests than this in the hold time say nothing. */
  samplesLeast: number;
};

export type Stage = {
  /** 1..100, rising. */
  percent: number;
  /** How long it has to hold before a person may advance. */
  holdSeconds: number;
  gate: Gate;
};

/** Where the vitals of a side come from. Queries of a Prometheus that the pilot names as a system; each answers one number. */
export type VitalsQueries = { errorRatio: string; latencyMsP99: string; requests: string };

/** A mirror in front of the balancer, by its name. */
export type ByMirror = { mirror: string };

/** Where the list of what was written to the new system comes from. `resource`: a database of the server's configuration; the statement may
 *  only read, and gets the beginning of the cut-over as $1. Its columns: key, written_at, what. Or a mirror that saw it. */
type WrittenSince = { resource: string; sql: string } | ByMirror | null;

/** Would roll back by itself: both windows burn, enough errors, or the hard stop. Until it is armed it only says so. */
export type AutoRule = {
  /** The share of requests that may fail in the long run, 0..1. */
  errorBudgetRatio: number;
  /** How many times as fast as the budget allows, in both windows. */
  burnRate: number;
  shortSeconds: number;
  longSeconds: number;
  errorsLeast: number;
  /** 0..1: at this share of errors in the short window it does not wait for the long one. */
  hardStopRatio: number;
};

export type RolloutPlan = {
  switch: string;
  stages: readonly Stage[];
  /** Healthy servers of the new system before the first stage. */
  healthyLeast: number;
  /** Id of the system that is the Prometheus, or the mirror that counts; null: no vitals, every gate stays inconclusive. */
  vitals: ({ system: string } & Readonly<Record<"legacy" | "new", VitalsQueries>>) | ByMirror | null;
  writtenSince: WrittenSince;
  auto: AutoRule | null;
  /** What cannot be undone once all traffic is over, in words; empty: nothing is known. */
  pointOfNoReturn: string;
};

/** The usual stages of a gradual cut-over; a switch that cannot split takes one. */
export const usualPercents = [10, 25, 50, 100] as const;

/** Follows Google's SRE workbook, "Alerting on SLOs": 14.4 times the budget over one hour and five minutes; here shorter, as a cut-over is. */
export const usualAutoRule: AutoRule = {
  ...{ errorBudgetRatio: 0.005, burnRate: 14.4, shortSeconds: 60, longSeconds: 300 },
  ...{ errorsLeast: 20, hardStopRatio: 0.5 },
};
