import { type BackPhase, backPhases, type RolloutAct, type SaidRolloutAct } from "./acts.ts";
import { canGoBack } from "./back-clock.ts";
import type { SwitchServer } from "./driver.ts";
import type { RolloutPlan, Stage } from "./plan.ts";
import type { GateVerdict } from "./vitals.ts";

/** Where a rollout stands, and what is to be done next. Times in ms since 1970. */

const rolloutPhases = [
  "before-first",
  "switching",
  "holding",
  "held",
  "back",
  "returned",
  "done",
  "closed",
  "abandoned",
] as const;
type RolloutPhase = (typeof rolloutPhases)[number];

export type BackClock = {
  noticedAt: number;
  startedAt: number;
  calledAt: number;
  by: string;
  reason: string;
  phases: readonly { phase: BackPhase; startedAt: number; endedAt: number; isGood: boolean; says: string }[];
};

export type RolloutState = {
  phase: RolloutPhase;
  /** Index of the stage that the traffic is in; -1 before the first. */
  stage: number;
  /** What the last switch that was read back set; null: not known, it has to be read. */
  percent: number | null;
  /** When the stage's traffic was seen to be over. */
  stageAt: number | null;
  /** A change that was begun and whose end nobody wrote down. */
  open: { percent: number; requestId: string; stage: number | null; at: number } | null;
  gate: GateVerdict | null;
  /** Since when the gate says so. */
  gateAt: number | null;
  /** A person has let the next stage begin. */
  mayAdvance: boolean;
  heldWhy: string | null;
  failed: { error: string; says: string; at: number } | null;
  back: BackClock | null;
  /** The rule has spoken and is quiet until the rollout ends. */
  wouldRollBack: { says: string; at: number } | null;
};

const nothing: RolloutState = {
  ...{
    phase: "before-first",
    stage: -1,
    percent: 0,
    stageAt: null,
    open: null,
    gate: null,
    gateAt: null,
    mayAdvance: false,
  },
  ...{ heldWhy: null, failed: null, back: null, wouldRollBack: null },
};

/** From everything that was said of it, in order. */
export function rolloutState(acts: readonly SaidRolloutAct[], stages: readonly Stage[]): RolloutState {
  return acts.reduce((state, said) => withAct(state, said, stages), nothing);
}

function withAct(state: RolloutState, said: SaidRolloutAct, stages: readonly Stage[]): RolloutState {
  const { act, at } = said;
  switch (act.do) {
    case "switching":
      return { ...state, phase: state.back === null ? "switching" : "back", mayAdvance: false, open: openOf(act, at) };
    case "switched":
      return switched(state, act, { at, stages });
    case "switch-failed":
      return switchFailed(state, act, at);
    case "found":
      return found(state, act, { at, stages });
    case "gate":
      return act.stage === state.stage
        ? { ...state, gate: act.verdict, gateAt: state.gate?.is === act.verdict.is ? state.gateAt : at }
        : state;
    case "advanced":
      return act.from === state.stage ? { ...state, mayAdvance: true } : state;
    case "would-roll-back":
      return { ...state, wouldRollBack: { says: act.says, at } };
    default:
      return withTurn(state, said);
  }
}

function withTurn(state: RolloutState, { act, at, by }: SaidRolloutAct): RolloutState {
  switch (act.do) {
    case "held":
      return { ...state, phase: "held", heldWhy: act.reason, mayAdvance: false };
    case "released":
      return { ...state, phase: state.stage < 0 ? "before-first" : "holding", heldWhy: null };
    case "finished":
      return { ...state, phase: state.back === null ? "done" : "returned" };
    case "closed":
    case "abandoned":
      return { ...state, phase: act.do };
    case "back-called":
      // Called twice, by a shell that had no database and did not know: the first call's clock runs on.
      if (state.back !== null && !canGoBack(state)) return state;
      return { ...state, phase: "back", heldWhy: null, back: { ...clockOf(act), calledAt: at, by, phases: [] } };
    case "back-phase":
      return state.back === null ? state : { ...state, back: withPhase(state.back, act) };
    default:
      return state;
  }
}

const openOf = ({ percent, requestId, stage }: Extract<RolloutAct, { do: "switching" }>, at: number) => ({
  ...{ percent, requestId, stage, at },
});

const clockOf = ({ reason, noticedAt, startedAt }: Extract<RolloutAct, { do: "back-called" }>) => ({
  ...{ reason, noticedAt, startedAt },
});

/** A part that is tried again began with its first try. When two noticed and decided, the first counts. */
function withPhase(back: BackClock, { do: _do, ...phase }: Extract<RolloutAct, { do: "back-phase" }>): BackClock {
  const before = back.phases.find((one) => one.phase === phase.phase);
  if (before !== undefined && (phase.phase === "detect" || phase.phase === "decide")) return back;
  const isRetry = before !== undefined && !before.isGood && back.phases.at(-1) === before;
  const startedAt = isRetry ? before.startedAt : phase.startedAt;
  return { ...back, phases: [...back.phases.filter((one) => one !== before), { ...phase, startedAt }] };
}

type When = { at: number; stages: readonly Stage[] };

function switched(state: RolloutState, { percent }: Extract<RolloutAct, { do: "switched" }>, { at, stages }: When) {
  const here = { ...state, percent, open: null, failed: null };
  if (state.back !== null) return { ...here, phase: "back" as const };
  return { ...here, phase: "holding" as const, stage: stageOf(percent, stages), stageAt: at, gate: null, gateAt: null };
}

