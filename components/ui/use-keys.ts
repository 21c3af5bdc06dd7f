"use client";

import { useEffect, useRef } from "react";

/** Single keys, and pairs such as "g r", outside of fields. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  const known = useRef(keys);
  known.current = keys;
  const first = useRef("");
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const pair = `${first.current} ${event.key}`;
      // What follows a g names a place, also where a key of the page is called the same.
      const alone = first.current === "g" ? undefined : known.current[event.key];
      const act = known.current[pair] ?? alone;
      first.current = event.key;
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
