"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { askedOf, coverageSearch, type PageAsked } from "./coverage-address.ts";

export type Ask = (part: Partial<PageAsked>) => void;

/** What the address asks for, and how to ask for something else without another page. */
export function useCoverageAsked(): [asked: PageAsked, ask: Ask] {
  const params = useSearchParams();
  const asked = useMemo(() => askedOf(params), [params]);
  const ask = useCallback((part: Partial<PageAsked>) => {
    const now = askedOf(new URLSearchParams(window.location.search));
    window.history.pushState(null, "", `${window.location.pathname}${coverageSearch({ ...now, ...part })}`);
  }, []);
  return [asked, ask];
}
