import type { Ctx } from "../platform/ctx.ts";
import { readPoll } from "./read-poll.ts";
import { readPolls } from "./read-polls.ts";

/** Whether two people have signed GO, over evidence that still stands: in the newest poll. */
export async function isLaunchDecided(ctx: Ctx, { pilot }: { pilot: string }): Promise<boolean> {
  const polls = await readPolls(ctx, { pilot });
  const [newest] = polls.ok ? polls.polls : [];
  if (newest === undefined) return false;
  const poll = await readPoll(ctx, { pilot, poll: newest.number });
  return poll.ok && poll.poll.decision === "go";
}
