"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { type Draft, storeDraft, storedDraft } from "./scenario-draft.ts";

const storeAfterMs = 300;

/** `draft`: what is typed; what is saved as long as nothing is. `files`: chosen here, by the names that the text uses, and not saved. */
export type DraftState = {
  draft: Draft;
  files: Readonly<Record<string, string>>;
  isChanged: boolean;
  isRestored: boolean;
  /** What the last taking back took away. */
  undo: (() => void) | null;
  type(text: string): void;
  /** Puts a whole text with its files there, to be saved. */
  put(text: string, files: Readonly<Record<string, string>>): void;
  choose(name: string, text: string | null): void;
  /** Says that it now stands on this version. */
  rebase(version: number): void;
  takeBack(): void;
  saved(): void;
};

type Typed = { draft: Draft | null; files: Readonly<Record<string, string>> };
const untouched: Typed = { draft: null, files: {} };

/** Keeps what is typed in the browser. `base` is what is saved: as long as nobody types, the draft follows it. */
export function useDraft(slot: string, base: Draft): DraftState {
  const [typed, setTyped] = useState(untouched);
  const [undo, setUndo] = useState<Typed | null>(null);
  const [isRestored, setRestored] = useState(false);
  const draft = typed.draft ?? base;
  const isChanged = draft.text !== base.text || Object.keys(typed.files).length > 0;
  // After the first picture, which is the same for everybody.
  useEffect(() => {
    const kept = storedDraft(slot);
    if (kept === null) return;
    setTyped((now) => (now === untouched ? { draft: kept, files: {} } : now));
    setRestored(true);
  }, [slot]);
  const forget = useStored(slot, draft.text === base.text ? null : typed.draft);
  const at = (text: string) => ({ text, basedOn: draft.basedOn });
  const set = (now: Typed) => {
    setTyped(now);
    setRestored(false);
  };
  return {
    ...{ draft, files: typed.files, isChanged, isRestored },
    undo: undo === null ? null : () => [set(undo), setUndo(null)],
    type: (text) => [set({ ...typed, draft: at(text) }), setUndo(null)],
    put: (text, files) => [setUndo(typed), set({ draft: at(text), files })],
    choose: (name, text) => set({ ...typed, files: withFile(typed.files, name, text) }),
    rebase: (basedOn) => set({ ...typed, draft: { ...draft, basedOn } }),
    takeBack: () => [setUndo(typed), set(untouched)],
    saved: () => [setUndo(null), set(untouched), forget()],
  };
}

function withFile(files: Readonly<Record<string, string>>, name: string, text: string | null) {
  const { [name]: _was, ...others } = files;
  return text === null ? others : { ...others, [name]: text };
}

/** Stores the draft a moment after each change and when the page is left; the answer forgets it at once. */
function useStored(slot: string, draft: Draft | null): () => void {
  const latest = useRef(draft);
  latest.current = draft;
  const isFirst = useRef(true);
  const keep = useCallback(() => storeDraft(slot, latest.current), [slot]);
  useEffect(() => {
    // What was kept is read before anything is written over it.
    if (isFirst.current && draft === null) {
      isFirst.current = false;
      return;
    }
    isFirst.current = false;
    const timer = setTimeout(keep, draft === null ? 0 : storeAfterMs);
    return () => clearTimeout(timer);
  }, [draft, keep]);
  useEffect(() => {
    const leave = () => latest.current !== null && keep();
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [keep]);
  return useCallback(() => {
    latest.current = null;
    keep();
  }, [keep]);
}
