"use client";

import { type ReactNode, useMemo } from "react";
import { FeedProvider } from "../ui/feed-provider.tsx";
import { runReceiver } from "./receive-samples.ts";

/** The pilot's stream, with a run's seconds put where the run page looks for them. */
export function LoadFeed({ pilot, children }: { pilot: string; children: ReactNode }) {
  const receiver = useMemo(() => runReceiver(pilot), [pilot]);
  return (
    <FeedProvider pilot={pilot} receiver={receiver}>
      {children}
    </FeedProvider>
  );
}
