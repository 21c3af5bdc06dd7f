"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { askedOf, type ShadowAsked, shadowSearch } from "./shadow-address.ts";

type Step = "push" | "replace";

/** What the address asks for, and how to ask for something else without another page: the way back leads through filters, not through every
 *  group that was looked at. */
export function useShadowAsked(): [asked: ShadowAsked, ask: (part: Partial<ShadowAsked>, step: Step) => void] {
  const params = useSearchParams();
  const asked = useMemo(() => askedOf(params), [params]);
  const ask = useCallback((part: Partial<ShadowAsked>, step: Step) => {
    const now = askedOf(new URLSearchParams(window.location.search));
    const address = `${window.location.pathname}${shadowSearch({ ...now, ...part })}`;
    if (step === "push") window.history.pushState(null, "", address);
    else window.history.replaceState(null, "", address);
  }, []);
  return [asked, ask];
}
