import type { Ctx } from "../platform/ctx.ts";
import { refuse } from "../platform/result.ts";
import type { RolloutAct } from "./core/acts.ts";
import { canGoBack } from "./core/back-clock.ts";
import type { RolloutState } from "./core/state.ts";
import type { CallBack } from "./input/rollout.ts";
import { sayInRollout } from "./say-in-rollout.ts";

/** Calls the rollback: one person, at any time while anything is over or nobody knows where it is; once more where it was moved again since. The keeper, or `gantry rollback` in a
 *  shell, moves the traffic. Its clock runs from when it was noticed. */
export async function callBack(ctx: Ctx, { pilot, reason, decidedInMs, noticedAt }: CallBack & { pilot: string }) {
  return sayInRollout(ctx, pilot, ({ state, now }) => {
    if (state.back !== null && !canGoBack(state)) return refuse("back-called-already", { says: { by: state.back.by } });
    if (state.percent === 0 && state.open === null) return refuse("nothing-over");
    const startedAt = now - decidedInMs;
    const noticed = Math.min(noticedAt === null ? (badSince(state) ?? startedAt) : Date.parse(noticedAt), startedAt);
    return backCalled({ reason, noticedAt: noticed, startedAt, now });
  });
}

/** What is written down with the call: how long it took to notice, and to decide. */
export function backCalled(call: { reason: string; noticedAt: number; startedAt: number; now: number }): RolloutAct[] {
  const { reason, noticedAt, startedAt, now } = call;
  return [
    { do: "back-called", reason, noticedAt, startedAt },
    {
      do: "back-phase",
      phase: "detect",
      startedAt: noticedAt,
      endedAt: startedAt,
      isGood: true,
      says: reason || "No reason was given.",
    },
    { do: "back-phase", phase: "decide", startedAt, endedAt: now, isGood: true, says: "Called." },
  ];
}

function badSince({ gate, gateAt, failed }: RolloutState): number | null {
  if (gate?.is === "bad") return gateAt;
  return failed?.at ?? null;
}
