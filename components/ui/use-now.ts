"use client";

import { useEffect, useState } from "react";

/** The page's steady clock (performance.now), looked at every `everyMs`; 0 before the page is alive. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(0);
  useEffect(() => {
    setNow(performance.now());
    const timer = setInterval(() => setNow(performance.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
