"use client";

import { useEffect, useState } from "react";

/** The page's steady clock (performance.now), looked at every `everyMs`; 0 before the page is alive. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(0);
  useEffect(() => {
    const look = () => setNow(performance.now());
    look();
    const timer = setInterval(look, everyMs);
    // Behind another tab the timer hardly runs: whoever comes back must not see an old time.
    document.addEventListener("visibilitychange", look);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [everyMs]);
  return now;
}
