import type { ListedPoll } from "./core/poll-view.ts";
import type { PollRow } from "./store-polls.ts";

/** Rows of polls as screens get them. */

export function closedOf({ closedAt, closedBy, closedSentence }: PollRow): ListedPoll["closed"] {
  return closedAt && { at: closedAt.getTime(), by: closedBy ?? "", sentence: closedSentence ?? "" };
}
