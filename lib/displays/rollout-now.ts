import type { PilotRow } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Database } from "../platform/database.ts";
import { switchesOf } from "../platform/switches.ts";
import { rolloutState } from "../rollout/core/state.ts";
import { actsOf, findPlan, findReading, listRollouts, type RolloutRow } from "../rollout/store.ts";
import type { RolloutSeen, SwitchSeen } from "./core/rollout-seen.ts";
import type { RehearsedBack } from "./core/wall-rollback.ts";

/** What boards B and C need of a pilot's rollouts, read once for both. */
export type RolloutNow = {
  isPlanned: boolean;
  reading: SwitchSeen;
  rollout: RolloutSeen | null;
  rehearsed: RehearsedBack | null;
};

const unread: SwitchSeen = { newPercent: null, readAt: null };

/** The newest rollout, what its switch was last read to do, and the last way back before it. */
export async function readRolloutNow({ db }: Ctx, pilot: PilotRow): Promise<RolloutNow> {
  const [planned, reading, rows] = await Promise.all([
    findPlan(db, pilot.id),
    findReading(db, pilot.id),
    listRollouts(db, pilot.id),
  ]);
  const [newest = null] = rows;
  const rehearsal = rehearsalAmong(rows, pilot.practice);
  const rollout = newest && (await rolloutSeen(db, newest));
  const named = newest?.endedAt === null ? newest.plan.switch : planned?.plan.switch;
  return {
    isPlanned: switchesOf(pilot.slug).some(({ name }) => name === planned?.plan.switch),
    reading: reading?.switch === named && reading ? readingSeen(reading) : unread,
    rollout,
    rehearsed: rehearsal && (rehearsal.id === newest?.id ? ofSeen(rollout) : ofSeen(await rolloutSeen(db, rehearsal))),
  };
}

/** The last drill; without one, the last time that it was meant. Practice systems count in the practice pilot only. */
function rehearsalAmong(rows: readonly RolloutRow[], practice: boolean): RolloutRow | null {
  const back = rows.filter(
    ({ endedHow, environment }) => endedHow === "back" && (environment !== "practice" || practice),
  );
  return back.find(({ kind }) => kind === "drill") ?? back[0] ?? null;
}

async function rolloutSeen(db: Database, row: RolloutRow): Promise<RolloutSeen> {
  const { number, kind, startedAt, endedAt, endedHow } = row;
  const { stages } = row.plan;
  const acts = await actsOf(db, row.id);
  return {
    ...{ number, endedHow, stages, acts, drill: kind === "drill", state: rolloutState(acts, stages) },
    startedAt: startedAt.getTime(),
    endedAt: endedAt?.getTime() ?? null,
  };
}

const readingSeen = ({ newPercent, readAt }: { newPercent: number | null; readAt: Date | null }): SwitchSeen => ({
  newPercent,
  readAt: readAt?.getTime() ?? null,
});

function ofSeen(rollout: RolloutSeen | null): RehearsedBack | null {
  if (rollout?.state.back == null || rollout.endedAt === null) return null;
  return { number: rollout.number, at: rollout.endedAt, drill: rollout.drill, back: rollout.state.back };
}
