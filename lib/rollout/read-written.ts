import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { findRollout } from "./store.ts";
import { listWritten, type WrittenRow } from "./store-written.ts";

export type WrittenLine = Omit<WrittenRow, "pilotId" | "rolloutId" | "writtenAt" | "at"> & {
  writtenAt: number;
  at: number | null;
};

/** The reconciliation list of a rollout, oldest first, a page at a time. */
export async function readWritten(
  ctx: Ctx,
  {
    pilot: slug,
    rollout: number,
    after,
    most = 200,
  }: { pilot: string; rollout: number; after: string | null; most?: number },
): Promise<{ ok: true; written: WrittenLine[] } | Refused<"pilot-not-found" | "rollout-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const rollout = await findRollout(ctx.db, found.pilot.id, number);
  if (rollout === null) return refuse("rollout-not-found");
  const rows = await listWritten(ctx.db, rollout.id, { after, most });
  return {
    ok: true,
    written: rows.map(({ pilotId: _p, rolloutId: _r, writtenAt, at, ...row }) => ({
      ...row,
      writtenAt: writtenAt.getTime(),
      at: at?.getTime() ?? null,
    })),
  };
}
