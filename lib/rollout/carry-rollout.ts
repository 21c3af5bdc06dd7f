import { randomUUID } from "node:crypto";
import type { Ctx } from "../platform/ctx.ts";
import { carryBack } from "./carry-back.ts";
import type { RolloutAct } from "./core/acts.ts";
import { type Driver, driverErrorWords } from "./core/driver.ts";
import { type NextStep, nextStep, type RolloutState, rolloutState } from "./core/state.ts";
import { judgeAuto, judgeGate, saysTheSame } from "./core/vitals.ts";
import { type Carrier, whileCarrying } from "./hold-lease.ts";
import { sayIn } from "./say-in-rollout.ts";
import { actsOf, endRollout, type RolloutRow, vitalsSince } from "./store.ts";

/** One look at an open rollout by the process that carries it: reality is read, never assumed; at most one thing is done. */
export type Carrying = Carrier & {
  ctx: Ctx;
  rollout: RolloutRow;
  driver: Driver;
  /** Healthy servers of the new system, asked directly. */
  healthyNew(): Promise<number>;
  reconcile(rollout: RolloutRow): Promise<{ isGood: boolean; says: string }>;
  /** At its end nothing more is begun or waited for. */
  stop: AbortSignal;
};

/** `done`: something was; the caller looks again at once. `again`: it did not succeed, and is tried again after `backPauseMs`. `waits`: nothing is
 *  to be done now. `elsewhere`: another process carries it. */
export type Carried = "done" | "again" | "waits" | "elsewhere";

const switchDeadlineMs = 10_000;

export async function carryRollout(carrying: Carrying): Promise<Carried> {
  const { ctx, rollout, carrier, leaseMs, stop } = carrying;
  const lease = leaseMs === undefined ? { carrier } : { carrier, leaseMs };
  const work = (signal: AbortSignal) => carryOn({ ...carrying, stop: signal });
  return (await whileCarrying(ctx, { rollout: rollout.id, ...lease, stop }, work)) ?? "elsewhere";
}

async function carryOn(carrying: Carrying): Promise<Carried> {
  const { ctx, rollout } = carrying;
  const { stages, healthyLeast } = rollout.plan;
  const state = rolloutState(await actsOf(ctx.db, rollout.id), stages);
  const now = ctx.now().getTime();
  const judged = await judge(carrying, state, now);
  if (judged.length > 0) return said(carrying, judged);
  const healthyNew = state.stage < 0 && state.phase === "before-first" ? await carrying.healthyNew() : healthyLeast;
  return doStep(carrying, state, nextStep(state, stages, { now, healthyNew, healthyLeast }));
}

/** What the vitals say of the stage, and what the rule would do; each is said once when it changes. */
async function judge({ ctx, rollout }: Carrying, state: RolloutState, now: number): Promise<RolloutAct[]> {
  if (state.back !== null || state.stageAt === null) return [];
  const { stages, auto } = rollout.plan;
  const longMs = (auto?.longSeconds ?? 0) * 1_000;
  const since = new Date(Math.min(state.stageAt, now - longMs));
  const samples = await vitalsSince(ctx.db, rollout.pilotId, { side: "new", since });
  const gate = stages[state.stage]?.gate;
  const acts: RolloutAct[] = [];
  if (gate !== undefined && (state.phase === "holding" || state.phase === "done")) {
    const verdict = judgeGate(gate, samples, state.stageAt);
    if (!saysTheSame(state.gate, verdict)) acts.push({ do: "gate", stage: state.stage, verdict });
  }
  if (auto !== null && state.wouldRollBack === null) {
    const { would, says } = judgeAuto(auto, samples, now);
    if (would) acts.push({ do: "would-roll-back", says });
  }
  return acts;
}

/** `holds`: whether it is still to be said, as the rollout stands now. */
async function said(
  { ctx, rollout, carrier }: Carrying,
  acts: readonly RolloutAct[],
  holds: (state: RolloutState) => boolean = () => true,
): Promise<"done" | "waits"> {
  const hears = ({ state }: { state: RolloutState }) => (holds(state) ? acts : null);
  return (await sayIn(ctx, { rollout: rollout.id, carrier, hears })) ? "done" : "waits";
}

async function doStep(carrying: Carrying, state: RolloutState, step: NextStep): Promise<Carried> {
  switch (step.do) {
    case "wait":
      return "waits";
    case "finish":
      return finish(carrying);
    case "look":
      return look(carrying, state);
    case "switch":
      return moveTo(carrying, step);
    default:
      return goBack(carrying, state);
  }
}

/** All is over, which a person may still close or lead back; or all is back and announced, and with that it ends. */
async function finish({ ctx, rollout, carrier }: Carrying): Promise<Carried> {
  const hears: Parameters<typeof sayIn>[1]["hears"] = async ({ tx, state }) => {
    if (state.back === null) return [{ do: "finished", says: "All traffic is on the new system." }];
    await endRollout(tx, rollout.id, "back", ctx.now());
    return [{ do: "finished", says: "All traffic is back." }];
  };
  return (await sayIn(ctx, { rollout: rollout.id, carrier, hears })) ? "done" : "waits";
}

/** Somebody began a change and nobody wrote down its end: what the switch does now is what counts. */
async function look(carrying: Carrying, { open }: RolloutState): Promise<Carried> {
  const read = await carrying.driver.read(carrying.stop);
  const expected = open?.percent ?? null;
  if (!read.ok) return "waits";
  const percent = read.reality.newPercent;
  const says =
    percent === expected
      ? `A change to ${expected} % was under way when its process ended. The switch was read: it is made.`
      : `A change to ${expected} % was under way when its process ended. The switch was read: ${percent ?? "something else"} % is over.`;
  const isStillOpen = (now: RolloutState) => now.open?.requestId === open?.requestId;
  return said(carrying, [{ do: "found", percent, expected, says }], isStillOpen);
}

async function moveTo(
  carrying: Carrying,
  { stage, percent, expected }: Extract<NextStep, { do: "switch" }>,
): Promise<Carried> {
  const { rollout, driver } = carrying;
  const requestId = randomUUID();
  // Somebody may have held it or called the rollback since it was looked at.
  const mayStill = ({ back, phase, mayAdvance }: RolloutState) => back === null && phase !== "held" && mayAdvance;
  const asks = { do: "switching" as const, stage, percent, expected, requestId };
  if ((await said(carrying, [asks], mayStill)) !== "done") return "waits";
  const reason = `stage ${stage + 1} of rollout ${rollout.number}`;
  const applied = await driver.apply({
    newPercent: percent,
    expected,
    reason,
    requestId,
    deadlineMs: switchDeadlineMs,
  });
  if (applied.ok) {
    const { tookMs, raw } = applied;
    return said(carrying, [{ do: "switched", percent, requestId, tookMs, raw }]);
  }
  const { error, says, raw, reality } = applied;
  const why = `${says} (${driverErrorWords[error]})`;
  return said(carrying, [
    { do: "switch-failed", requestId, error, says: why, raw, found: reality?.newPercent ?? null },
  ]);
}

async function goBack(carrying: Carrying, state: RolloutState): Promise<Carried> {
  const { ctx, rollout, driver, reconcile, stop } = carrying;
  const work = {
    driver,
    write: async (act: RolloutAct) => (await said(carrying, [act])) === "done",
    now: () => ctx.now().getTime(),
    reconcile: () => reconcile(rollout),
    signal: stop,
  };
  return carryBack(work, state);
}
