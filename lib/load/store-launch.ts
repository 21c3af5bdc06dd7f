import { and, desc, eq } from "drizzle-orm";
import { runs, scenarios, scenarioVersions } from "#drizzle/schema/load.ts";
import type { Db } from "./store.ts";

/** The newest run that counts for the launch, of each scenario, profile and environment. Without its scenario's text. */
export function newestCountingRuns(db: Db, pilotId: string) {
  return db
    .selectDistinctOn([scenarios.id, runs.profile, runs.environment], {
      number: runs.number,
      scenarioName: scenarios.name,
      profile: runs.profile,
      environment: runs.environment,
      state: runs.state,
      outcome: runs.outcome,
      endedSentence: runs.endedSentence,
      verdict: runs.verdict,
      endedAt: runs.endedAt,
    })
    .from(runs)
    .innerJoin(scenarioVersions, eq(scenarioVersions.id, runs.scenarioVersionId))
    .innerJoin(scenarios, eq(scenarios.id, scenarioVersions.scenarioId))
    .where(and(eq(runs.pilotId, pilotId), eq(runs.countsForLaunch, true)))
    .orderBy(scenarios.id, runs.profile, runs.environment, desc(runs.number));
}
