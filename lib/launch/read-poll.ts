import { readPilot } from "../pilots/read-pilot.ts";
import type { PilotRow } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { PollView } from "./core/poll-view.ts";
import { decidedBy, signaturesOf } from "./core/signatures.ts";
import { closedOf } from "./poll-rows.ts";
import { readinessOf } from "./readiness-of.ts";
import { callsHash } from "./settle-poll.ts";
import { listStationActs } from "./store-calls.ts";
import { findPoll, listDecisionActs, listSnapshots, type PollRow } from "./store-polls.ts";

/** A poll with its evidence, calls and signatures. */
export async function readPoll(
  ctx: Ctx,
  { pilot: slug, poll: number }: { pilot: string; poll: number },
): Promise<{ ok: true; poll: PollView } | Refused<"pilot-not-found" | "poll-not-found">> {
  const found = await readPilot(ctx, slug);
  if (!found.ok) return found;
  const row = await findPoll(ctx.db, found.pilot.id, number);
  if (row === null) return refuse("poll-not-found");
  return { ok: true, poll: await viewOf(ctx, found.pilot, row) };
}

async function viewOf(ctx: Ctx, pilot: PilotRow, row: PollRow): Promise<PollView> {
  const [snapshots, acts, decisions, calls] = await Promise.all([
    listSnapshots(ctx.db, row.id),
    listStationActs(ctx.db, pilot.id),
    listDecisionActs(ctx.db, row.id),
    row.closedAt === null ? callsNow(ctx, pilot) : null,
  ]);
  const [first, last] = [snapshots[0], snapshots.at(-1)];
  if (first === undefined || last === undefined) throw new Error(`Poll ${row.id} has no snapshot.`);
  const signatures = signaturesOf(decisions);
  return {
    ...{ number: row.number, openedBy: row.openedBy, openedAt: row.openedAt.getTime(), closed: closedOf(row) },
    opened: { sha256: first.sha256, at: first.at.getTime() },
    snapshot: { sha256: last.sha256, at: last.at.getTime(), content: last.content },
    moves: snapshots.length - 1,
    said: acts.filter(({ pollId }) => pollId === row.id),
    ...{ calls, signatures, decision: decidedBy(signatures)?.decision ?? null },
  };
}

async function callsNow(ctx: Ctx, pilot: PilotRow): Promise<string> {
  return callsHash((await readinessOf(ctx, pilot, false)).readiness);
}
