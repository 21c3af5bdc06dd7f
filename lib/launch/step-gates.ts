import type { PilotRow } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { decidedBy, signaturesOf } from "./core/signatures.ts";
import { neededItems } from "./needed-items.ts";
import { within } from "./readiness-of.ts";
import { findOpenHold, listNames, type StepRow } from "./store-plan.ts";
import { listDecisionActs, listPolls } from "./store-polls.ts";

export type GateRefusals = "clock-held" | "step-list-open" | "step-before-decision";
type Step = { pilot: PilotRow; step: StepRow };

/** What keeps a step from being begun or done: a held clock, the list that it waits for, or a launch that is not decided GO where there is no
 *  way back after it. Null when nothing does. */
export async function gateOf(tx: Tx, ctx: Ctx, { pilot, step }: Step): Promise<Refused<GateRefusals> | null> {
  const hold = step.part === "programme" ? null : await findOpenHold(tx, pilot.id);
  if (hold !== null) return refuse("clock-held", { says: { by: hold.by, reason: hold.reason } });
  const open = step.checklistId === null ? null : await listOpen(within(ctx, tx), { pilot, step });
  if (open !== null) return open;
  if (step.pointOfNoReturn === "" || (await isDecidedGo(tx, pilot.id))) return null;
  return refuse("step-before-decision", { says: { what: step.pointOfNoReturn } });
}

/** A list holds when each of its items is good or waived. */
async function listOpen(ctx: Ctx, { pilot, step }: Step): Promise<Refused<"step-list-open"> | null> {
  const items = await neededItems(ctx, pilot);
  const open = items.find(
    ({ checklistId, standing }) =>
      checklistId === step.checklistId && standing.kind !== "good" && standing.kind !== "waived",
  );
  if (open === undefined) return null;
  const lists = await listNames(ctx.db, pilot.id);
  const list = lists.find(({ id }) => id === step.checklistId)?.name ?? "its list";
  return refuse("step-list-open", { says: { list, why: `${open.number} ${open.title}, ${open.standing.kind}` } });
}

/** Whether two people have signed GO in the newest poll that ended in a decision. */
async function isDecidedGo(tx: Tx, pilotId: string): Promise<boolean> {
  for (const poll of await listPolls(tx, pilotId)) {
    const decided = decidedBy(signaturesOf(await listDecisionActs(tx, poll.id)));
    if (decided !== null) return decided.decision === "go";
  }
  return false;
}
