import type { Environment } from "../platform/core/environment.ts";
import { profileInWords } from "./core/run-list.ts";
import type { Verdict } from "./core/verdict.ts";
import type { Db } from "./store.ts";
import { newestCountingRuns } from "./store-launch.ts";

/** A run that is evidence for a launch. `state`: running until it has ended. `endedAt` in ms since 1970. */
export type LaunchRun = {
  number: number;
  scenario: string;
  /** "50/s for 1 min" */
  profile: string;
  environment: Environment;
  state: "running" | "ended";
  endedAt: number | null;
  endedSentence: string | null;
  verdict: Verdict | null;
};

/** Of each scenario, load profile and environment the newest run that was started to count for the launch. Two profiles of the same words
 *  are one: people name them so. */
export async function readLaunchRuns(db: Db, pilotId: string): Promise<LaunchRun[]> {
  const rows = await newestCountingRuns(db, pilotId);
  const newest = new Map<string, LaunchRun>();
  for (const row of rows) {
    const run = launchRun(row);
    const key = JSON.stringify([run.scenario, run.profile, run.environment]);
    if ((newest.get(key)?.number ?? 0) < run.number) newest.set(key, run);
  }
  return [...newest.values()];
}

function launchRun({ number, scenarioName, profile, environment, ...row }: Row): LaunchRun {
  return {
    ...{ number, scenario: scenarioName, profile: profileInWords(profile), environment },
    state: row.state === "ended" ? "ended" : "running",
    endedAt: row.endedAt?.getTime() ?? null,
    endedSentence: row.endedSentence,
    verdict: row.verdict,
  };
}

type Row = Awaited<ReturnType<typeof newestCountingRuns>>[number];
