import { randomInt } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { readPilot } from "../pilots/read-pilot.ts";
import { readSystem } from "../pilots/read-system.ts";
import { takeUnlock } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { Scenario } from "./core/scenario.ts";
import { readScenario } from "./input/scenario.ts";
import type { StartRun } from "./input/start-run.ts";
import { insertRun, nextRunNumber, saveScenarioVersion } from "./store.ts";

type Refusals =
  | "pilot-not-found"
  | "system-not-found"
  | "scenario-mistakes"
  | "unknown-step"
  | "pilot-archived"
  | "production-locked"
  | "production-name-differs";

type System = {
  id: string;
  pilotId: string;
  name: string;
  baseUrl: string;
  environment: "practice" | "test" | "staging" | "production";
};

/** Queues a run with everything it was asked for, frozen: scenario version, profile, objectives, target. A production system needs an admin's
 *  live unlock, which this run uses up, and its name typed. */
export async function startRun(
  ctx: Ctx,
  input: StartRun & { pilot: string },
): Promise<{ ok: true; id: string; number: number } | Refused<Refusals>> {
  const found = await readPilot(ctx, input.pilot);
  if (!found.ok) return found;
  const read = readWhole(input);
  if (!read.ok) return read;
  const target = await readSystem(ctx, found.pilot.id, input.systemId);
  if (!target.ok) return target;
  const { system } = target;
  if (system.environment === "production" && input.typed !== system.name)
    return refuse("production-name-differs", { says: { name: system.name } });
  return ctx
    .transaction((tx) => queue(tx, ctx, { input, scenario: read.scenario, system }))
    .catch((error: unknown) => {
      if (error instanceof ArchivedMeanwhile) return refuse("pilot-archived", { says: { name: found.pilot.name } });
      throw error;
    });
}

/** Thrown, so that an unlock taken in the same transaction is given back. */
class ArchivedMeanwhile extends Error {}

function readWhole({ scenarioText, objectives }: StartRun): { ok: true; scenario: Scenario } | Refused<Refusals> {
  const read = readScenario(scenarioText);
  if (!read.ok) {
    const fields = read.mistakes.map(({ line, column, sentence }) => ({
      path: "scenarioText",
      message: sentence,
      line,
      column,
    }));
    return refuse("scenario-mistakes", { fields, says: { first: read.mistakes[0]?.sentence ?? "" } });
  }
  const steps = new Set(read.scenario.mix.map(({ name }) => name));
  for (const [index, { scope }] of objectives.criteria.entries()) {
    if (scope.kind === "all" || steps.has(scope.step)) continue;
    const message = `the scenario has no step named ${scope.step}`;
    return refuse("unknown-step", {
      fields: [{ path: `objectives.criteria.${index}.scope.step`, message }],
      says: { step: scope.step },
    });
  }
  return { ok: true, scenario: read.scenario };
}

type Asked = { input: StartRun; scenario: Scenario; system: System };

async function queue(
  tx: Tx,
  ctx: Ctx,
  { input, scenario, system }: Asked,
): Promise<{ ok: true; id: string; number: number } | Refused<"production-locked">> {
  const { pilotId } = system;
  const id = uuidv7();
  const unlock =
    system.environment === "production" ? await takeUnlock(tx, { systemId: system.id, runId: id, now: ctx.now() }) : "";
  if (unlock === null) return refuse("production-locked", { says: { name: system.name } });
  const at = ctx.now();
  const number = await nextRunNumber(tx, pilotId);
  if (number === null) throw new ArchivedMeanwhile();
  const version = await saveScenarioVersion(tx, {
    pilotId,
    name: scenario.name,
    text: input.scenarioText,
    by: ctx.actor.name,
    at,
  });
  await insertRun(tx, {
    id,
    pilotId,
    number,
    name: input.name,
    scenarioVersionId: version.id,
    profile: input.profile,
    objectives: input.objectives,
    systemId: system.id,
    systemName: system.name,
    baseUrl: system.baseUrl,
    environment: system.environment,
    seed: randomInt(1, 2_147_483_647),
    countsForLaunch: input.countsForLaunch ?? false,
    state: "queued",
    requestedBy: ctx.actor.name,
    requestedAt: at,
  });
  const { name, profile, objectives, countsForLaunch = false } = input;
  const after = {
    number,
    name,
    scenario: scenario.name,
    version: version.version,
    system: system.name,
    profile,
    objectives,
    countsForLaunch,
  };
  const reason = unlock === "" ? null : unlock;
  await record(tx, ctx, { pilotId, verb: "run.queued", subject: { kind: "run", id }, after, reason });
  return { ok: true, id, number };
}
