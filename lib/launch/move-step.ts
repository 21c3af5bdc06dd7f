import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Tx } from "../platform/database.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { type Step, type StepState, stepState } from "./core/plan.ts";
import type { MoveStep } from "./input/plan.ts";
import { stepOf } from "./plan-rows.ts";
import { type GateRefusals, gateOf } from "./step-gates.ts";
import { findStep, type StepRow, updateStep } from "./store-plan.ts";

type Asked = { pilot: string; stepId: string; move: MoveStep };
type Refusals =
  | "pilot-not-found"
  | "pilot-archived"
  | "plan-row-not-found"
  | "plan-changed"
  | "step-not-so"
  | GateRefusals;

/** From which states a step gets to another. */
const from: Readonly<Record<MoveStep["to"], readonly StepState[]>> = {
  started: ["open"],
  done: ["open", "under way"],
  "left out": ["open", "under way"],
  reopened: ["under way", "done", "left out"],
};

/** Says of a step that it was begun, is done, is left out, or that this was said by mistake. Neither begun nor done while the clock is
 *  held, before the list that it waits for holds, and, where there is no way back after it, before the launch is decided GO. */
export async function moveStep(
  ctx: Ctx,
  { pilot: slug, stepId, move }: Asked,
): Promise<{ ok: true; step: Step } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const row = await findStep(tx, found.pilot.id, stepId);
    if (row === null) return refuse("plan-row-not-found");
    if (row.version !== move.version) return refuse("plan-changed");
    const state = stepState({ ...row, startedAt: ms(row.startedAt), doneAt: ms(row.doneAt) });
    if (!from[move.to].includes(state)) return refuse("step-not-so", { says: { state } });
    const gate =
      move.to === "started" || move.to === "done" ? await gateOf(tx, ctx, { pilot: found.pilot, step: row }) : null;
    if (gate !== null) return gate;
    const saved = await saveMove(tx, ctx, { row, move, state });
    return { ok: true, step: stepOf(saved, found.pilot.windowFrom) };
  });
}

const ms = (at: Date | null) => at?.getTime() ?? null;

type Moving = { row: StepRow; move: MoveStep; state: StepState };

async function saveMove(tx: Tx, ctx: Ctx, { row, move, state }: Moving): Promise<StepRow> {
  const saved = await updateStep(tx, row.id, changeOf(ctx, row, move));
  const says = "says" in move && move.says !== "" ? move.says : null;
  await record(tx, ctx, {
    pilotId: row.pilotId,
    verb: `step.${move.to.replace(" ", "-")}`,
    subject: { kind: "step", id: row.id },
    before: { state },
    after: { title: row.title, offsetMinutes: row.offsetMinutes, part: row.part },
    reason: says,
  });
  return saved;
}

function changeOf(ctx: Ctx, row: StepRow, move: MoveStep): Partial<StepRow> {
  const [at, by] = [ctx.now(), ctx.actor.name];
  switch (move.to) {
    case "started":
      return { startedAt: at, startedBy: by };
    case "done":
      return {
        startedAt: row.startedAt ?? at,
        startedBy: row.startedBy ?? by,
        doneAt: at,
        doneBy: by,
        says: move.says === "" ? null : move.says,
      };
    case "left out":
      return { leftOut: move.says, doneBy: by };
    case "reopened":
      return { startedAt: null, startedBy: null, doneAt: null, doneBy: null, says: null, leftOut: null };
  }
}
