"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { readScenario } from "#lib/load/input/scenario.ts";
import { startRun } from "#lib/load/query.ts";
import { systemsQuery } from "#lib/pilots/query.ts";
import { useFeed } from "../ui/feed-provider.tsx";
import { useKeys } from "../ui/use-keys.ts";
import { useNow } from "../ui/use-now.ts";
import { goTo } from "./new-run-form-state.ts";
import { type DraftRead, readRunDraft } from "./read-run-draft.ts";
import type { RunDraft } from "./run-draft.ts";

/** What the new-run form does besides showing itself. */

type Asked = { draft: RunDraft; systemId: string; typed: string };

const lookAtClockMs = 2_000;

/** The server's time in ms, this browser's own as long as the server has said nothing. */
export function useServerNow(): number {
  const now = useNow(lookAtClockMs);
  const { serverAtMs, beatAtMs } = useFeed();
  return serverAtMs === null || beatAtMs === null ? Date.now() : serverAtMs + now - beatAtMs;
}

/** Longer than most scenarios of the hundred steps that one may have. */
const longText = 10_000;
const restMs = 300;

/** The text itself; a long one only when nobody has typed for a moment: reading it takes longer than a letter may. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), text.length > longText ? restMs : 0);
    return () => clearTimeout(timer);
  }, [text]);
  return text.length > longText ? rested : text;
}

/** The draft as far as it can be read. The scenario is read after the letter is on the screen, not before. */
export function useRead(draft: RunDraft, { systemId, typed }: Omit<Asked, "draft">): DraftRead {
  const shown = useDeferredValue(draft);
  const rested = useRested(shown.scenarioText);
  const text = useMemo(() => readScenario(rested), [rested]);
  return useMemo(() => readRunDraft(shown, { systemId, typed }, text), [shown, systemId, typed, text]);
}

/** Starts what stands there now, forgets the draft, and goes to the run. A refusal leaves everything as it is. */
export function useStart(pilot: string, forget: () => void) {
  const router = useRouter();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ draft, systemId, typed }: Asked) => {
      const { run } = readRunDraft(draft, { systemId, typed });
      if (run === null) throw new Error("The form has changed in the meantime: look at it again.");
      return startRun(pilot, run);
    },
    onSuccess: ({ number }) => {
      forget();
      router.push(`/${pilot}/runs/${number}`);
    },
    onError: () => client.invalidateQueries({ queryKey: systemsQuery(pilot).queryKey }),
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
