import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { BackPhase, RolloutAct } from "./core/acts.ts";
import { type Driver, driverErrorWords } from "./core/driver.ts";
import { nextBackPhase, type RolloutState } from "./core/state.ts";

/** The way back. The keeper and `gantry rollback`, with a database or without, all go it here; only where it is written down differs. */
export type BackWork = {
  driver: Driver;
  /** Writes an act down, before the next thing is done. False: somebody else carries it now, or it has ended; nothing more is done. */
  write(act: RolloutAct): Promise<boolean>;
  now(): number;
  /** Lists what was written to the new system; answers what is known of it. Null: whoever has the database does it. */
  reconcile: (() => Promise<Done>) | null;
  /** At its end what only waits is left, and not written down. */
  signal: AbortSignal;
};

type Done = { isGood: boolean; says: string };
type CarriedPhase = Exclude<BackPhase, "detect" | "decide" | "announce">;
/** `again`: it did not succeed, and is tried again after `backPauseMs`. `waits`: what is left is not for this process. */
export type BackStep = "done" | "again" | "waits";

export const backPauseMs = 2_000;
/** Long enough for a switch that is slow, short enough to try again several times within the promise. */
const switchDeadlineMs = 10_000;
const drainDeadlineMs = 60_000;

/** Does the next part from where it stands, and writes down how it went. */
export async function carryBack(work: BackWork, state: RolloutState): Promise<BackStep> {
  const phase = nextBackPhase(state);
  if (phase === null || phase === "detect" || phase === "decide" || phase === "announce") return "waits";
  if (phase === "reconcile" && work.reconcile === null) return "waits";
  const startedAt = work.now();
  const done = await parts[phase](work);
  if (done === null || work.signal.aborted) return "waits";
  const { isGood, says } = done;
  const isWritten = await work.write({ do: "back-phase", phase, startedAt, endedAt: work.now(), isGood, says });
  if (!isWritten) return "waits";
  return isGood ? "done" : "again";
}

/** Ends early when nobody waits for it any more. */
export const pauseOf = (ms: number, signal: AbortSignal) => pause(ms, undefined, { signal }).catch(() => {});

/** Null: it was not begun. */
const parts: Readonly<Record<CarriedPhase, (work: BackWork) => Promise<Done | null>>> = {
  switch: switchBack,
  verify: verifyBack,
  drain: drainNew,
  reconcile: async ({ reconcile }) => reconcile?.() ?? null,
};

/** Whatever is there, all of it goes to legacy; the same again does no harm. */
async function switchBack({ driver, write }: BackWork): Promise<Done | null> {
  const requestId = randomUUID();
  if (!(await write({ do: "switching", stage: null, percent: 0, expected: "any", requestId }))) return null;
  const change = {
    newPercent: 0,
    expected: "any" as const,
    reason: "rollback",
    requestId,
    deadlineMs: switchDeadlineMs,
  };
  const applied = await driver.apply(change);
  if (applied.ok) {
    await write({ do: "switched", percent: 0, requestId, tookMs: applied.tookMs, raw: applied.raw });
    return { isGood: true, says: "The switch sends everything new to the legacy system." };
  }
  const { error, says, raw, reality } = applied;
  await write({ do: "switch-failed", requestId, error, says, raw, found: reality?.newPercent ?? null });
  // Where it is counts, not what went wrong beside it: a switch that keeps nothing for its next reload has moved all the same.
  if (reality?.newPercent === 0)
    return { isGood: true, says: `Everything new goes to the legacy system, but: ${says}` };
  return { isGood: false, says: `${says} (${driverErrorWords[error]}); it is tried again.` };
}

async function verifyBack({ driver, signal }: BackWork): Promise<Done> {
  const [read, legacy] = await Promise.all([driver.read(signal), driver.probe("legacy")]);
  if (!read.ok) return { isGood: false, says: `The switch could not be read back: ${read.says}` };
  const { newPercent } = read.reality;
  if (newPercent !== 0)
    return { isGood: false, says: `The switch reads back ${newPercent ?? "something else"} %, not 0 %.` };
  const bad = legacy.filter(({ healthy }) => !healthy);
  if (legacy.length > 0 && bad.length === legacy.length)
    return { isGood: false, says: `The legacy system does not answer well: ${bad[0]?.says ?? ""}` };
  const well = `${legacy.length - bad.length} of ${legacy.length} legacy servers answer well`;
  return { isGood: true, says: `The switch reads back 0 %; ${well}.` };
}

/** What is left does not hold the way back up: it is said. */
async function drainNew({ driver, signal }: BackWork): Promise<Done> {
  const drained = await driver.drain("new", drainDeadlineMs, signal);
  if (!drained.ok)
    return { isGood: true, says: `It could not be seen what is still on the new system: ${drained.says}` };
  if (drained.left === null)
    return { isGood: true, says: "This switch does not count what is still on the new system." };
  if (drained.left === 0) return { isGood: true, says: "Nothing is on the new system any more." };
  return { isGood: true, says: `${drained.left} connections are still on the new system; they end by themselves.` };
}
