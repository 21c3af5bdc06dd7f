/** Moves the focus to the row link below or above the one that has it; to the first when none has. `which` selects the links. */
export function moveFocus(which: string, by: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>(which)];
  const { activeElement } = document;
  const at = activeElement instanceof HTMLElement ? links.indexOf(activeElement) : -1;
  links[at === -1 ? 0 : Math.min(links.length - 1, Math.max(0, at + by))]?.focus();
}
