import type { Ctx } from "../../platform/ctx.ts";
import { record } from "../../platform/events.ts";
import { leaseMs } from "../claim-run.ts";
import { abortWatch } from "../core/abort-watch.ts";
import { secretsOf } from "../core/compile-scenario.ts";
import type { Frame } from "../core/frame.ts";
import type { RunOutcome } from "../core/run.ts";
import type { Engine, EngineEnd, StartEngine } from "../edge/engine.ts";
import { endRun } from "../end-run.ts";
import { readRunPlan } from "../read-run-plan.ts";
import { findRunById, insertExample, insertSecond, type RunWithScenario, renewLease, updateRun } from "../store.ts";
import { secondWriter } from "./second-writer.ts";

export type Drive = {
  run: RunWithScenario;
  runnerId: string;
  addresses: readonly string[];
  startEngine: StartEngine;
  /** Values that the scenario may name, bound to this system. */
  secrets: Readonly<Record<string, string>>;
  /** Told how to look for a stop request at once, for as long as the run goes on. */
  onWake(look: (() => void) | null): void;
  /** Aborted when the runner itself has to leave. */
  leaving: AbortSignal;
};

const lookEveryMs = 500;
const renewEveryMs = 2_000;

type End = { outcome: RunOutcome; sentence: string };

/** Drives one claimed run from its start to its end, whatever happens. Never throws for what the run, its target or the database does. */
export async function driveRun(ctx: Ctx, drive: Drive): Promise<void> {
  const missing = secretsOf(readRunPlan(drive.run).scenario).filter((name) => !(name in drive.secrets));
  const end = missing.length > 0 ? refusedFor(missing, drive.run) : await carryOut(ctx, drive);
  await untilStored(() => endRun(ctx, { run: drive.run, ...end, runnerId: drive.runnerId, abandoned: false }));
}

function refusedFor(missing: readonly string[], { systemName }: RunWithScenario): End {
  const names = missing.join(", ");
  return {
    outcome: "refused",
    sentence: `The scenario asks for ${names}, which gantry.yaml does not give to ${systemName}. See docs/configuration.md.`,
  };
}

async function carryOut(ctx: Ctx, drive: Drive): Promise<End> {
  const { run, runnerId, leaving } = drive;
  const plan = readRunPlan(run);
  const watchAbort = abortWatch(plan.objectives.abortWhen, plan.scenario.setup.length);
  let cause: End | null = null;
  let engine: Engine | null = null;
  const stopFor = (end: End) => {
    cause ??= end;
    engine?.stop();
  };
  const writer = secondWriter({
    store: (frame) => insertSecond(ctx.db, run, frame),
    onTooLong: () =>
      stopFor({
        outcome: "interrupted",
        sentence: "The database was away for more than 60 s: the runner stopped sending.",
      }),
  });
  const onFrame = (frame: Frame) => {
    writer.add(frame);
    const aborted = watchAbort(frame);
    if (aborted !== null) stopFor({ outcome: "aborted", sentence: aborted });
  };
  const watch = watchRun(ctx, { run, runnerId, stopFor });
  drive.onWake(watch.look);
  const leave = () => stopFor({ outcome: "interrupted", sentence: "Gantry was stopped while the run was going on." });
  leaving.addEventListener("abort", leave);
  try {
    engine = drive.startEngine({
      plan,
      target: { baseUrl: run.baseUrl, addresses: drive.addresses },
      runId: run.id.replaceAll("-", "").slice(-12),
      secrets: drive.secrets,
      onFrame,
      onExample: (example) => void insertExample(ctx.db, run.id, example).catch(() => {}),
      onPhase: (phase, at) => phase !== "starting" && void enterPhase(ctx, run, { phase, at }).catch(() => {}),
    });
    if (cause !== null || leaving.aborted) engine.stop();
    return endOf(await engine.done, cause);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    return cause ?? { outcome: "interrupted", sentence: `The load generator gave up: ${what}` };
  } finally {
    leaving.removeEventListener("abort", leave);
    drive.onWake(null);
    if (leaving.aborted) setTimeout(() => writer.giveUp(), 500).unref();
    await writer.flushed();
    watch.stop();
  }
}

function endOf({ kind, sentence }: EngineEnd, cause: End | null): End {
  if (kind === "refused") return { outcome: "refused", sentence };
  if (kind === "stopped" && cause !== null) return cause;
  return { outcome: kind, sentence };
}

async function enterPhase(
  ctx: Ctx,
  run: RunWithScenario,
  { phase, at }: { phase: "running" | "finishing"; at: Date },
): Promise<void> {
  await ctx.transaction(async (tx) => {
    await updateRun(tx, run.id, phase === "running" ? { state: "running", startedAt: at } : { state: "finishing" });
    const verb = phase === "running" ? "run.started" : "run.finishing";
    if (phase === "running")
      await record(tx, ctx, { pilotId: run.pilotId, verb, subject: { kind: "run", id: run.id } });
  });
}

type Watched = { run: RunWithScenario; runnerId: string; stopFor(end: End): void };

/** Renews the lease and looks for a stop request, until stopped. */
function watchRun(ctx: Ctx, { run, runnerId, stopFor }: Watched): { look(): void; stop(): void } {
  let renewedAt = Number.NEGATIVE_INFINITY;
  let busy = false;
  const look = async () => {
    const now = await findRunById(ctx.db, run.id);
    if (now === null || now.state === "ended" || now.runnerId !== runnerId)
      stopFor({ outcome: "interrupted", sentence: "The run was taken away from its runner." });
    else if (now.stopRequestedAt !== null)
      stopFor({
        outcome: "stopped",
        sentence: `Stopped by ${now.stopRequestedBy ?? "somebody"}: ${now.stopReason ?? ""}`,
      });
    if (performance.now() - renewedAt < renewEveryMs) return;
    const until = new Date(ctx.now().getTime() + leaseMs);
    if (await renewLease(ctx.db, { id: run.id, runnerId, until })) renewedAt = performance.now();
  };
  const quietly = () => {
    if (busy) return;
    busy = true;
    look()
      .catch(() => {})
      .finally(() => {
        busy = false;
      });
  };
  const timer = setInterval(quietly, lookEveryMs);
  quietly();
  return { look: quietly, stop: () => clearInterval(timer) };
}

/** A minute of tries: what was measured must not be lost to a database that is away for a moment. */
async function untilStored(store: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; attempt < 120; attempt++) {
    try {
      await store();
      return;
    } catch (error) {
      if (attempt === 119) console.error(error);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}
