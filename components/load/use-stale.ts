"use client";

import { useEffect, useState } from "react";
import type { RunView } from "#lib/load/core/run-view.ts";
import type { FeedState } from "#lib/platform/browser/feed.ts";
import { useNow } from "../ui/use-now.ts";

/** Why what is shown is not live, and since how many seconds. `feed`: nothing comes from the server any more. `source`: the server is
 *  there, but no new second of the run is. `paused`, `closed`: this page has no stream, see the feed's `why`. */
export type Stale = { kind: "feed" | "source" | "paused" | "closed"; seconds: number; tries: number };

/** A run's figures come each second; older than this they are not live. */
const sourceLimitMs = 5_000;

const notLive: Partial<Record<FeedState["phase"], Stale["kind"]>> = {
  stale: "feed",
  paused: "paused",
  closed: "closed",
};

/** Null while what is shown is live, or final. */
export function useStale(run: RunView, feed: FeedState): Stale | null {
  const now = useNow(250);
  const changedAt = useChangedAt(run.summary.lastSecond, run.state);
  if (run.state === "ended") return null;
  const kind = notLive[feed.phase];
  if (kind !== undefined) return { kind, seconds: Math.max(0, now - (feed.beatAtMs ?? now)) / 1000, tries: feed.tries };
  const silentMs = now - changedAt;
  // One user waits for each answer as long as it takes: silence says nothing.
  if (run.kind === "smoke") return null;
  if (run.state !== "running" || silentMs <= sourceLimitMs) return null;
  return { kind: "source", seconds: silentMs / 1000, tries: 0 };
}

/** On the page's steady clock, when the newest second or the state last changed. */
function useChangedAt(second: number | null, state: string): number {
  const [seen, setSeen] = useState({ what: "", atMs: Number.POSITIVE_INFINITY });
  const what = `${state} ${second}`;
  useEffect(() => setSeen({ what, atMs: performance.now() }), [what]);
  return seen.what === what ? seen.atMs : Number.POSITIVE_INFINITY;
}
