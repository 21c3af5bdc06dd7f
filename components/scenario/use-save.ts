"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { saveScenario } from "#lib/load/browser/scenarios-query.ts";
import type { ScenarioPage } from "#lib/load/core/scenario-view.ts";
import type { DraftState } from "./use-draft.ts";
import type { ReadText } from "./use-read-scenario.ts";
import { filesOf } from "./use-try.ts";

export type SaveState = {
  /** What saving would make: "Save as version 8", "Save as a new scenario". */
  label: string;
  may: boolean;
  isBusy: boolean;
  error: Error | null;
  /** What was saved last, in a sentence. */
  says: string;
  save(): void;
};

type Asked = { pilot: string; page: ScenarioPage | null; state: DraftState; read: ReadText };

/** Saves the text as it stands. Under another name it becomes a scenario of its own. */
export function useSave({ pilot, page, state, read }: Asked): SaveState {
  const client = useQueryClient();
  const router = useRouter();
  const { draft, files, isChanged } = state;
  const isNew = page === null || (read.good !== null && read.good.name !== page.name);
  const work = useMutation({
    mutationFn: () =>
      saveScenario(pilot, { text: draft.text, files: filesOf(files), basedOn: isNew ? null : draft.basedOn }),
    onSuccess: async ({ id }) => {
      for (const key of ["scenario", "scenarios"]) await client.invalidateQueries({ queryKey: [key, pilot] });
      state.saved();
      if (id !== page?.id) router.push(`/${pilot}/scenarios/${id}`);
    },
    // Who was first is on the page then.
    onError: () => client.invalidateQueries({ queryKey: ["scenario", pilot] }),
  });
  return {
    label: isNew ? "Save as a new scenario" : `Save as version ${(page.versions[0]?.version ?? 0) + 1}`,
    may: read.isOfText && (isChanged || page === null) && !work.isPending,
    isBusy: work.isPending,
    error: work.error,
    says: work.data === undefined || isChanged ? "" : `Saved as version ${work.data.version}.`,
    save: () => work.mutate(),
  };
}
