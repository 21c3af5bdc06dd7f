import { openPilot } from "../pilots/read-open-pilot.ts";
import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { SaveScenario } from "./input/scenarios.ts";
import { readWholeScenario, type WholeScenario } from "./keep-scenario.ts";
import { saveScenarioVersion } from "./store-scenario-versions.ts";
import { findNewestSaved } from "./store-scenarios.ts";

type Refusals =
  | "pilot-not-found"
  | "pilot-archived"
  | "scenario-mistakes"
  | "data-file-missing"
  | "data-file-mistakes"
  | "scenario-not-found"
  | "scenario-changed"
  | "scenario-name-taken";
/** `made`: false where the newest version is the same to the sign. */
type Saved = { ok: true; id: string; name: string; version: number; made: boolean };

/** Saves a text with its files as the next version of the scenario of that name, or as the first. Refuses mistakes, each at its line, and a text
 *  that was begun from another version than the newest: somebody else has saved meanwhile. */
export async function saveScenario(
  ctx: Ctx,
  { pilot, text, files, basedOn }: SaveScenario & { pilot: string },
): Promise<Saved | Refused<Refusals>> {
  const found = await readPilot(ctx, pilot);
  if (!found.ok) return found;
  const whole = await readWholeScenario(ctx.db, { pilotId: found.pilot.id, text, files });
  if (!whole.ok) return whole;
  return ctx.transaction((tx) => keep(tx, ctx, { pilot, text, basedOn, whole }));
}

type Asked = { pilot: string; text: string; basedOn: number | null; whole: WholeScenario };

async function keep(tx: Tx, ctx: Ctx, { pilot, text, basedOn, whole }: Asked): Promise<Saved | Refused<Refusals>> {
  // Locks the pilot's row: two saves come one after the other.
  const found = await openPilot(tx, pilot);
  if (!found.ok) return found;
  const pilotId = found.pilot.id;
  const { name } = whole.scenario;
  const newest = await findNewestSaved(tx, pilotId, name);
  if ((newest?.version ?? null) !== basedOn) return refuseOther(name, newest, basedOn);
  const version = { pilotId, name, text, files: whole.files, by: ctx.actor.name, at: ctx.now() };
  const saved = await saveScenarioVersion(tx, version);
  const { scenarioId: id, version: number, made } = saved;
  if (!made) return { ok: true, id, name, version: number, made };
  const after = { name, version: number, files: whole.files.map((file) => file.name) };
  await record(tx, ctx, { pilotId, verb: "scenario.saved", subject: { kind: "scenario", id }, after });
  return { ok: true, id, name, version: number, made };
}

type Newest = { version: number; savedBy: string } | null;

function refuseOther(name: string, newest: Newest, basedOn: number | null): Refused<Refusals> {
  if (newest === null) return refuse("scenario-not-found");
  const says = { name, who: newest.savedBy, version: String(newest.version) };
  return refuse(basedOn === null ? "scenario-name-taken" : "scenario-changed", { says });
}
