"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { logSearch } from "#lib/log/query.ts";
import { askedOf, type LogAsked } from "./log-address.ts";

type Step = "push" | "replace";
export type Ask = (part: Partial<LogAsked>, step: Step) => void;

/** What the address asks for, and how to ask for something else without another page: the way back leads through filters and pages, not
 *  through every entry that was looked at. */
export function useLogAsked(): [asked: LogAsked, ask: Ask] {
  const params = useSearchParams();
  const asked = useMemo(() => askedOf(params), [params]);
  const ask = useCallback((part: Partial<LogAsked>, step: Step) => {
    const now = askedOf(new URLSearchParams(window.location.search));
    const address = `${window.location.pathname}${searchOf({ ...now, ...part })}`;
    if (step === "push") window.history.pushState(null, "", address);
    else window.history.replaceState(null, "", address);
  }, []);
  return [asked, ask];
}

export function searchOf({ event, ...query }: LogAsked): string {
  return logSearch({ ...query, ...(event === null ? {} : { event }) });
}
