"use client";

import { useEffect, useState } from "react";

/** Longer than most scenarios of the hundred steps that one may have. */
const longText = 10_000;
const restMs = 300;

/** The text itself; a long one only when nobody has typed for a moment: reading it takes longer than a letter may. */
export function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), text.length > longText ? restMs : 0);
    return () => clearTimeout(timer);
  }, [text]);
  return text.length > longText ? rested : text;
}
