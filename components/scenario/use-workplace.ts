"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { scenarioQuery } from "#lib/load/browser/scenarios-query.ts";
import type { ScenarioPage } from "#lib/load/core/scenario-view.ts";
import { readScenario } from "#lib/load/input/scenario.ts";
import { type SystemChoice, systemsQuery } from "#lib/pilots/query.ts";
import { slotOf } from "./scenario-draft.ts";
import { type ChosenFiles, useChosenFiles } from "./use-chosen-files.ts";
import { type DraftState, useDraft } from "./use-draft.ts";
import { type ReadText, useReadScenario } from "./use-read-scenario.ts";
import { type SaveState, useSave } from "./use-save.ts";
import { type TryState, useTry } from "./use-try.ts";

/** Everything that the parts of a scenario's page share. */
export type Workplace = {
  pilot: string;
  /** Null: it is not there yet. */
  page: ScenarioPage | null;
  /** Whoever looks may change it. */
  isOpen: boolean;
  timeZone: string;
  text: string;
  state: DraftState;
  read: ReadText;
  files: ChosenFiles;
  systems: readonly SystemChoice[];
  /** Why they could not be read. */
  systemsError: Error | null;
  attempt: TryState;
  mayTry: boolean;
  onTry(): void;
  save: SaveState;
};

export type WorkplaceProps = {
  pilot: string;
  page: ScenarioPage | null;
  /** What a new one begins with. */
  begin: string;
  timeZone: string;
  mayChange: boolean;
};

export function useWorkplace({ pilot, page: first, begin, timeZone, mayChange: isOpen }: WorkplaceProps): Workplace {
  const start = first === null ? {} : { initialData: first };
  const asked = useQuery({ ...scenarioQuery(pilot, first?.id ?? ""), ...start, enabled: first !== null });
  const page = first === null ? null : (asked.data ?? first);
  const { data, error: systemsError } = useQuery(systemsQuery(pilot));
  const systems = data?.systems ?? [];
  const newest = page?.versions[0]?.version ?? null;
  const base = useMemo(() => ({ text: page?.text ?? begin, basedOn: newest }), [page?.text, begin, newest]);
  const state = useDraft(slotOf(pilot, page?.id ?? null), base);
  const { text } = state.draft;
  const read = useReadScenario(text);
  const files = useChosenFiles(pilot, state.files, state.choose);
  const attempt = useTry(pilot, systems);
  const save = useSave({ pilot, page, state, read });
  const mayTry = isOpen && read.isOfText && attempt.systemId !== "" && !attempt.isBusy;
  const onTry = () => {
    // By keyboard it may come before the text was read on the page.
    if (isOpen && attempt.systemId !== "" && !attempt.isBusy && readScenario(text).ok) attempt.send(text, state.files);
  };
  const tries = { systems, systemsError, attempt, mayTry, onTry };
  return { pilot, page, isOpen, timeZone, text, state, read, files, save, ...tries };
}
