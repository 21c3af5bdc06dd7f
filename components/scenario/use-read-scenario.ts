"use client";

import { useDeferredValue, useMemo, useRef } from "react";
import type { Scenario } from "#lib/load/core/scenario.ts";
import { type Mistake, readScenario } from "#lib/load/input/scenario.ts";
import { useRested } from "../ui/use-rested.ts";

/** `good`: the scenario of the last text that read well; null before there was one. `isOfText`: it is that of the text as it stands. */
export type ReadText = {
  mistakes: readonly Mistake[];
  good: Scenario | null;
  isOfText: boolean;
};

/** Reads a text after the letter is on the screen; a long one when nobody has typed for a moment. */
export function useReadScenario(text: string): ReadText {
  const rested = useRested(useDeferredValue(text));
  const read = useMemo(() => readScenario(rested), [rested]);
  const good = useRef<Scenario | null>(null);
  if (read.ok) good.current = read.scenario;
  const isEmpty = rested.trim() === "";
  const mistakes = useMemo(() => (read.ok || isEmpty ? [] : read.mistakes), [read, isEmpty]);
  return { mistakes, good: isEmpty ? null : good.current, isOfText: read.ok && rested === text };
}