/** Nobody assumes where the traffic is after a failed change: what was read back counts, and without it nothing does. */
function switchFailed(
  state: RolloutState,
  act: Extract<RolloutAct, { do: "switch-failed" }>,
  at: number,
): RolloutState {
  const { error, says, found: percent } = act;
  const here = { ...state, percent, open: null, failed: { error, says, at } };
  if (state.back !== null) return here;
  return { ...here, phase: "held", heldWhy: says };
}

/** Reality is another than what was meant: that is where it stands now, and a person looks before it goes on. */
function found(state: RolloutState, act: Extract<RolloutAct, { do: "found" }>, { at, stages }: When): RolloutState {
  const here = { ...state, percent: act.percent, open: null };
  if (state.back !== null) return here;
  if (act.percent === act.expected && act.percent !== null) {
    if (state.open === null) return here;
    const stage = stageOf(act.percent, stages);
    return {
      ...here,
      phase: stage < 0 ? "before-first" : "holding",
      stage,
      stageAt: stage < 0 ? null : at,
      gate: null,
    };
  }
  const stage = act.percent === null ? state.stage : stageOf(act.percent, stages);
  return { ...here, phase: "held", heldWhy: act.says, stage, stageAt: at, gate: null, gateAt: null };
}

/** The highest stage whose share is reached; -1 for none. */
function stageOf(percent: number, stages: readonly Stage[]): number {
  return stages.findLastIndex((stage) => stage.percent <= percent && percent > 0);
}

export type NextStep =
  /** Nothing to do now. `says`: what is waited for. */
  | { do: "wait"; says: string }
  | { do: "switch"; stage: number; percent: number; expected: number | null }
  | { do: "finish" }
  /** A change was begun and not ended: the switch has to be read. */
  | { do: "look" }
  | { do: "back"; phase: BackPhase };

export type Seen = { now: number; healthyNew: number; healthyLeast: number };

/** What comes next, from where it stands and what is seen now. It advances only when a person has said so, the hold time is over, and the gate
 *  is good. */
export function nextStep(state: RolloutState, stages: readonly Stage[], seen: Seen): NextStep {
  if (state.back !== null) return nextBack(state);
  if (["done", "closed", "abandoned"].includes(state.phase)) return { do: "wait", says: "It has ended." };
  if (state.open !== null) return { do: "look" };
  if (state.phase === "held") return { do: "wait", says: `Held: ${state.heldWhy ?? "somebody looks at it"}` };
  const blocked = whatBlocks(state, stages, seen);
  if (blocked !== null) return { do: "wait", says: blocked };
  const next = stages[state.stage + 1];
  if (next === undefined) return { do: "finish" };
  return { do: "switch", stage: state.stage + 1, percent: next.percent, expected: state.percent };
}

function nextBack(state: RolloutState): NextStep {
  if (state.phase === "returned") return { do: "wait", says: "All traffic is back." };
  const phase = nextBackPhase(state);
  return phase === null ? { do: "finish" } : { do: "back", phase };
}

/** The part of the way back that comes next; null: every part is done. */
export function nextBackPhase({ back }: RolloutState): BackPhase | null {
  const last = back?.phases.at(-1);
  // It reads back otherwise: somebody moved it meanwhile, or it lied. Asking again is not enough.
  if (last?.phase === "verify" && !last.isGood) return "switch";
  const done = new Set(back?.phases.filter(({ isGood }) => isGood).map((one) => one.phase));
  return backPhases.find((one) => !done.has(one)) ?? null;
}

/** One sentence on what is missing before the next stage, or null. */
export function whatBlocks(state: RolloutState, stages: readonly Stage[], seen: Seen): string | null {
  if (state.stage < 0 && seen.healthyNew < seen.healthyLeast)
    return `${seen.healthyNew} of the new system's servers answer well; ${seen.healthyLeast} have to, before the first stage.`;
  const here = stages[state.stage];
  if (here !== undefined) {
    const left = Math.ceil(((state.stageAt ?? seen.now) + here.holdSeconds * 1000 - seen.now) / 1000);
    if (state.gate?.is === "bad") return state.gate.says;
    if (left > 0) return `This stage holds for ${left} s more.`;
    if (state.gate?.is !== "good") return state.gate?.says ?? "Nothing was measured in this stage yet.";
  }
  const isLast = state.stage === stages.length - 1;
  if (!state.mayAdvance && !isLast) return "Everything holds. Somebody has to say: advance.";
  return state.mayAdvance ? null : "Everything holds. Somebody has to say that the cut-over is complete.";
}

/** Healthy servers of the new system as the switch sees them; null: it was never read. One that counts none (a command) holds nobody up: the
 *  keeper asks each itself before it moves anything. */
export function healthySeen(servers: readonly SwitchServer[] | null, healthyLeast: number): number {
  if (servers === null || servers.length === 0) return servers === null ? 0 : healthyLeast;
  return servers.filter(({ side, healthy }) => side === "new" && healthy !== false).length;
}

/** What it waits for at that moment, as its switch was last read; null: something is done just now. */
export function waitsAt(
  state: RolloutState,
  { stages, healthyLeast }: Pick<RolloutPlan, "stages" | "healthyLeast">,
  { now, servers }: { now: number; servers: readonly SwitchServer[] | null },
): string | null {
  const step = nextStep(state, stages, { now, healthyNew: healthySeen(servers, healthyLeast), healthyLeast });
  return step.do === "wait" ? step.says : null;
}
