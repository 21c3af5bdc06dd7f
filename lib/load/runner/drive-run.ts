import type { Trouble } from "#lib/platform/storage-trouble.ts";
import type { Ctx } from "../../platform/ctx.ts";
import { record } from "../../platform/events.ts";
import { untilWritten } from "../../platform/until-written.ts";
import { abortWatch } from "../core/abort-watch.ts";
import { secretsOf } from "../core/compile-scenario.ts";
import { type LevelFigures, LevelFold } from "../core/level-fold.ts";
import { isSearch } from "../core/profile.ts";
import type { RunPlan } from "../core/run.ts";
import type { Engine, EngineEnd, EngineOptions, EnginePhase, StartEngine } from "../edge/engine.ts";
import type { Resolved } from "../edge/resolve-target.ts";
import { endRun } from "../end-run.ts";
import { readVersionData } from "../keep-scenario.ts";
import { readRunPlan } from "../read-run-plan.ts";
import { rejudgeRun } from "../rejudge-run.ts";
import { insertExample, lockRun, type RunWithScenario, updateRun } from "../store.ts";
import { insertCheck } from "../store-checks.ts";
import { insertLevel } from "../store-levels.ts";
import { insertSecond } from "../store-seconds.ts";
import { driveSmoke } from "./drive-smoke.ts";
import { type SecondWriter, secondWriter } from "./second-writer.ts";
import { type End, watchRun } from "./watch-run.ts";
import { watchTarget } from "./watch-target.ts";
import { watchVersion } from "./watch-version.ts";

export type Drive = {
  run: RunWithScenario;
  runnerId: string;
  addresses: readonly string[];
  startEngine: StartEngine;
  /** Checks and looks up where the target shows figures of its own. */
  resolve(url: string): Promise<Resolved>;
  /** Values that the scenario may name, bound to this system. */
  secrets: Readonly<Record<string, string>>;
  /** Told how to look for a stop request at once, for as long as the run goes on. */
  onWake(look: (() => void) | null): void;
  /** Aborted when the runner itself has to leave. */
  leaving: AbortSignal;
};

const leftWith: End = { outcome: "interrupted", sentence: "Gantry was stopped while the run was going on." };
/** Why nothing could be stored, and what the runner did about it. */
const tooLong = ({ was }: Trouble): End => ({
  outcome: "interrupted",
  sentence: `${was} for more than 60 s: the runner stopped sending.`,
});

/** Drives one claimed run from its start to its end, whatever happens. Never throws for what the run, its target or the database does. */
export async function driveRun(ctx: Ctx, drive: Drive): Promise<void> {
  const { run, runnerId, leaving } = drive;
  const course = new Course();
  // The lease is renewed until the end is written: to judge a long run takes a while.
  const watch = watchRun(ctx, { runId: run.id, runnerId, stopFor: (end) => course.stopFor(end) });
  drive.onWake(watch.look);
  const leave = () => course.stopFor(leftWith);
  leaving.addEventListener("abort", leave);
  if (leaving.aborted) leave();
  try {
    const end = await carryOut(ctx, drive, course).catch(
      (error): End => ({ outcome: "interrupted", sentence: gaveUp(error) }),
    );
    await untilWritten({ what: "the end of a run", leaving }, () => finish(ctx, drive, end));
  } finally {
    leaving.removeEventListener("abort", leave);
    drive.onWake(null);
    watch.stop();
  }
}

/** What ends the run before its planned end, when anything does; the first cause counts. */
class Course {
  cause: End | null = null;
  engine: Pick<Engine, "stop"> | null = null;

  stopFor(end: End): void {
    if (this.cause !== null) return;
    this.cause = end;
    this.engine?.stop();
  }

  carriedBy(engine: Pick<Engine, "stop">): void {
    this.engine = engine;
    if (this.cause !== null) engine.stop();
  }
}

async function carryOut(ctx: Ctx, drive: Drive, course: Course): Promise<End> {
  const { scenario, ...rest } = readRunPlan(drive.run);
  const missing = secretsOf(scenario).filter((name) => !Object.hasOwn(drive.secrets, name));
  if (missing.length > 0) return refusedFor(missing, drive.run);
  const data = await readVersionData(ctx.db, scenario, drive.run.scenarioVersionId);
  const writer = secondWriter({ onTooLong: (trouble) => course.stopFor(tooLong(trouble)) });
  const place = { plan: { ...rest, scenario, data }, writer, course };
  try {
    return await (drive.run.kind === "smoke" ? carryOutSmoke(ctx, drive, place) : carryOutLoad(ctx, drive, place));
  } catch (error) {
    return course.cause ?? { outcome: "interrupted", sentence: gaveUp(error) };
  } finally {
    await flushed(writer, drive.leaving);
  }
}

async function carryOutLoad(ctx: Ctx, drive: Drive, place: Place): Promise<End> {
  const { plan, writer } = place;
  const version = watchVersion(ctx, { ...drive, writer, source: plan.scenario.version });
  try {
    const end = await driveLoad(ctx, drive, place);
    // What was cut cannot pass anyway, and does not wait for one more answer.
    if (end.outcome === "completed") await version.finish();
    return end;
  } finally {
    version.stop();
  }
}

