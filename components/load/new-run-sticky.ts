"use client";

import { useEffect, useRef } from "react";

/** Keeps a column beside a longer one in sight: it stays at the top when it fits the window, else it scrolls to its end and stays there.
 *  The element is `position: sticky`. */
export function useStaysInSight() {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = ref.current;
    if (element === null) return;
    const place = () => {
      element.style.top = `${Math.min(0, window.innerHeight - element.offsetHeight)}px`;
    };
    const sizes = new ResizeObserver(place);
    sizes.observe(element);
    window.addEventListener("resize", place);
    return () => {
      sizes.disconnect();
      window.removeEventListener("resize", place);
    };
  }, []);
  return ref;
}
