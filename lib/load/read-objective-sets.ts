import { readPilot } from "../pilots/read-pilot.ts";
import type { Environment } from "../platform/core/environment.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { ObjectiveSetVersion, ObjectiveSetView } from "./core/objective-set-view.ts";
import { criteriaFor, type ObjectiveSet, readObjectives } from "./input/objectives.ts";
import type { Db } from "./store.ts";
import {
  listObjectiveSets,
  listObjectiveSetVersions,
  newestObjectiveSetVersion,
  type ObjectiveSetRow,
} from "./store-objectives.ts";

/** The pilot's sets of limits in their newest versions, by name. */
export async function readObjectiveSets(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<{ ok: true; sets: ObjectiveSetView[] } | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const sets = await listObjectiveSets(ctx.db, found.pilot.id);
  return { ok: true, sets: sets.map(viewOf) };
}

/** One set in all its versions, the newest first. */
export async function readObjectiveSet(
  ctx: Ctx,
  { pilot: slug, set }: { pilot: string; set: string },
): Promise<{ ok: true; versions: ObjectiveSetVersion[] } | Refused<"pilot-not-found" | "objective-set-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const rows = await listObjectiveSetVersions(ctx.db, found.pilot.id, set);
  if (rows.length === 0) return refuse("objective-set-not-found");
  const versions = rows.map(({ version, text, createdBy, createdAt }) => ({ version, text, createdBy, createdAt }));
  return { ok: true, versions: versions.map((one) => ({ ...one, createdAt: one.createdAt.toISOString() })) };
}

function viewOf({ createdAt, ...row }: ObjectiveSetRow): ObjectiveSetView {
  const read = readObjectives(row.text);
  const set = read.ok ? read.set : empty;
  const of = (environment: Environment) => ({
    criteria: criteriaFor(set, environment),
    abortWhen: set.abortWhen,
    abortWhenSlow: set.abortWhenSlow,
  });
  return {
    ...{ ...row, createdAt: createdAt.toISOString() },
    mistake: read.ok ? null : (read.mistakes[0]?.sentence ?? ""),
    objectives: { practice: of("practice"), test: of("test"), staging: of("staging"), production: of("production") },
  };
}

const empty: ObjectiveSet = { criteria: [], overrides: {}, abortWhen: null, abortWhenSlow: null };

/** What a set asks for in an environment, and how people call its newest version, or what is wrong in it; null where the pilot has none of this id. */
export async function readSetFor(
  db: Db,
  { pilotId, setId }: { pilotId: string; setId: string },
  environment: Environment,
) {
  const newest = await newestObjectiveSetVersion(db, pilotId, setId);
  if (newest === null) return null;
  const { mistake, objectives } = viewOf(newest);
  return { name: `${newest.name}, version ${newest.version}`, mistake, objectives: objectives[environment] };
}
