import type { ItemStanding, TrainingScope } from "#lib/checklist/core/item.ts";
import type { JudgedRow, Matrix } from "#lib/training/core/coverage.ts";

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

/** `name`: "rehearsal 3" of those that somebody recorded, "drill 2" of those that Gantry did itself. */
export type RehearsalSeen = { name: string; rehearsedAt: number; durationSeconds: number; environment: string };
export type RehearsalLimits = { mostMinutes: number; validForSeconds: number | null; now: number };

const usualSeconds = 7 * 86_400;

/** Counts for 7 days unless the item says otherwise. `newest`: of those that were not withdrawn. */
export function rehearsalStanding(newest: RehearsalSeen | null, limits: RehearsalLimits): ItemStanding {
  if (newest === null) return open("No rehearsal of the way back is on record.");
  const { name: evidence, rehearsedAt: at, durationSeconds, environment } = newest;
  const took = `The way back took ${minutesText(durationSeconds)} on ${environment}, at most ${limits.mostMinutes} min may pass (${evidence}).`;
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

/** Coverage as judged for the launch: at the window's beginning where it lies ahead, else now. */
export type TrainingSeen = Pick<Matrix, "rows" | "modules" | "shifts" | "launchAt">;
type TrainingAsked = { scope: TrainingScope; digest(text: string): string };

/** Open while there is nobody to look at; failed when one of those who count lacks a module. Its evidence is everybody who counts with the
 *  signatures behind each module: another operator, a withdrawn or a newer signature is other evidence. */
export function trainingStanding(seen: TrainingSeen, { scope, digest }: TrainingAsked): ItemStanding {
  const launching = new Set(seen.shifts.filter((one) => one.countsForLaunch).map(({ shift }) => shift));
  const counted = seen.rows.filter(({ shift }) => scope === "everybody" || launching.has(shift));
  const needing = counted.filter(({ needed }) => needed > 0);
  if (needing.length === 0) return open(whyNobody(seen, scope, launching.size > 0));
  const cells = needing.flatMap((row) => row.cells.filter(({ kind }) => kind === "signed"));
  const evidence = `training ${digest(signedText(counted, seen.modules)).slice(0, 16)}`;
  const at = cells.reduce<number | null>((newest, one) => Math.max(newest ?? 0, one.at ?? 0), null);
  const missing = needing.filter(({ isReady }) => !isReady);
  if (missing.length > 0)
    return { kind: "failed", sentence: sayMissing(missing, needing, { seen, scope }), evidence, at, expiresAt: null };
  const ends = cells.flatMap(({ expiresAt }) => (expiresAt === null ? [] : [expiresAt]));
  const expiresAt = ends.length === 0 ? null : ends.reduce((a, b) => Math.min(a, b));
  return { kind: "good", sentence: sayAll(counted, needing, scope), evidence, at, expiresAt };
}

function whyNobody({ rows, launchAt }: TrainingSeen, scope: TrainingScope, anyShift: boolean): string {
  if (rows.length === 0) return "No operator is on record yet.";
  if (rows.every(({ needed }) => needed === 0)) return "No role of an operator needs a module yet.";
  if (scope === "everybody") return "No operator counts.";
  if (launchAt === null) return "No go-live window is set, so no shift is known to launch.";
  if (!anyShift) return "No shift of the calendar works in the go-live window.";
  return "No operator who needs a module is on shift in the go-live window.";
}

const whoWords = { "launch-shifts": "on shift at launch", everybody: "operators" } as const;
const mostNamed = 3;

/** "3 of 24 on shift at launch are not signed: Nowak (M3), Demir (M3, M5), Petrova (M1)." */
function sayMissing(
  missing: readonly JudgedRow[],
  needing: readonly JudgedRow[],
  { seen, scope }: { seen: TrainingSeen; scope: TrainingScope },
): string {
  const worst = [...missing].sort((a, b) => lacks(b).length - lacks(a).length);
  const named = worst.slice(0, mostNamed).map((row) => `${row.name} (${codesText(lacks(row), seen.modules)})`);
  const more = missing.length > mostNamed ? ` and ${missing.length - mostNamed} more` : "";
  const are = missing.length === 1 ? "is" : "are";
  return `${missing.length} of ${needing.length} ${whoWords[scope]} ${are} not signed: ${named.join(", ")}${more}.`;
}

/** Places in the order of modules. */
function lacks({ cells }: JudgedRow): number[] {
  return cells.flatMap(({ kind }, index) => (kind === "signed" || kind === "not-needed" ? [] : [index]));
}

function codesText(places: readonly number[], modules: TrainingSeen["modules"]): string {
  const codes = places.slice(0, mostNamed).map((place) => modules[place]?.code ?? "");
  return places.length > mostNamed ? `${codes.join(", ")}, …` : codes.join(", ");
}

function sayAll(counted: readonly JudgedRow[], needing: readonly JudgedRow[], scope: TrainingScope): string {
  const others = counted.length - needing.length;
  const rest = others === 0 ? "" : ` ${others} more ${others === 1 ? "needs" : "need"} no module.`;
  if (needing.length === 1) return `The only one who counts, ${needing[0]?.name ?? ""}, is signed.${rest}`;
  return `All ${needing.length} ${whoWords[scope]} are signed.${rest}`;
}

/** One text for one state: everybody who counts, each needed module with both signatures. */
function signedText(counted: readonly JudgedRow[], modules: TrainingSeen["modules"]): string {
  const lines = counted.flatMap(({ operatorId, needed, cells }) => {
    if (needed === 0) return [operatorId];
    return cells.flatMap(({ kind, signatures }, index) =>
      kind === "not-needed" ? [] : [[operatorId, modules[index]?.id ?? "", ...signatures].join(" ")],
    );
  });
  return lines.sort().join("\n");
}
