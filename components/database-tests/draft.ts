/** The text in the field, and one that was typed and gave way to another, to be had back. */
export type Draft = { text: string; kept: string | null };

/** `offered`: texts that can be chosen at any time; whatever else stood in the field is kept. */
export function beginWith(draft: Draft, chosen: string, offered: readonly string[]): Draft {
  if (chosen === draft.text) return draft;
  return { text: chosen, kept: isTyped(draft.text, offered) ? draft.text : draft.kept };
}

/** What was typed in the meantime is kept in its turn. */
export function putBack({ text, kept }: Draft, offered: readonly string[]): Draft {
  return kept === null ? { text, kept } : { text: kept, kept: isTyped(text, offered) ? text : null };
}

function isTyped(text: string, offered: readonly string[]): boolean {
  return text.trim() !== "" && !offered.includes(text);
}
