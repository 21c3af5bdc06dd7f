import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { setBaseline } from "#lib/load/browser/compare-query.ts";
import type { ListedRun } from "#lib/load/core/run-list.ts";
import { type Marked, withBaseline, withMark } from "./marked-runs.ts";

/** Marks in the runs list, and what came of the last act there. */
export type MarkedRuns = {
  marked: Marked;
  /** In a sentence; null when there is nothing to say. */
  says: string | null;
  error: Error | null;
  toggle(run: ListedRun): void;
  clear(): void;
  makeBaseline(number: number): void;
};

export function useMarkedRuns(pilot: string): MarkedRuns {
  const client = useQueryClient();
  const [marked, setMarked] = useState<Marked>([]);
  const [says, setSays] = useState<string | null>(null);
  const { mutate, error, reset } = useMutation({
    mutationFn: (number: number) => setBaseline(pilot, number),
    onSuccess: ({ baseline: { number }, replaces }) => {
      setSays(`Run ${number} is the baseline now${replaces === null ? "" : `, in the place of run ${replaces}`}.`);
      setMarked((before) => withBaseline(before, { number, replaces }));
      for (const word of ["run", "runs"]) client.invalidateQueries({ queryKey: [word, pilot] });
    },
  });
  const begin = () => {
    reset();
    setSays(null);
  };
  return {
    ...{ marked, says, error },
    toggle(run) {
      begin();
      const next = withMark(marked, run);
      setMarked(next.marked);
      setSays(next.says);
    },
    clear() {
      begin();
      setMarked([]);
    },
    makeBaseline(number) {
      begin();
      mutate(number);
    },
  };
}
