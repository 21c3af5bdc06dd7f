import type { RunSample } from "../../load/core/run-view.ts";
import { wallRun } from "./wall-run.ts";
import type { WallView } from "./wall-view.ts";

/** As many points as the server sends: ten minutes of seconds. */
const mostPoints = 600;

type Second = Pick<RunSample, "runId" | "point" | "verdict" | "since">;

/** The view with a run's newest second in it. A view is made anew when something changes, a second comes each second. Those of another run,
 *  those that are in it already, and those of a run that has ended leave it as it is. */
export function withSecond(view: WallView, sample: Second): WallView {
  const { vitals } = view;
  if (vitals?.kind !== "run" || vitals.runId !== sample.runId) return view;
  const { startedAt, endedAt, points } = vitals;
  if (startedAt === null || endedAt !== null) return view;
  const { latencyMsP50, latencyMsP95, latencyMsP99, second, ended, failed } = sample.point;
  const at = startedAt + (second + 1) * 1_000;
  if (at <= (points.at(-1)?.at ?? 0)) return view;
  const point = {
    ...{ at, latencyMsP50, latencyMsP95, latencyMsP99, requestsPerSecond: ended },
    errorRatio: ended === 0 ? null : Math.min(1, failed / ended),
  };
  return { ...view, vitals: { ...vitals, ...saysNow(vitals, sample), points: [...points, point].slice(-mostPoints) } };
}

/** What the verdict would be now, as on the run's page. */
function saysNow(vitals: Extract<WallView["vitals"], { kind: "run" }>, sample: Second) {
  const { runId: id, number, scenario: scenarioName, startedAt, endedAt, plannedSeconds } = vitals;
  const times = { startedAt, endedAt, plannedSeconds };
  const run = { id, number, scenarioName, ...times, state: "running" as const, criteria: [], verdict: null, sample };
  const { verdict, sentence } = wallRun(run, []);
  return { verdict, sentence };
}
