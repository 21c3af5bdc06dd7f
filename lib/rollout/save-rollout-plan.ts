import { openPilot } from "../pilots/read-open-pilot.ts";
import { findSystem } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { switchesOf } from "../platform/switches.ts";
import { readBalancerMirrors } from "../shadow/read-balancer-mirrors.ts";
import type { RolloutPlan } from "./core/plan.ts";
import type { SaveRolloutPlan } from "./input/rollout.ts";
import { planChanged } from "./plan-changed.ts";
import { findPlan, savePlan } from "./store.ts";

type Wrong = Refused<"switch-unknown" | "switch-cannot-split" | "vitals-system-missing" | "rollout-mirror-missing">;
type Refusals = "pilot-not-found" | "pilot-archived" | "rollout-plan-changed";

/** Writes down how the traffic goes over. A rollout that is open keeps the plan that it began with. */
export async function saveRolloutPlan(
  ctx: Ctx,
  { pilot: slug, version, plan }: SaveRolloutPlan & { pilot: string },
): Promise<{ ok: true; version: number } | Refused<Refusals> | Wrong> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const pilotId = found.pilot.id;
    const before = await findPlan(tx, pilotId);
    if ((before?.version ?? 0) !== version) return planChanged(tx, pilotId);
    const wrong = await wrongIn(tx, found.pilot, plan);
    if (wrong !== null) return wrong;
    const saved = await savePlan(tx, pilotId, plan);
    const about = { pilotId, verb: "rollout-plan.saved", subject: { kind: "rollout-plan", id: pilotId } };
    await record(tx, ctx, { ...about, before: before?.plan, after: plan });
    return { ok: true, version: saved };
  });
}

async function wrongIn(tx: Tx, pilot: { id: string; slug: string }, plan: RolloutPlan): Promise<Wrong | null> {
  const named = switchesOf(pilot.slug).find(({ name }) => name === plan.switch);
  if (named === undefined) return refuse("switch-unknown", { says: { name: plan.switch } });
  if (!named.canSplit && plan.stages.length > 1) return refuse("switch-cannot-split", { says: { name: named.name } });
  return wrongSource(tx, pilot.id, plan);
}

async function wrongSource(tx: Tx, pilotId: string, { vitals, writtenSince }: RolloutPlan): Promise<Wrong | null> {
  if (vitals !== null && "system" in vitals && (await findSystem(tx, pilotId, vitals.system)) === null)
    return refuse("vitals-system-missing");
  const named = [vitals, writtenSince].flatMap((one) => (one !== null && "mirror" in one ? [one.mirror] : []));
  if (named.length === 0) return null;
  const known = new Set((await readBalancerMirrors(tx, pilotId)).map(({ name }) => name));
  const unknown = named.find((name) => !known.has(name));
  return unknown === undefined ? null : refuse("rollout-mirror-missing", { says: { name: unknown } });
}
