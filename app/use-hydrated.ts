"use client";

import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False until the page's script is there. A form that is sent before would go out as the browser sends it. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
