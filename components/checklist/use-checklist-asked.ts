"use client";

import { useSearchParams } from "next/navigation";
import { useCallback, useMemo } from "react";
import { askedOf, type ChecklistAsked, checklistSearch } from "./checklist-address.ts";

export type AskChecklist = (part: Partial<ChecklistAsked>, step: "push" | "replace") => void;

/** What the address asks for, and how to ask for something else without another page. */
export function useChecklistAsked(): [asked: ChecklistAsked, ask: AskChecklist] {
  const params = useSearchParams();
  const asked = useMemo(() => askedOf(params), [params]);
  const ask = useCallback<AskChecklist>((part, step) => {
    const now = askedOf(new URLSearchParams(window.location.search));
    const address = `${window.location.pathname}${checklistSearch({ ...now, ...part })}`;
    if (step === "push") window.history.pushState(null, "", address);
    else window.history.replaceState(null, "", address);
  }, []);
  return [asked, ask];
}
