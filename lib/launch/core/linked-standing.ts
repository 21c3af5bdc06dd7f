import type { ItemStanding } from "#lib/checklist/core/item.ts";

/** Where evidence from elsewhere in Gantry stands, in the words of checklists. Times in ms since 1970. */

const open = (sentence: string): ItemStanding => ({ kind: "open", sentence, evidence: "", at: null, expiresAt: null });

type Judged = { sentence: string };
export type CountingRun = {
  number: number;
  state: "running" | "ended";
  endedAt: number | null;
  endedSentence: string | null;
  verdict: { kind: "pass" | "fail" | "inconclusive"; reasons: readonly Judged[]; criteria: readonly Judged[] } | null;
};

/** `run`: the newest that counts; null without one. Tries, searches and sweeps are not asked about. */
export function runStanding(run: CountingRun | null, name: string): ItemStanding {
  if (run === null) return open(`${name}: no run that counts for the launch yet.`);
  const evidence = `run ${run.number}`;
  if (run.state === "running")
    return { kind: "running", sentence: `Run ${run.number} has not ended yet.`, evidence, at: null, expiresAt: null };
  return { kind: kindOf(run), sentence: sayRun(run), evidence, at: run.endedAt, expiresAt: null };
}

const kinds = { pass: "good", fail: "failed", inconclusive: "inconclusive" } as const;

function kindOf({ verdict }: CountingRun): ItemStanding["kind"] {
  return verdict === null ? "inconclusive" : kinds[verdict.kind];
}

/** "p99 612 ms over 500 ms in run 42" */
function sayRun({ number, verdict, endedSentence }: CountingRun): string {
  if (verdict?.kind === "pass") return `Passed in run ${number}.`;
  const why = verdict?.reasons[0]?.sentence ?? verdict?.criteria[0]?.sentence ?? endedSentence ?? "it has no verdict";
  return `${why.trim().replace(/\.$/, "")} in run ${number}.`;
}

export type ParitySeen = {
  isGood: boolean;
  tooManyDiffer: boolean;
  missing: string;
  ruleVersion: number;
  /** The window's beginning, or null for everything. */
  windowFrom: string | null;
  lastAt: number | null;
};

/** Too few exchanges leave it open; it fails when more of them differ than may. */
export function parityStanding({ isGood, tooManyDiffer, missing, ...seen }: ParitySeen): ItemStanding {
  const evidence = `rules ${seen.ruleVersion} window ${seen.windowFrom ?? "all"}`;
  const kind = isGood ? "good" : tooManyDiffer ? "failed" : "open";
  const sentence = isGood ? "The new system answers as the old one does." : `Parity is not enough yet: ${missing}.`;
  return { kind, sentence, evidence, at: seen.lastAt, expiresAt: null };
}

export type RehearsalSeen = { number: number; rehearsedAt: number; durationSeconds: number; environment: string };
export type RehearsalLimits = { mostMinutes: number; validForSeconds: number | null; now: number };

const usualSeconds = 7 * 86_400;

/** Counts for 7 days unless the item says otherwise. `newest`: of those that were not withdrawn. */
export function rehearsalStanding(newest: RehearsalSeen | null, limits: RehearsalLimits): ItemStanding {
  if (newest === null) return open("No rehearsal of the way back is on record.");
  const { number, rehearsedAt: at, durationSeconds, environment } = newest;
  const evidence = `rehearsal ${number}`;
  const took = `The way back took ${minutesText(durationSeconds)} on ${environment}, at most ${limits.mostMinutes} min may pass (rehearsal ${number}).`;
  if (durationSeconds > limits.mostMinutes * 60)
    return { kind: "failed", sentence: took, evidence, at, expiresAt: null };
  const expiresAt = at + (limits.validForSeconds ?? usualSeconds) * 1000;
  if (limits.now < expiresAt) return { kind: "good", sentence: took, evidence, at, expiresAt };
  return { kind: "stale", sentence: `Too long ago to count. ${took}`, evidence, at, expiresAt };
}

/** To the second: 15 min 1 s must not be read as 15 min. */
function minutesText(seconds: number): string {
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
