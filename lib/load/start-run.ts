import { randomInt } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { readPilot } from "../pilots/read-pilot.ts";
import { readSystem } from "../pilots/read-system.ts";
import { takeUnlock } from "../pilots/store.ts";
import type { Environment } from "../platform/core/environment.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { smokeProfile } from "./core/check-list.ts";
import type { Objectives } from "./core/criterion.ts";
import { fitLimits, type Limits } from "./fit-limits.ts";
import type { StartRun } from "./input/start-run.ts";
import { readWholeScenario, type WholeScenario } from "./keep-scenario.ts";
import { readSetFor } from "./read-objective-sets.ts";
import { insertRun, nextRunNumber } from "./store.ts";
import { saveScenarioVersion } from "./store-scenario-versions.ts";

type Refusals =
  | "pilot-not-found"
  | "system-not-found"
  | "scenario-mistakes"
  | "data-file-missing"
  | "data-file-mistakes"
  | "part-empty"
  | "passes-many"
  | "objective-set-not-found"
  | "objective-set-mistakes"
  | "part-without-limits"
  | "search-with-recovery"
  | "unknown-step"
  | "pilot-archived"
  | "production-locked"
  | "production-name-differs";

type System = {
  id: string;
  pilotId: string;
  name: string;
  baseUrl: string;
  environment: Environment;
};

/** Queues a run with everything it was asked for, frozen: scenario version with its data, profile, objectives, target. A production system needs
 *  an admin's live unlock, which this run uses up, and its name typed. */
export async function startRun(
  ctx: Ctx,
  input: StartRun & { pilot: string },
): Promise<{ ok: true; id: string; number: number } | Refused<Refusals>> {
  const found = await readPilot(ctx, input.pilot);
  if (!found.ok) return found;
  const pilotId = found.pilot.id;
  const read = await readWholeScenario(ctx.db, { pilotId, text: input.scenarioText, files: input.files });
  if (!read.ok) return read;
  const target = await readSystem(ctx, pilotId, input.systemId);
  if (!target.ok) return target;
  const { system } = target;
  const asked = await limitsOf(ctx, input, system);
  if (!asked.ok) return asked;
  const limits = fitLimits(read.scenario, asked, input);
  if (!limits.ok) return limits;
  if (system.environment === "production" && input.typed !== system.name)
    return refuse("production-name-differs", { says: { name: system.name } });
  return ctx
    .transaction((tx) => queue(tx, ctx, { input, whole: read, limits, system }))
    .catch((error: unknown) => {
      if (error instanceof ArchivedMeanwhile) return refuse("pilot-archived", { says: { name: found.pilot.name } });
      throw error;
    });
}

/** Every expectation decides about a smoke run. */
const noLimits: Objectives = { criteria: [], abortWhen: null };

/** Those given with the run, or those of a set for the system's environment. */
async function limitsOf(ctx: Ctx, { kind, objectives, objectiveSetId }: StartRun, { pilotId, environment }: System) {
  if (kind === "smoke") return { ok: true as const, objectives: noLimits, objectiveSet: null };
  if (objectiveSetId == null) return { ok: true as const, objectives, objectiveSet: null };
  const set = await readSetFor(ctx.db, { pilotId, setId: objectiveSetId }, environment);
  if (set === null) return refuse("objective-set-not-found");
  if (set.mistake !== null) {
    const fields = [{ path: "objectiveSetId", message: set.mistake }];
    return refuse("objective-set-mistakes", { fields, says: { first: set.mistake } });
  }
  return { ok: true as const, objectives: set.objectives, objectiveSet: set.name };
}

/** Thrown, so that an unlock taken in the same transaction is given back. */
class ArchivedMeanwhile extends Error {}

type Asked = { input: StartRun; whole: WholeScenario; limits: Limits & { leftOut: string[] }; system: System };

async function queue(
  tx: Tx,
  ctx: Ctx,
  { input, whole, limits, system }: Asked,
): Promise<{ ok: true; id: string; number: number } | Refused<"production-locked">> {
  const { pilotId } = system;
  const id = uuidv7();
  const unlock =
    system.environment === "production" ? await takeUnlock(tx, { systemId: system.id, runId: id, now: ctx.now() }) : "";
  if (unlock === null) return refuse("production-locked", { says: { name: system.name } });
  const at = ctx.now();
  const number = await nextRunNumber(tx, pilotId);
  if (number === null) throw new ArchivedMeanwhile();
  const { scenario, files } = whole;
  const by = ctx.actor.name;
  const version = await saveScenarioVersion(tx, {
    ...{ pilotId, name: scenario.name, text: input.scenarioText, files, by, at },
  });
  const frozen = frozenOf(input, limits, number);
  await insertRun(tx, {
    ...frozen,
    ...{ id, pilotId, scenarioVersionId: version.id, systemId: system.id, systemName: system.name },
    ...{ baseUrl: system.baseUrl, environment: system.environment, seed: randomInt(1, 2_147_483_647) },
    ...{ state: "queued", requestedBy: by, requestedAt: at },
  });
  const left = limits.leftOut.length === 0 ? {} : { limitsLeftOut: limits.leftOut };
  const after = { ...frozen, ...left, scenario: scenario.name, version: version.version, system: system.name };
  const reason = unlock === "" ? null : unlock;
  await record(tx, ctx, { pilotId, verb: "run.queued", subject: { kind: "run", id }, after, reason });
  return { ok: true, id, number };
}

/** What was asked for, as it stays. */
function frozenOf(input: StartRun, { objectives, objectiveSet }: Limits, number: number) {
  const { name, kind = "load", only = null, countsForLaunch = false } = input;
  const profile = kind === "smoke" ? smokeProfile : input.profile;
  const passes = passesOf(input);
  return { number, name, kind, only, profile, objectives, objectiveSet, countsForLaunch, passes };
}

const passesOf = ({ kind = "load", passes = 1 }: StartRun) => (kind === "smoke" ? passes : null);
