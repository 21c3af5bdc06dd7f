import type { OwnDisplay } from "#lib/displays/core/display.ts";
import type { WallRunPoint, WallView, WallVitals } from "#lib/displays/core/wall-view.ts";
import type { ChartPoint } from "#lib/load/core/chart-point.ts";
import { backPhases } from "#lib/rollout/core/acts.ts";

/** A day as a wall is told of it, by the second: runs that end and begin again, a rollout, a rollback that is gone through. Drawn figures;
 *  the same second gives the same. */

const minute = 60_000;
/** Twenty minutes of runs, ten of a rollout, four of which it is led back. */
const cycleSeconds = 1_800;
const rolloutFrom = 1_200;
const backFrom = 1_500;
const backSeconds = 240;
const runSeconds = 580;
const turnOfRunsSeconds = 600;

export type DaySecond = { startMs: number; second: number };

export const kindAt = (second: number): "run" | "rollout" => (second % cycleSeconds < rolloutFrom ? "run" : "rollout");

/** Never two days alike: 0 to 1 from a second. */
function drawn(second: number, salt: number): number {
  const x = Math.sin(second * 12.9898 + salt * 78.233) * 43_758.5453;
  return x - Math.floor(x);
}

const figuresAt = (second: number) => ({
  latencyMsP50: 40 + 8 * drawn(second, 1),
  latencyMsP95: 120 + 30 * drawn(second, 2),
  latencyMsP99: 240 + 90 * drawn(second, 3),
});

/** Which run goes on, and when it began; it ends a little before the next. */
function runAt(second: number) {
  const index = Math.floor(second / turnOfRunsSeconds);
  const from = index * turnOfRunsSeconds;
  return { number: index + 1, from, isOver: second - from >= runSeconds };
}

/** A run's newest second as the feed tells it; null when none is measured. */
export function sampleAt({ second }: DaySecond): object | null {
  const run = runAt(second);
  if (kindAt(second) !== "run" || run.isOver || second === run.from) return null;
  const point: ChartPoint = {
    ...{ second: second - run.from - 1, ...figuresAt(second), p99IsMax: false, windowSeconds: 10, n: 500 },
    ...{ planned: 50, sent: 50, ended: 50, dropped: 0, failed: drawn(second, 4) > 0.98 ? 1 : 0, failedByKind: {} },
    ...{ users: 20, saturated: false, cpuCores: 0.2, stealRatio: 0 },
  };
  const verdict = { kind: "pass", reasons: [], criteria: [] };
  return { runId: `run ${run.number}`, number: run.number, point, verdict, since: {}, summary: {} };
}

function runVitals({ startMs, second }: DaySecond): WallVitals {
  const run = runAt(second);
  const startedAt = startMs + run.from * 1_000;
  const measured = Math.min(runSeconds, second - run.from);
  const points = Array.from(
    { length: measured },
    (_, at): WallRunPoint => ({
      ...{ at: startedAt + (at + 1) * 1_000, ...figuresAt(run.from + at + 1) },
      ...{ errorRatio: 0, requestsPerSecond: 50 },
    }),
  );
  return {
    ...{ kind: "run", runId: `run ${run.number}`, number: run.number, scenario: "Goods in, three gates", startedAt },
    ...{ endedAt: run.isOver ? startedAt + runSeconds * 1_000 : null, plannedSeconds: runSeconds, points },
    ...{
      verdict: run.isOver ? "PASS" : "would PASS",
      sentence: run.isOver ? "All held." : "Every criterion holds so far.",
    },
    limits: { latencyMsP99: 500, errorRatio: 0.01 },
  };
}