async function driveLoad(ctx: Ctx, drive: Drive, place: Place): Promise<End> {
  const heard = listeners(ctx, drive, place);
  const engine = drive.startEngine({ ...aimOf(drive, place.plan), ...heard });
  place.course.carriedBy(engine);
  const target = watchTarget(ctx, drive);
  const end = endOf(await engine.done.finally(() => target.stop()), place.course.cause);
  // A stop that came while the last answers were awaited has cut nothing.
  heard.finished(end.outcome === "completed" ? "whole" : "cut");
  return end;
}

async function carryOutSmoke(ctx: Ctx, drive: Drive, { plan, writer, course }: Place): Promise<End> {
  const { run } = drive;
  const end = await driveSmoke({
    ...{ run, aim: aimOf(drive, plan) },
    carriedBy: (stops) => course.carriedBy(stops),
    onBegin: (at) =>
      writer.add(`the start of run ${run.number}`, () => enterPhase(ctx, drive, { phase: "running", at })),
    onStep: (step) => writer.add(`a request of run ${run.number}`, () => insertCheck(ctx.db, run.id, step)),
  });
  return course.cause ?? end;
}

function refusedFor(missing: readonly string[], { systemName }: RunWithScenario): End {
  const names = missing.join(", ");
  return {
    outcome: "refused",
    sentence: `The scenario asks for ${names}, which gantry.yaml does not give to ${systemName}. See docs/configuration.md.`,
  };
}

function gaveUp(error: unknown): string {
  return `The load generator gave up: ${error instanceof Error ? error.message : String(error)}`;
}

type Aim = Pick<EngineOptions, "plan" | "target" | "runId" | "secrets">;

function aimOf({ run, addresses, secrets }: Drive, plan: RunPlan): Aim {
  const target = { baseUrl: run.baseUrl, addresses };
  return { plan, target, runId: run.id.replaceAll("-", "").slice(-12), secrets };
}

type Listeners = Pick<EngineOptions, "onFrame" | "onExample" | "onPhase" | "onLevel"> & {
  /** After the last frame; `cut`: before the planned end. */
  finished(end: "whole" | "cut"): void;
};
type Place = { plan: RunPlan; writer: SecondWriter; course: Course };

/** Everything goes through one writer, so that it is stored in the order in which it happened, and all of it before the end. */
function listeners(ctx: Ctx, drive: Drive, { plan, writer, course }: Place): Listeners {
  const { run } = drive;
  const watchAbort = abortWatch(plan.objectives, plan.scenario.setup.length);
  const levels = new LevelFold(plan);
  let broken = false;
  const ended = (level: LevelFigures | null) => {
    // What a search sent before it heard that it is over is no level of its own.
    if (level === null || broken) return;
    writer.add(`level ${level.name} of run ${run.number}`, () => insertLevel(ctx.db, run.id, level, ctx.now()));
    broken = isSearch(plan.profile) && level.kind !== "pass";
    if (broken) course.stopFor({ outcome: "completed", sentence: broke(level) });
  };
  return {
    onLevel: (index, start) => levels.begins(index, start),
    finished: (end) => ended(levels.finish(end)),
    onFrame: (frame) => {
      writer.add(`second ${frame.second} of run ${run.number}`, () => insertSecond(ctx.db, run, frame));
      ended(levels.add(frame));
      const sentence = watchAbort(frame);
      if (sentence !== null) course.stopFor({ outcome: "aborted", sentence });
    },
    onExample: (example) => writer.add(`an example of run ${run.number}`, () => insertExample(ctx.db, run.id, example)),
    onPhase: (phase, at) =>
      writer.add(`phase ${phase} of run ${run.number}`, () => enterPhase(ctx, drive, { phase, at })),
  };
}

/** Nothing above a level that could not be judged would change the answer. */
const broke = ({ name, kind }: LevelFigures) =>
  `The search has ended: ${name} ${kind === "fail" ? "did not hold" : "could not be judged"}.`;

/** Nothing is changed when the run has been taken away. */
async function enterPhase(ctx: Ctx, { run, runnerId }: Drive, { phase, at }: { phase: EnginePhase; at: Date }) {
  if (phase === "starting") return;
  const { id, pilotId } = run;
  await ctx.transaction(async (tx) => {
    const locked = await lockRun(tx, id);
    if (locked?.runnerId !== runnerId || locked.state === "ended" || locked.state === phase) return;
    await updateRun(tx, id, phase === "running" ? { state: phase, startedAt: at } : { state: phase });
    if (phase === "running") await record(tx, ctx, { pilotId, verb: "run.started", subject: { kind: "run", id } });
  });
}

function endOf({ kind, sentence }: EngineEnd, cause: End | null): End {
  if (kind === "stopped" && cause !== null) return cause;
  return { outcome: kind, sentence };
}

/** A runner that has to leave waits for the database half a second. */
async function flushed(writer: SecondWriter, leaving: AbortSignal): Promise<void> {
  const hurry = () => setTimeout(() => writer.giveUp(), 500);
  leaving.addEventListener("abort", hurry);
  if (leaving.aborted) hurry();
  await writer.flushed();
  leaving.removeEventListener("abort", hurry);
}

async function finish(ctx: Ctx, { run, runnerId }: Drive, end: End): Promise<void> {
  const ended = await endRun(ctx, { run, ...end, runnerId, abandoned: null });
  if (!ended) await rejudgeRun(ctx, { id: run.id, runnerId });
}
