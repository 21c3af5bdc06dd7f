import type { BackPhase } from "./acts.ts";
import { canGoBack, isSeenBack } from "./back-clock.ts";
import type { Gate, Stage } from "./plan.ts";
import type { RolloutState } from "./state.ts";

/** Where a rollout stands, in a sentence. */
export function stageText(state: RolloutState, stages: readonly Stage[]): string {
  const { phase, stage, percent, heldWhy, back } = state;
  if (phase === "returned") return "All traffic is back on the legacy system.";
  if (back !== null) return backText(state);
  if (phase === "closed" || phase === "abandoned") return "It has ended.";
  if (phase === "done") return "All traffic is on the new system.";
  const where = percent === null ? "It is not known how much is over." : `${percent} % is over.`;
  if (phase === "held") return `Held: ${(heldWhy ?? "somebody looks at it").replace(/\.$/, "")}. ${where}`;
  if (phase === "switching") return `The switch is asked. ${where}`;
  if (stage < 0) return "Nothing is over yet.";
  return `Stage ${stage + 1} of ${stages.length}. ${where}`;
}

function backText(state: RolloutState): string {
  const { back, percent } = state;
  if (isSeenBack(state)) {
    const isTold = back?.phases.some(({ phase }) => phase === "announce") === true;
    const left = isTold ? "What was written meanwhile is still listed." : "Somebody has to say who was told.";
    return `All traffic is back on the legacy system. ${left}`;
  }
  if (!canGoBack(state)) return "The rollback is under way.";
  const where = percent === null ? "the switch reads something else again" : `${percent} % is over again`;
  return `All traffic was back, but ${where}. Somebody has to roll back once more.`;
}

/** What each part of the way back is. */
export const backPhaseWords: Readonly<Record<BackPhase, { word: string; does: string }>> = {
  detect: { word: "Detect", does: "from when it went bad to when somebody reached for the rollback" },
  decide: { word: "Decide", does: "from the first tap to the second" },
  switch: { word: "Switch", does: "all new traffic to the legacy system" },
  verify: { word: "Verify", does: "the switch read back, the legacy system asked directly" },
  drain: { word: "Drain", does: "what is still on the new system ends" },
  reconcile: { word: "Reconcile", does: "what was written to the new system is listed" },
  announce: { word: "Announce", does: "people are told" },
};

/** "errors at most 1 %, p99 at most 500 ms, of at least 1,000 requests" */
export function gateText({ errorRatioMost, latencyMsP99Most, samplesLeast }: Gate): string {
  const errors = `errors at most ${Number((errorRatioMost * 100).toFixed(3))} %`;
  const latency = latencyMsP99Most === null ? "" : `, p99 at most ${latencyMsP99Most.toLocaleString("en-GB")} ms`;
  const least = `${samplesLeast.toLocaleString("en-GB")} ${samplesLeast === 1 ? "request" : "requests"}`;
  return `${errors}${latency}, of at least ${least}`;
}

/** Minutes and seconds, "14:03". */
export function clockText(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** How long something took: "32 ms", "0.4 s" under a minute, then "1:03". */
export function tookText(ms: number): string {
  if (ms < 100) return `${Math.max(0, Math.round(ms))} ms`;
  return ms < 59_950 ? `${(ms / 1_000).toFixed(1)} s` : clockText(ms);
}
