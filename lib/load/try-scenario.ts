import { randomInt } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { readPilot } from "../pilots/read-pilot.ts";
import { readSystem } from "../pilots/read-system.ts";
import type { Environment } from "../platform/core/environment.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { secretsOf } from "./core/compile-scenario.ts";
import { partOf } from "./core/part-of-scenario.ts";
import type { PassStep } from "./core/pass.ts";
import { requestsOfPasses } from "./core/requests-of-passes.ts";
import type { RunPlan } from "./core/run.ts";
import type { Scenario } from "./core/scenario.ts";
import type { Tried } from "./core/scenario-view.ts";
import type { TryScenario } from "./input/scenarios.ts";
import { readWholeScenario } from "./keep-scenario.ts";
import { newestVersion } from "./store-scenario-versions.ts";
import type { TryDoors } from "./try-doors.ts";

type Refusals =
  | "pilot-not-found"
  | "pilot-archived"
  | "system-not-found"
  | "scenario-mistakes"
  | "data-file-missing"
  | "data-file-mistakes"
  | "part-empty"
  | "try-of-production"
  | "try-too-long"
  | "try-secrets-missing"
  | "try-address"
  | "try-under-way"
  | "try-broke";

/** `signal`: whoever asked has gone. */
export type TryOptions = { doors(): TryDoors; signal: AbortSignal; longestMs?: number };
type Asked = TryScenario & { pilot: string };

const longest = 60_000;
const mostRequests = 200;

/** Sends each step once, as one user of each kind, to a system of the pilot, and answers what was seen. Nothing of it is stored but its event.
 *  Refused: production, mistakes, more than 200 requests, a second try of the pilot in this process. Cut after 60 s. */
export async function tryScenario(
  ctx: Ctx,
  asked: Asked,
  options: TryOptions,
): Promise<({ ok: true } & Tried) | Refused<Refusals>> {
  const found = await readPilot(ctx, asked.pilot);
  if (!found.ok) return found;
  if (found.pilot.archivedAt !== null) return refuse("pilot-archived", { says: { name: found.pilot.name } });
  const pilotId = found.pilot.id;
  const ready = await prepare(ctx, { ...asked, pilotId }, options);
  if (!ready.ok) return ready;
  const tried = await alone(pilotId, () => send(ready, options));
  if (!tried.ok) return tried;
  await note(ctx, { pilotId, scenario: ready.plan.scenario, tried });
  return tried;
}

type System = { name: string; baseUrl: string; environment: Environment };
type Ready = {
  ok: true;
  plan: RunPlan;
  system: System;
  addresses: readonly string[];
  secrets: Readonly<Record<string, string>>;
};

async function prepare(
  ctx: Ctx,
  { pilotId, text, files, systemId, only }: Asked & { pilotId: string },
  { doors }: TryOptions,
): Promise<Ready | Refused<Refusals>> {
  const target = await readSystem(ctx, pilotId, systemId);
  if (!target.ok) return target;
  const { system } = target;
  if (system.environment === "production") return refuse("try-of-production", { says: { name: system.name } });
  const whole = await readWholeScenario(ctx.db, { pilotId, text, files });
  if (!whole.ok) return whole;
  const part = partOf(whole.scenario, only);
  if (!part.ok) return refuse("part-empty", { says: { sentence: part.sentence } });
  const plan = { ...planFor(part.scenario), data: whole.data };
  const { secretsFor, resolve } = doors();
  const secrets = secretsFor(system);
  const unfit = unfitFor(part.scenario, system, secrets);
  if (unfit !== null) return unfit;
  const resolved = await resolve(system.baseUrl);
  if (!resolved.ok) return refuse("try-address", { says: { sentence: resolved.sentence } });
  return { ok: true, plan, system, addresses: resolved.addresses, secrets };
}

/** No load: each request waits for the answer before it. */
function planFor(scenario: Scenario): Omit<RunPlan, "data"> {
  const profile = { model: "closed", users: 1, spawnPerSecond: 1, durationSeconds: 1 } as const;
  return { scenario, profile, objectives: { criteria: [], abortWhen: null }, seed: randomInt(1, 2_147_483_647) };
}

function unfitFor(scenario: Scenario, { name }: System, secrets: Readonly<Record<string, string>>) {
  const requests = requestsOfPasses(scenario, 1);
  if (requests > mostRequests) return refuse("try-too-long", { says: { requests: String(requests) } });
  const missing = secretsOf(scenario).filter((one) => !Object.hasOwn(secrets, one));
  return missing.length === 0 ? null : refuse("try-secrets-missing", { says: { names: missing.join(", "), name } });
}

/** Pilots in which a try is under way, of this process: Next.js may load a module more than once. */
const place = Symbol.for("gantry.tries");
type Holder = { [place]?: Set<string> };

async function alone<T>(pilotId: string, work: () => Promise<T>): Promise<T | Refused<"try-under-way">> {
  const holder = globalThis as Holder;
  holder[place] ??= new Set();
  const underWay = holder[place];
  if (underWay.has(pilotId)) return refuse("try-under-way");
  underWay.add(pilotId);
  try {
    return await work();
  } finally {
    underWay.delete(pilotId);
  }
}

async function send(
  { plan, system, addresses, secrets }: Ready,
  { doors, signal, longestMs = longest }: TryOptions,
): Promise<({ ok: true } & Tried) | Refused<"try-broke">> {
  const steps: PassStep[] = [];
  const [at, begun, limit] = [new Date(), performance.now(), AbortSignal.timeout(longestMs)];
  const target = { baseUrl: system.baseUrl, addresses };
  const runId = uuidv7().replaceAll("-", "").slice(-12);
  const ends = AbortSignal.any([limit, signal]);
  try {
    const onStep = (step: PassStep) => void steps.push(step);
    await doors().carryOut({ plan, target, runId, secrets, passes: 1, onStep, signal: ends });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return refuse("try-broke", { says: { sentence: error.message } });
  }
  const ended = ends.aborted ? `Cut after ${longestMs / 1000} s: what had no answer by then is not shown.` : null;
  const tookMs = performance.now() - begun;
  return { ok: true, at: at.toISOString(), system: system.name, seed: plan.seed, tookMs, steps, ended };
}

type Noted = { pilotId: string; scenario: Scenario; tried: Tried };

/** A text that was never saved has no scenario of its own yet. */
async function note(ctx: Ctx, { pilotId, scenario, tried }: Noted): Promise<void> {
  const { name } = scenario;
  const failing = tried.steps.filter(({ holds }) => !holds).length;
  const after = { name, system: tried.system, requests: tried.steps.length, failing, cut: tried.ended !== null };
  await ctx.transaction(async (tx) => {
    const id = (await newestVersion(tx, pilotId, name))?.scenarioId ?? "unsaved";
    await record(tx, ctx, { pilotId, verb: "scenario.tried", subject: { kind: "scenario", id }, after });
  });
}
