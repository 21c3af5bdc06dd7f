"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { saveScenario } from "#lib/load/browser/scenarios-query.ts";
import type { ScenarioPage } from "#lib/load/core/scenario-view.ts";
import type { ChosenTexts } from "./draft-state.ts";
import { slotOf } from "./scenario-draft.ts";
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

type Sent = { text: string; files: ChosenTexts; basedOn: number | null };
type Asked = { pilot: string; page: ScenarioPage | null; state: DraftState; read: ReadText };

/** Saves the text as it stands. Under another name it becomes a scenario of its own. */
export function useSave({ pilot, page, state, read }: Asked): SaveState {
  const client = useQueryClient();
  const router = useRouter();
  const { draft, files, isChanged } = state;
  const isNew = page === null || (read.good !== null && read.good.name !== page.name);
  const work = useMutation({
    mutationFn: ({ text, files, basedOn }: Sent) => saveScenario(pilot, { text, files: filesOf(files), basedOn }),
    onSuccess: async ({ id, version }, { text, files }) => {
      // At once: the editor is open all the time, and what is typed from now on is of the next version.
      state.saved({ text, files, version, slot: slotOf(pilot, id) });
      for (const key of ["scenario", "scenarios"]) await client.invalidateQueries({ queryKey: [key, pilot] });
      if (id !== page?.id) router.push(`/${pilot}/scenarios/${id}`);
    },
    // Who was first is on the page then.
    onError: () => client.invalidateQueries({ queryKey: ["scenario", pilot] }),
  });
  const isLeaving = work.data !== undefined && work.data.id !== page?.id;
  return {
    label: isNew ? "Save as a new scenario" : `Save as version ${(page.versions[0]?.version ?? 0) + 1}`,
    may: read.isOfText && (isChanged || page === null) && !work.isPending && !isLeaving,
    isBusy: work.isPending,
    error: work.error,
    says: work.data === undefined || isChanged ? "" : `Saved as version ${work.data.version}.`,
    save: () => work.mutate({ text: draft.text, files, basedOn: isNew ? null : draft.basedOn }),
  };
}
