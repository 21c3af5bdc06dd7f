"use client";

/** What is typed in a settings form, in this browser's own storage, until it is saved or given up. */

const keyOf = (place: string) => `gantry.settings.1.${place}`;
const mostCharacters = 200_000;

/** `names`: the fields that the form has now; one kept by another version of the page is left out. */
export function kept<Edit extends { base: object; typed: object }>(place: string, names: string): Edit | null {
  try {
    const found: Edit | null = JSON.parse(window.localStorage.getItem(keyOf(place)) ?? "null");
    const fits = found !== null && [found.base, found.typed].every((form) => Object.keys(form).join(" ") === names);
    return fits ? found : null;
  } catch {
    return null;
  }
}

/** Storage may be full or forbidden: then it lives as long as the page. */
export function keep(place: string, edit: object): void {
  const text = JSON.stringify(edit);
  if (text.length > mostCharacters) return;
  try {
    window.localStorage.setItem(keyOf(place), text);
  } catch {
    return;
  }
}

export function forget(place: string): void {
  try {
    window.localStorage.removeItem(keyOf(place));
  } catch {
    return;
  }
}
