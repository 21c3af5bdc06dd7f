/** A request's target taken apart: `/lots/17?full=1` or `http://legacy/lots/17`. */

/** The path without origin, query and fragment; `/` for an empty one. */
export function pathOf(target: string): string {
  const end = target.search(/[?#]/);
  const whole = end < 0 ? target : target.slice(0, end);
  return whole.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, "") || "/";
}

/** A path's segments as they are written, empty ones (double or closing slashes) left out. */
export function segmentsOf(path: string): string[] {
  return path.split("/").filter((segment) => segment !== "");
}

/** A segment or query value with its escapes read; as it is where they are none. */
export function unescaped(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `17.pdf` → `17` and `.pdf`: the ending that says the form of an answer, not which thing it is. */
export function endingOf(segment: string): { stem: string; ending: string } {
  const match = /^(.+)(\.[A-Za-z][A-Za-z0-9]{1,4})$/.exec(segment);
  return { stem: match?.[1] ?? segment, ending: match?.[2] ?? "" };
}
