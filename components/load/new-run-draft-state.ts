"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { forgetDraft, storeDraft, storedDraft } from "./new-run-stored-draft.ts";
import type { RunDraft } from "./run-draft.ts";

const storeAfterMs = 300;

/** What was there before something large replaced it, and how that is said. */
export type Undo = { says: string; before: RunDraft; after: RunDraft };

/** The draft, kept in the browser; what replaces much of it can be undone. `first` is what an untouched form shows. */
export function useRunDraft(slot: string, first: RunDraft) {
  const [fresh] = useState(first);
  const [restored] = useState(() => storedDraft(slot));
  const [draft, setDraft] = useState(restored ?? fresh);
  const [undo, setUndo] = useState<Undo | null>(null);
  const forget = useStored(slot, draft, fresh);
  const change = useCallback((part: Partial<RunDraft>) => setDraft((now) => ({ ...now, ...part })), []);

  /** Of replacements without an edit between them the first draft is the one that comes back. */
  function replace(says: string, after: RunDraft): void {
    setUndo({ says, before: undo?.after === draft ? undo.before : draft, after });
    setDraft(after);
  }

  return {
    draft,
    change,
    replace,
    undo: undo?.says ?? null,
    takeBack(): void {
      if (undo === null) return;
      setDraft(undo.before);
      setUndo(null);
    },
    discard: () => replace("Discarded.", fresh),
    isFresh: draft === fresh,
    isRestored: restored !== null && draft === restored,
    forget,
  };
}

/** Stores the draft a moment after each change and when the page is left; the answer ends that, once the run is started. */
function useStored(slot: string, draft: RunDraft, fresh: RunDraft): () => void {
  const latest = useRef(draft);
  latest.current = draft;
  const isDone = useRef(false);
  const keep = useCallback(() => {
    if (isDone.current) return;
    if (latest.current === fresh) forgetDraft(slot);
    else storeDraft(slot, latest.current);
  }, [slot, fresh]);
  useEffect(() => {
    const timer = setTimeout(keep, draft === fresh ? 0 : storeAfterMs);
    return () => clearTimeout(timer);
  }, [draft, fresh, keep]);
  useEffect(() => {
    window.addEventListener("pagehide", keep);
    return () => {
      window.removeEventListener("pagehide", keep);
      keep();
    };
  }, [keep]);
  return useCallback(() => {
    isDone.current = true;
    forgetDraft(slot);
  }, [slot]);
}
