import { v7 as uuidv7 } from "uuid";
import { openPilot } from "../pilots/read-open-pilot.ts";
import type { PilotRow } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { switchesOf } from "../platform/switches.ts";
import type { RolloutPlan } from "./core/plan.ts";
import type { BeginRollout } from "./input/rollout.ts";
import { planChanged } from "./plan-changed.ts";
import { say } from "./say-in-rollout.ts";
import { findOpenRollout, findPlan, insertRollout } from "./store.ts";

type Refusals =
  | "pilot-not-found"
  | "pilot-archived"
  | "rollout-plan-missing"
  | "rollout-plan-changed"
  | "rollout-open"
  | "switch-unknown"
  | "rollout-not-decided"
  | "rollout-name-wrong"
  | "drill-practice";
type Asked = BeginRollout & {
  pilot: string;
  /** Whether two people have signed GO over evidence that still stands; asked by the door, for launch knows. */
  isDecided: boolean;
};

/** Begins a cut-over or a drill: nothing moves yet, the keeper waits for healthy servers and for somebody's *advance*. */
export async function beginRollout(
  ctx: Ctx,
  { pilot: slug, version, ...asked }: Asked,
): Promise<{ ok: true; rollout: number } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const planned = await findPlan(tx, found.pilot.id);
    if (planned === null) return refuse("rollout-plan-missing");
    if (planned.version !== version) return planChanged(tx, found.pilot.id);
    const refused = await refusedToBegin(tx, found.pilot, { ...asked, plan: planned.plan });
    if ("ok" in refused) return refused;
    return begun(tx, ctx, { pilotId: found.pilot.id, plan: planned.plan, ...asked, ...refused });
  });
}

type Begun = { pilotId: string; plan: RolloutPlan; kind: "cut-over" | "drill"; says: string; environment: Environment };
type Environment = "practice" | "test" | "staging" | "production";

async function begun(tx: Tx, ctx: Ctx, { says, ...rest }: Begun): Promise<{ ok: true; rollout: number }> {
  const row = await insertRollout(tx, { id: uuidv7(), ...rest, startedBy: ctx.actor.name, startedAt: ctx.now() });
  if (row === null) throw new Error("The rollout was not stored.");
  await say(tx, ctx, { rollout: row, acts: [{ do: "begun", says }] });
  return { ok: true, rollout: row.number };
}

type ToBegin = Omit<BeginRollout, "version"> & { plan: RolloutPlan; isDecided: boolean };

async function refusedToBegin(
  tx: Tx,
  pilot: PilotRow,
  { kind, name, plan, isDecided }: ToBegin,
): Promise<{ environment: Environment } | Refused<Refusals>> {
  const open = await findOpenRollout(tx, pilot.id);
  if (open !== null)
    return refuse("rollout-open", {
      says: { what: open.kind === "drill" ? "Drill" : "Rollout", number: String(open.number) },
    });
  const named = switchesOf(pilot.slug).find((one) => one.name === plan.switch);
  if (named === undefined) return refuse("switch-unknown", { says: { name: plan.switch } });
  const { environment } = named;
  if (environment === "practice" && !pilot.practice) return refuse("drill-practice");
  if (environment === "production" && name !== plan.switch)
    return refuse("rollout-name-wrong", { says: { name: plan.switch } });
  if (kind === "cut-over" && environment === "production" && !isDecided) return refuse("rollout-not-decided");
  return { environment };
}
