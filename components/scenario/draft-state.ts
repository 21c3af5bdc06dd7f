import type { Draft } from "./scenario-draft.ts";

/** Files that were chosen here, by the names that the text uses. */
export type ChosenTexts = Readonly<Record<string, string>>;

/** What was typed and chosen. `draft` null: nothing was typed, and what is saved stands there. */
export type Typed = { draft: Draft | null; files: ChosenTexts };
export const untouched: Typed = { draft: null, files: {} };

/** What was sent to be saved, the version that it became, and the slot in which that scenario's draft is kept. */
export type SavedText = { text: string; files: ChosenTexts; version: number; slot: string };

/** `undo`: what the last taking back took away. `saved`: what was saved last; it stands there until the page has it. */
export type DraftBook = { typed: Typed; undo: Typed | null; isRestored: boolean; saved: SavedText | null };
export const emptyBook: DraftBook = { typed: untouched, undo: null, isRestored: false, saved: null };

/** What was kept from before is put there, unless somebody was quicker to type. */
export function restored(book: DraftBook, draft: Draft): DraftBook {
  return { ...book, typed: book.typed === untouched ? { draft, files: {} } : book.typed, isRestored: true };
}

/** What stands there as long as nothing is typed: what was saved last, until the page has it. */
export function standing(base: Draft, slot: string, saved: SavedText | null): Draft {
  if (saved === null || (saved.slot === slot && (base.basedOn ?? 0) >= saved.version)) return base;
  return { text: saved.text, basedOn: saved.version };
}

/** What is typed and chosen after a save: nothing where it is what was sent; else it is kept, and follows on the version that was saved. */
export function leftAfter({ draft, files }: Typed, saved: SavedText): Typed {
  const since = Object.entries(files).filter(([name, text]) => saved.files[name] !== text);
  const typed = draft === null || draft.text === saved.text ? null : { text: draft.text, basedOn: saved.version };
  return typed === null && since.length === 0 ? untouched : { draft: typed, files: Object.fromEntries(since) };
}

/** A save was answered: what was typed since it was sent stays, to be saved as the next version. */
export function afterSave({ typed, undo, isRestored }: DraftBook, saved: SavedText): DraftBook {
  const left = leftAfter(typed, saved);
  if (left === untouched) return { ...emptyBook, saved };
  return { typed: left, undo: undo === null ? null : leftAfter(undo, saved), isRestored, saved };
}
