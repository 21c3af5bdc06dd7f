"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import {
  afterSave,
  type ChosenTexts,
  type DraftBook,
  emptyBook,
  leftAfter,
  restored,
  type SavedText,
  standing,
  untouched,
} from "./draft-state.ts";
import { type Draft, storeDraft, storedDraft } from "./scenario-draft.ts";

const storeAfterMs = 300;

/** `draft`: what is typed; what is saved as long as nothing is. `files`: chosen here, by the names that the text uses, and not saved. */
export type DraftState = {
  draft: Draft;
  files: ChosenTexts;
  isChanged: boolean;
  isRestored: boolean;
  /** What the last taking back took away. */
  undo: (() => void) | null;
  type(text: string): void;
  /** Puts a whole text with its files there, to be saved. */
  put(text: string, files: ChosenTexts): void;
  choose(name: string, text: string | null): void;
  /** Says that it now stands on this version. */
  rebase(version: number): void;
  takeBack(): void;
  /** Says what was saved: what was typed since it was sent is kept. */
  saved(what: SavedText): void;
};

/** Keeps what is typed in the browser. `first` is what the page says is saved: as long as nobody types, the draft follows it. */
export function useDraft(slot: string, first: Draft): DraftState {
  const [book, setBook] = useState(emptyBook);
  const { typed, undo, isRestored, saved } = book;
  const base = standing(first, slot, saved);
  const draft = typed.draft ?? base;
  const isChanged = draft.text !== base.text || Object.keys(typed.files).length > 0;
  // After the first picture, which is the same for everybody.
  useEffect(() => {
    const kept = storedDraft(slot);
    if (kept !== null) setBook((now) => restored(now, kept));
  }, [slot]);
  const savedNow = useStored(saved?.slot ?? slot, draft.text === base.text ? null : typed.draft);
  // By what stands there then: some of it is called when a file has been read, or a save answered.
  const set = (change: (now: DraftBook) => Partial<DraftBook>) =>
    setBook((now) => ({ ...now, isRestored: false, ...change(now) }));
  const on = (now: DraftBook) => (now.typed.draft ?? standing(first, slot, now.saved)).basedOn;
  const text = ({ typed: { draft: there } }: DraftBook) => there?.text ?? base.text;
  return {
    ...{ draft, files: typed.files, isChanged, isRestored },
    undo: undo === null ? null : () => set(() => ({ typed: undo, undo: null })),
    type: (to) => set((now) => ({ typed: { ...now.typed, draft: { text: to, basedOn: on(now) } }, undo: null })),
    put: (to, files) => set((now) => ({ typed: { draft: { text: to, basedOn: on(now) }, files }, undo: now.typed })),
    choose: (name, to) => set(({ typed: now }) => ({ typed: { ...now, files: withFile(now.files, name, to) } })),
    rebase: (basedOn) => set((now) => ({ typed: { ...now.typed, draft: { text: text(now), basedOn } } })),
    takeBack: () => set((now) => ({ typed: untouched, undo: now.typed })),
    saved: (what) => [setBook((now) => afterSave(now, what)), savedNow(what)],
  };
}

function withFile(files: ChosenTexts, name: string, text: string | null): ChosenTexts {
  const { [name]: _was, ...others } = files;
  return text === null ? others : { ...others, [name]: text };
}

/** Stores the draft a moment after each change and when the page is left. The answer tells it at once what was saved: what is left then is kept
 *  with the scenario that it was saved as. */
function useStored(slot: string, draft: Draft | null): (saved: SavedText) => void {
  const latest = useRef({ slot, draft });
  latest.current = { slot, draft };
  const isFirst = useRef(true);
  const keep = useCallback(() => storeDraft(latest.current.slot, latest.current.draft), []);
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
    const leave = () => latest.current.draft !== null && keep();
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, [keep]);
  return useCallback(
    (saved) => {
      storeDraft(latest.current.slot, null);
      latest.current = { slot: saved.slot, draft: leftAfter({ draft: latest.current.draft, files: {} }, saved).draft };
      keep();
    },
    [keep],
  );
}
