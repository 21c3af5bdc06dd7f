/** Puts the caret of a plain text field at a place. Lines and columns count from 1. */
export function goToPlace(field: HTMLTextAreaElement | null, { line, column }: { line: number; column: number }): void {
  if (field === null) return;
  const before = field.value.split("\n").slice(0, line - 1);
  const start = before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
  field.focus();
  field.setSelectionRange(start, start);
}
