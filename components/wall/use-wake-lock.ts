"use client";

import { useEffect } from "react";

/** Keeps the screen awake. Browsers let go of it whenever the page is hidden, so it is asked for again; they have it over HTTPS only, and
 *  without it the display's own settings must keep it awake. */
export function useWakeLock(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let isOver = false;
    const ask = async () => {
      if (!("wakeLock" in navigator) || document.visibilityState !== "visible") return;
      if (lock !== null && !lock.released) return;
      lock = await navigator.wakeLock.request("screen").catch(() => null);
      if (isOver) void lock?.release();
    };
    void ask();
    document.addEventListener("visibilitychange", ask);
    return () => {
      isOver = true;
      document.removeEventListener("visibilitychange", ask);
      void lock?.release();
    };
  }, []);
}
