"use client";

import { useEffect } from "react";

/** The back button leads to the kiosk again, however often it is pressed: a browser lets nobody forbid it, but each touch puts a further
 *  step of the same page above what was there before. */
export function useStayHere(): void {
  useEffect(() => {
    let isAbove = false;
    const goAbove = () => {
      if (isAbove) return;
      isAbove = true;
      window.history.pushState(null, "");
    };
    const back = () => {
      isAbove = false;
      goAbove();
    };
    goAbove();
    window.addEventListener("pointerdown", goAbove);
    window.addEventListener("popstate", back);
    return () => {
      window.removeEventListener("pointerdown", goAbove);
      window.removeEventListener("popstate", back);
    };
  }, []);
}
