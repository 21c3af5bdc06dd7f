import type { Database } from "../platform/database.ts";
import { switchesOf } from "../platform/switches.ts";
import { backTookMs } from "./core/back-clock.ts";
import type { LastBack, Runbook } from "./core/runbook.ts";
import { rolloutState } from "./core/state.ts";
import { actsOf, findPlan, listRollouts, type RolloutRow } from "./store.ts";

/** How the traffic would go back now, and how long each part took the last time: in a drill, and when it was meant. */
export async function readRunbook(db: Database, { id, slug }: { id: string; slug: string }): Promise<Runbook> {
  const [planned, rows] = await Promise.all([findPlan(db, id), listRollouts(db, id)]);
  const plan = planned?.plan ?? null;
  const named = switchesOf(slug).find(({ name }) => name === plan?.switch);
  const back = rows.filter(({ endedHow }) => endedHow === "back");
  const [drill, rollback] = await Promise.all([
    lastBack(
      db,
      back.find(({ kind }) => kind === "drill"),
    ),
    lastBack(
      db,
      back.find(({ kind }) => kind === "cut-over"),
    ),
  ]);
  return { plan, switch: named ?? null, drill, rollback };
}

async function lastBack(db: Database, row: RolloutRow | undefined): Promise<LastBack | null> {
  if (row === undefined) return null;
  const { back } = rolloutState(await actsOf(db, row.id), row.plan.stages);
  if (back === null) return null;
  return { number: row.number, environment: row.environment, tookMs: backTookMs(back, 0), back };
}
