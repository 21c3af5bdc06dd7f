"use client";

import { useEffect, useRef } from "react";

const lookEveryMs = 500;

/** Tells each touch and key, and after `idleMs` without one that nobody is there. Another `of` begins anew. */
export function useIdle(of: string, { idleMs, onTouch, onIdle }: { idleMs: number; onTouch(): void; onIdle(): void }) {
  const acts = useRef({ onTouch, onIdle });
  acts.current = { onTouch, onIdle };
  useEffect(() => {
    let touchedAtMs = performance.now();
    const touch = () => {
      touchedAtMs = performance.now();
      acts.current.onTouch();
    };
    const timer = setInterval(() => {
      if (performance.now() - touchedAtMs > idleMs) acts.current.onIdle();
    }, lookEveryMs);
    for (const kind of ["pointerdown", "keydown", "input"]) window.addEventListener(kind, touch);
    return () => {
      clearInterval(timer);
      for (const kind of ["pointerdown", "keydown", "input"]) window.removeEventListener(kind, touch);
    };
  }, [of, idleMs]);
}
