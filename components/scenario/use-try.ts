"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { tryScenario } from "#lib/load/browser/scenarios-query.ts";
import type { Only } from "#lib/load/core/part-of-scenario.ts";
import type { Tried } from "#lib/load/core/scenario-view.ts";
import type { SystemChoice } from "#lib/pilots/query.ts";

export type TryState = {
  systemId: string;
  chooseSystem(id: string): void;
  only: Only | null;
  chooseOnly(only: Only | null): void;
  /** What was seen last, and the text that was sent. */
  tried: (Tried & { text: string }) | null;
  error: Error | null;
  isBusy: boolean;
  /** Sends a text with the files that were chosen for it. */
  send(text: string, files: Readonly<Record<string, string>>): void;
};

/** On the practice plant nothing real is reached: there the new system is chosen. Elsewhere nothing is. */
export function useTry(pilot: string, systems: readonly SystemChoice[]): TryState {
  const usual = systems.find(({ environment, role }) => environment === "practice" && role === "new");
  const [chosen, chooseSystem] = useState<string | null>(null);
  const [only, chooseOnly] = useState<Only | null>(null);
  const systemId = chosen ?? usual?.id ?? "";
  const work = useMutation({
    mutationFn: async (asked: { text: string; files: { name: string; text: string }[] }) => {
      const tried = await tryScenario(pilot, { ...asked, systemId, only });
      return { ...tried, text: asked.text };
    },
  });
  return {
    ...{ systemId, chooseSystem, only, chooseOnly },
    tried: work.data ?? null,
    error: work.error,
    isBusy: work.isPending,
    send: (text, files) => work.mutate({ text, files: filesOf(files) }),
  };
}

export function filesOf(files: Readonly<Record<string, string>>): { name: string; text: string }[] {
  return Object.entries(files).map(([name, text]) => ({ name, text }));
}