function rolloutVitals({ startMs, second }: DaySecond): WallVitals {
  const cutOver = second - (second % cycleSeconds) + rolloutFrom;
  const side = (from: number, salt: number) => ({
    samples: Array.from({ length: 361 }, (_, at) => second - (second % 5) - (360 - at) * 5)
      .filter((at) => at >= from)
      .map((at) => ({
        ...{ at: startMs + at * 1_000, requests: 20 + Math.round(5 * drawn(at, salt)) },
        ...{ errorRatio: 0.001 * drawn(at, salt + 1), latencyMsP99: 250 + 40 * drawn(at, salt + 2) },
      })),
    why: null,
  });
  return {
    ...{ kind: "rollout", number: 1 + Math.floor(second / cycleSeconds), drill: true, newPercent: 25 },
    ...{ readAt: startMs + (second - (second % 4)) * 1_000, stands: "Stage 2 of 4. 25 % is over." },
    ...{ cutOverAt: startMs + cutOver * 1_000, legacy: side(second - cycleSeconds, 11), new: side(cutOver, 21) },
    limits: { latencyMsP99: 500, errorRatio: 0.01 },
    gate: { is: "good", says: "12,400 requests, within the limits.", since: startMs + cutOver * 1_000 },
  };
}

function rollback({ startMs, second }: DaySecond): WallView["rollback"] {
  const noticed = second - (second % cycleSeconds) + backFrom;
  const isRunning = second >= noticed && second < noticed + backSeconds;
  const each = backSeconds / backPhases.length;
  const phases = backPhases.map((phase, index) => {
    const [from, to] = [noticed + index * each, noticed + (index + 1) * each];
    const begun = isRunning && second >= from;
    const ended = isRunning && second >= to;
    return {
      ...{ phase, startedAt: begun ? startMs + from * 1_000 : null, endedAt: ended ? startMs + to * 1_000 : null },
      ...{ isGood: ended ? true : null, says: ended ? "as it should be" : "", rehearsedMs: each * 1_000 },
    };
  });
  return {
    ...{ is: isRunning ? "running" : "armed", number: 1, drill: true, stoppedAt: null, newPercent: 25, phases },
    ...{ noticedAt: isRunning ? startMs + noticed * 1_000 : null, by: isRunning ? "K. Brandt" : "" },
    ...{ reason: isRunning ? "2.4 % of the requests failed." : "", people: ["K. Brandt", "M. Osei"] },
    rehearsal: { at: startMs - 96 * 60 * minute, tookMs: 725_000, drill: true },
  };
}

const names = ["Load", "Shadow", "Checklist", "Training", "Rollback", "Operations"];

/** Busy, so that the page does not load itself anew at night. */
export function viewAt(day: DaySecond): WallView {
  const now = day.startMs + day.second * 1_000;
  const stations = names.map((name, index) => ({
    ...{ name, state: "GO" as const, sentence: "Everything that is asked holds.", owners: ["T. Reiter"] },
    ...{
      called: { by: "T. Reiter", at: now - (index + 1) * minute, stands: true },
      evidenceAt: now - (day.second % 60) * 1_000,
    },
  }));
  return {
    at: now,
    pilot: { ...{ name: "Practice", site: "Hall 1", timeZone: "Europe/Berlin", practice: true }, window: null },
    ...{ held: null, keeperSilent: false, busy: true },
    poll: {
      ...{ overall: "GO", since: day.startMs, sentence: "All six stations are GO.", stations, moreBlockers: 0 },
      poll: { number: 3, isOpen: false, openedAt: day.startMs, answered: 6, decision: "go" },
      blocker: null,
    },
    vitals: kindAt(day.second) === "run" ? runVitals(day) : rolloutVitals(day),
    rollback: rollback(day),
    next: {
      steps: names.map((title, index) => ({
        ...{ title, owner: "P. Dvořák", plannedAt: now + (index + 1) * 20 * minute, state: "open", startedAt: null },
        ...{ behindMs: 0, pointOfNoReturn: "" },
      })),
      more: 2,
      people: [{ duty: "decider", station: "", held: ["K. Brandt", "H. Sander"] }],
    },
  };
}

/** When the server would make a view anew: each look of a rollout, a run's begin and end, a rollback's parts, a poll now and then. */
export const isViewMade = (second: number): boolean =>
  second % 20 === 0 || (kindAt(second) === "rollout" && second % 5 === 0);

/** A display with all four boards, which turn. */
export const dayDisplay: OwnDisplay = {
  settings: {
    ...{ number: 1, name: "War room", place: "Hall 1", boards: ["poll", "vitals", "rollback", "next"] },
    ...{ language: "en", sound: false },
  },
  ...{ reloadAskedAt: null, showNameUntil: null, serverVersion: "soak" },
};
