import { createHash } from "node:crypto";
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { runs, scenarios, scenarioVersions } from "#drizzle/schema/load.ts";
import { runBaselines } from "#drizzle/schema/load-lab.ts";
import type { Tx } from "../platform/database.ts";
import type { Profile } from "./core/profile.ts";
import { profileKey } from "./core/profile-key.ts";
import type { VerdictKind } from "./core/verdict.ts";
import { type Db, type RunRecord, summaryFigure } from "./store.ts";

/** Baselines: the part of the module's SQL that is about them. */

/** What a baseline is of, beside its pilot. */
export type BaselineOf = Pick<RunRecord, "pilotId" | "scenarioVersionId" | "environment" | "kind" | "profile" | "only">;

/** A run's load as the table keeps it: a digest, since a key may be longer than an index takes. */
export function keyOf(load: Pick<RunRecord, "kind" | "profile" | "only">): string {
  return createHash("sha256").update(profileKey(load)).digest("hex");
}

/** The scenario that a version is of. */
async function scenarioOf(db: Db, scenarioVersionId: string): Promise<string> {
  const [row] = await db
    .select({ id: scenarioVersions.scenarioId })
    .from(scenarioVersions)
    .where(eq(scenarioVersions.id, scenarioVersionId));
  if (row === undefined) throw new Error(`There is no version ${scenarioVersionId} of a scenario.`);
  return row.id;
}

export type BaselinePlace = {
  pilotId: string;
  scenarioId: string;
  profileKey: string;
  environment: RunRecord["environment"];
};

/** Where the baseline of runs like this one stands. */
export async function baselinePlace(db: Db, run: BaselineOf): Promise<BaselinePlace> {
  const { pilotId, environment } = run;
  return { pilotId, scenarioId: await scenarioOf(db, run.scenarioVersionId), profileKey: keyOf(run), environment };
}

const at = ({ pilotId, scenarioId, profileKey, environment }: BaselinePlace) =>
  and(
    eq(runBaselines.pilotId, pilotId),
    eq(runBaselines.scenarioId, scenarioId),
    eq(runBaselines.profileKey, profileKey),
    eq(runBaselines.environment, environment),
  );

export type FoundBaseline = { id: string; number: number; name: string; setBy: string; setAt: Date };

export async function findBaseline(db: Db, place: BaselinePlace): Promise<FoundBaseline | null> {
  const [row] = await db
    .select({
      id: runs.id,
      number: runs.number,
      name: runs.name,
      setBy: runBaselines.setBy,
      setAt: runBaselines.setAt,
    })
    .from(runBaselines)
    .innerJoin(runs, eq(runs.id, runBaselines.runId))
    .where(at(place));
  return row ?? null;
}

/** In the place of the one before. */
export async function saveBaseline(
  tx: Tx,
  place: BaselinePlace,
  kept: { runId: string; setBy: string; setAt: Date },
): Promise<void> {
  await tx
    .insert(runBaselines)
    .values({ ...place, ...kept })
    .onConflictDoUpdate({
      target: [runBaselines.pilotId, runBaselines.scenarioId, runBaselines.profileKey, runBaselines.environment],
      set: kept,
    });
}

export async function deleteBaseline(tx: Tx, place: BaselinePlace): Promise<void> {
  await tx.delete(runBaselines).where(at(place));
}

/** One word on a scenario's baselines at a time, so that what was there before is known. Held to the commit. */
export async function lockBaselines(tx: Tx, scenarioId: string): Promise<void> {
  await tx.select({ id: scenarios.id }).from(scenarios).where(eq(scenarios.id, scenarioId)).for("no key update");
}

/** Which of these runs are baselines. */
export async function baselinesAmong(db: Db, runIds: readonly string[]): Promise<ReadonlySet<string>> {
  if (runIds.length === 0) return new Set();
  const rows = await db
    .select({ runId: runBaselines.runId })
    .from(runBaselines)
    .where(inArray(runBaselines.runId, [...runIds]));
  return new Set(rows.map(({ runId }) => runId));
}

/** Written alike, two loads have one. */
const loadHash = sql<string>`md5(concat(${runs.kind}, ' ', ${runs.only}::text, ' ', ${runs.profile}::text))`;

/** Ways in which one load is written that are looked for. */
const mostWays = 200;

/** The hashes of the loads that mean the same as this one, however they are written, among the runs of its place. */
async function hashesOf(db: Db, place: BaselinePlace, { kind, profile }: Pick<RunRecord, "kind" | "profile">) {
  const written = await db
    .selectDistinct({ hash: loadHash, kind: runs.kind, profile: runs.profile, only: runs.only })
    .from(runs)
    .innerJoin(scenarioVersions, eq(scenarioVersions.id, runs.scenarioVersionId))
    .where(and(endedAt(place), eq(runs.kind, kind), sql`${runs.profile} @> ${alwaysThere(profile)}::jsonb`))
    .limit(mostWays);
  return written.filter((one) => keyOf(one) === place.profileKey).map(({ hash }) => hash);
}

/** What profiles of one key have in common, whatever else one of them says and the other leaves out: few are left to be compared by their keys. */
function alwaysThere(profile: Profile): string {
  const { model } = profile;
  if (profile.model === "open") {
    const { stages, maxUsers, startLimitMs } = profile;
    return JSON.stringify({ model, stages, maxUsers, startLimitMs });
  }
  const { users, spawnPerSecond, durationSeconds } = profile;
  return JSON.stringify({ model, users, spawnPerSecond, durationSeconds });
}

const endedAt = ({ pilotId, scenarioId, environment }: BaselinePlace) =>
  and(
    eq(runs.pilotId, pilotId),
    eq(scenarioVersions.scenarioId, scenarioId),
    eq(runs.environment, environment),
    eq(runs.state, "ended"),
    sql`${summaryFigure("latencyMsP95")} is not null`,
  );

/** The newest `most` runs of a scenario and load in an environment that have ended with figures, newest first. Without their scenario's text and
 *  their load. */
export async function endedRunsLike(
  db: Db,
  place: BaselinePlace,
  { load, most }: { load: Pick<RunRecord, "kind" | "profile">; most: number },
) {
  const hashes = await hashesOf(db, place, load);
  if (hashes.length === 0) return [];
  return db
    .select({
      ...{ id: runs.id, number: runs.number, name: runs.name, outcome: runs.outcome, endedAt: runs.endedAt },
      scenarioVersion: scenarioVersions.version,
      verdict: sql<VerdictKind | null>`${runs.verdict}->>'kind'`,
      latencyMsP95: summaryFigure("latencyMsP95"),
      latencyMsP99: summaryFigure("latencyMsP99"),
      errorRatio: summaryFigure("errorRatio"),
    })
    .from(runs)
    .innerJoin(scenarioVersions, eq(scenarioVersions.id, runs.scenarioVersionId))
    .where(and(endedAt(place), inArray(loadHash, hashes)))
    .orderBy(desc(runs.number))
    .limit(most);
}
