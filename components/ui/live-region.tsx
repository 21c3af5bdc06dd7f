"use client";

import { useEffect, useRef, useState } from "react";

/** At most four polite announcements a minute. */
const pauseMs = 15_000;

/** Says what has changed to who cannot see it: `says` politely, the newest when several came in a short time; `alarm` at once. */
export function LiveRegion({ says, alarm }: { says: string; alarm: string }) {
  const [said, setSaid] = useState("");
  const lastAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const wait = Math.max(0, lastAt.current + pauseMs - performance.now());
    const timer = setTimeout(() => {
      lastAt.current = performance.now();
      setSaid(says);
    }, wait);
    return () => clearTimeout(timer);
  }, [says]);
  return (
    <div className="visually-hidden">
      <p aria-live="polite">{said}</p>
      <p aria-live="assertive">{alarm}</p>
    </div>
  );
}
