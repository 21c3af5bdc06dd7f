import type { Database } from "../platform/database.ts";
import { rolloutLine } from "./rollout-line.ts";
import { listRollouts } from "./store.ts";

/** Every time the way back was gone and seen to the end, newest first: drills, and rollbacks that were meant. */
export async function readDrills(db: Database, pilotId: string) {
  const rows = await listRollouts(db, pilotId);
  const lines = await Promise.all(
    rows.filter(({ endedHow }) => endedHow === "back").map((row) => rolloutLine(db, row)),
  );
  return lines.flatMap(({ number, kind, environment, endedAt, backTookMs }) =>
    endedAt === null || backTookMs === null
      ? []
      : [{ number, kind, environment, rehearsedAt: endedAt, durationSeconds: Math.ceil(backTookMs / 1_000) }],
  );
}
