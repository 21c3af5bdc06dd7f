"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useDeferredValue, useMemo } from "react";
import { objectiveSetsQuery } from "#lib/load/browser/objective-sets-query.ts";
import { readScenario } from "#lib/load/input/scenario.ts";
import { startRun } from "#lib/load/query.ts";
import { systemsQuery } from "#lib/pilots/query.ts";
import { useFeed } from "../ui/feed-provider.tsx";
import { useKeys } from "../ui/use-keys.ts";
import { useNow } from "../ui/use-now.ts";
import { useRested } from "../ui/use-rested.ts";
import { goTo } from "./new-run-form-state.ts";
import type { SetChoice } from "./read-limits.ts";
import { type DraftRead, readRunDraft } from "./read-run-draft.ts";
import type { RunDraft } from "./run-draft.ts";

/** What the new-run form does besides showing itself. */

type Asked = { draft: RunDraft; systemId: string; typed: string } & SetChoice;

const lookAtClockMs = 2_000;

/** The server's time in ms, this browser's own as long as the server has said nothing. */
export function useServerNow(): number {
  const now = useNow(lookAtClockMs);
  const { serverAtMs, beatAtMs } = useFeed();
  return serverAtMs === null || beatAtMs === null ? Date.now() : serverAtMs + now - beatAtMs;
}

/** The draft as far as it can be read. The scenario is read after the letter is on the screen, not before. */
export function useRead(draft: RunDraft, { systemId, typed, sets, environment }: Omit<Asked, "draft">): DraftRead {
  const shown = useDeferredValue(draft);
  const rested = useRested(shown.scenarioText);
  const text = useMemo(() => readScenario(rested), [rested]);
  return useMemo(
    () => readRunDraft(shown, { systemId, typed, sets, environment }, text),
    [shown, systemId, typed, sets, environment, text],
  );
}

/** Starts what stands there now, forgets the draft, and goes to the run. A refusal leaves everything as it is. */
export function useStart(pilot: string, forget: () => void) {
  const router = useRouter();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ draft, ...asked }: Asked) => {
      const { run } = readRunDraft(draft, asked);
      if (run === null) throw new Error("The form has changed in the meantime: look at it again.");
      return startRun(pilot, run);
    },
    onSuccess: ({ number }) => {
      forget();
      router.push(`/${pilot}/runs/${number}`);
    },
    onError: () => {
      void client.invalidateQueries({ queryKey: systemsQuery(pilot).queryKey });
      void client.invalidateQueries({ queryKey: objectiveSetsQuery(pilot).queryKey });
    },
  });
}

export function useSectionKeys(): void {
  useKeys({
    "0": () => goTo("part-scenario"),
    "1": () => goTo("part-load"),
    "2": () => goTo("part-pass"),
    "3": () => goTo("part-target"),
    s: () => goTo("part-start"),
  });
}
