"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { objectiveSetsQuery, saveObjectiveSet } from "#lib/load/browser/objective-sets-query.ts";
import type { ObjectiveSetView } from "#lib/load/core/objective-set-view.ts";
import type { ObjectiveTemplate } from "#lib/load/core/objective-templates.ts";
import { readObjectives } from "#lib/load/input/objectives.ts";

/** As it is typed, and the version that it was begun with; null for a new set. */
type SetDraft = { name: string; text: string; basedOn: number | null };

/** What is typed and not saved, by set, while the page is open: a look at another set loses nothing. */
export type KeptDrafts = Map<string, SetDraft>;

type Asked = {
  pilot: string;
  /** Null: a new one. */
  set: ObjectiveSetView | null;
  begin: ObjectiveTemplate;
  kept: KeptDrafts;
  onSaved(id: string): void;
};

export function useSetDraft({ pilot, set, begin, kept, onSaved }: Asked) {
  const { draft, put, forget } = useKept(kept, set, begin);
  const { name, text, basedOn } = draft;
  const read = useMemo(() => readObjectives(text), [text]);
  const save = useSave(pilot, {
    onVersion: (version) => put({ basedOn: version }),
    onSaved: (id) => {
      forget();
      onSaved(id);
    },
  });
  const isNewer = set !== null && set.version > (basedOn ?? 0);
  const isSame = set !== null && !isNewer && set.text === text;
  const newest = set?.version ?? null;
  return {
    ...{ name, text, read, save, isNewer, isSame },
    setName: (typedName: string) => put({ name: typedName }),
    setText: (typedText: string) => put({ text: typedText }),
    canSave: read.ok && name.trim() !== "" && !isSame && !isNewer && !save.isPending,
    next: (basedOn ?? 0) + 1,
    submit: () => save.mutate({ name: set?.name ?? name, text, basedOn }),
    keepMine: () => put({ basedOn: newest }),
    takeNewest: forget,
  };
}

/** As long as nobody types, the draft follows what is saved. */
function useKept(kept: KeptDrafts, set: ObjectiveSetView | null, begin: ObjectiveTemplate) {
  const slot = set?.id ?? `new ${begin.name}`;
  const { name, text } = set ?? begin;
  const saved: SetDraft = { name, text, basedOn: set?.version ?? null };
  const [typed, setTyped] = useState(() => kept.get(slot) ?? null);
  useEffect(() => {
    if (typed === null || (typed.text === text && typed.name === name)) kept.delete(slot);
    else kept.set(slot, typed);
  }, [kept, slot, name, text, typed]);
  return {
    draft: typed ?? saved,
    put: (part: Partial<SetDraft>) => setTyped((now) => ({ ...(now ?? saved), ...part })),
    forget: () => {
      kept.delete(slot);
      setTyped(null);
    },
  };
}

type Then = { onVersion(version: number): void; onSaved(id: string): void };

function useSave(pilot: string, { onVersion, onSaved }: Then) {
  const client = useQueryClient();
  const again = () => client.invalidateQueries({ queryKey: objectiveSetsQuery(pilot).queryKey });
  return useMutation({
    mutationFn: (asked: Parameters<typeof saveObjectiveSet>[1]) => saveObjectiveSet(pilot, asked),
    onSuccess: async ({ id, version }) => {
      onVersion(version);
      await again();
      onSaved(id);
    },
    onError: again,
  });
}
