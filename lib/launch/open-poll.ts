import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { settleCalls } from "./settle-calls.ts";
import { freeze } from "./settle-poll.ts";
import { insertPoll } from "./store-polls.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "poll-open-already" | "poll-on-nothing";

/** Opens a poll on the evidence as it stands: frozen, hashed with SHA-256 over its canonical text. One at a time. */
export async function openPoll(
  ctx: Ctx,
  { pilot: slug }: { pilot: string },
): Promise<{ ok: true; number: number; sha256: string } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const { pilot } = found;
    const { readiness, poll: open } = await settleCalls(tx, ctx, pilot);
    if (open !== null) return refuse("poll-open-already", { says: { by: open.row.openedBy } });
    if (readiness.stations.every(({ items }) => items.length === 0)) return refuse("poll-on-nothing");
    const poll = await insertPoll(tx, pilot.id, { by: ctx.actor, at: ctx.now() });
    const sha256 = await freeze(tx, ctx, { pilot, poll, readiness, verb: "poll.opened" });
    return { ok: true, number: poll.number, sha256 };
  });
}
