"use client";

import { useEffect, useRef } from "react";

/** Puts the focus on an element that the next rendering brings, or leaves: a row added, a row removed. */
export function useFocusNext(): (id: string) => void {
  const wanted = useRef<string | null>(null);
  useEffect(() => {
    if (wanted.current === null) return;
    document.getElementById(wanted.current)?.focus();
    wanted.current = null;
  });
  return (id) => {
    wanted.current = id;
  };
}
