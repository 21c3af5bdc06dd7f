import { openPilot } from "../pilots/read-open-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import type { ClosePoll } from "./input/calls.ts";
import { settleCalls } from "./settle-calls.ts";
import { endPoll } from "./store-polls.ts";

type Refusals = "pilot-not-found" | "pilot-archived" | "poll-not-open";

/** Ends a poll without a decision, with what is said about it. Calls stand on as long as their evidence does; a single signature under it
 *  decides nothing. */
export async function closePoll(
  ctx: Ctx,
  { pilot: slug, poll: number, sentence }: ClosePoll & { pilot: string; poll: number },
): Promise<{ ok: true; number: number } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const found = await openPilot(tx, slug);
    if (!found.ok) return found;
    const { poll } = await settleCalls(tx, ctx, found.pilot);
    if (poll?.row.number !== number) return refuse("poll-not-open");
    await endPoll(tx, poll.row.id, sentence, { by: ctx.actor, at: ctx.now() });
    const subject = { kind: "poll", id: poll.row.id };
    const after = { number, sentence };
    await record(tx, ctx, { pilotId: found.pilot.id, verb: "poll.closed", subject, after, reason: sentence });
    return { ok: true, number };
  });
}
