"use client";

import { useFeed } from "../ui/feed-provider.tsx";
import { useNow } from "../ui/use-now.ts";

/** The server's clock as ms since 1970, looked at every `everyMs`; null before the first beat. */
export function useServerNow(everyMs: number): number | null {
  const { serverAtMs, beatAtMs } = useFeed();
  const now = useNow(everyMs);
  if (serverAtMs === null || beatAtMs === null) return null;
  // The beat may be younger than the last look.
  return serverAtMs + Math.max(0, now - beatAtMs);
}
