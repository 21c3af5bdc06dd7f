"use client";

import { useQueryClient } from "@tanstack/react-query";
import type { TestView } from "#lib/database-tests/core/test-view.ts";
import { stopTest } from "#lib/database-tests/query.ts";
import { StopAsked, StopDialog } from "../ui/stop-dialog.tsx";

/** Asks the runner to end the test; what goes on in the database is cancelled within a second. */
export function StopTest({ pilot, test }: { pilot: string; test: TestView }) {
  const client = useQueryClient();
  if (test.isStopAsked) return <StopAsked what="test" by={test.stopRequestedBy} />;
  return (
    <StopDialog
      what="test"
      number={test.number}
      says="What was measured is kept. Statements that did not come to their end get no verdict."
      stop={(reason) => stopTest(pilot, test.number, reason)}
      onAsked={() => client.invalidateQueries({ queryKey: ["database-test", pilot] })}
    />
  );
}
