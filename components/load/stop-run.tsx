"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { RunView } from "#lib/load/core/run-view.ts";
import { stopRun } from "#lib/load/query.ts";
import { StopAsked, StopDialog } from "../ui/stop-dialog.tsx";

/** Stops the run by a request of its own, also while the page is stale. */
export function StopRun({ pilot, run }: { pilot: string; run: RunView }) {
  const client = useQueryClient();
  if (run.stopRequestedAt !== null) return <StopAsked what="run" by={run.stopRequestedBy} />;
  return (
    <StopDialog
      what="run"
      number={run.number}
      says="What was measured is kept. A run that is stopped before its planned end cannot pass."
      stop={(reason) => stopRun(pilot, run.number, reason)}
      onAsked={() => client.invalidateQueries({ queryKey: ["run", pilot, run.number] })}
    />
  );
}
