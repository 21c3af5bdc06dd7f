import type { ErrorKind } from "./frame.ts";

/** One request that went wrong, as it was sent and answered; secrets are replaced, long texts cut. */
export type ErrorExample = {
  second: number;
  /** Index into `stepsOf(scenario)`. */
  step: number;
  kind: ErrorKind;
  detail: string;
  request: string;
  answer: string;
};

export const examplesPerKind = 3;
const longest = 2048;
/** More than this is not even looked at: cut well behind what is kept, so that no secret is cut in half there. */
const longestRead = 8 * longest;
const hidden = "(hidden)";
/** What a user remembers under such a name is a secret. */
export const secretName = /token|secret|password|session|cookie|key|jwt|auth/i;
const secretWord = "(?:token|passwor[dt]|passwd|secret|api[-_]?key|jwt|credential|session)";
const secretHeader = new RegExp(
  `^((?:proxy-)?authorization|(?:set-)?cookie|x-auth[\\w-]*|[\\w-]*${secretWord}[\\w-]*):.*$`,
  "gim",
);
/** A text, a list or a bare value; a text that the answer's end cut off; and all of it once more inside a text, where quotes are escaped. */
const secretMember = new RegExp(
  `(\\\\*"[^"\\\\]*${secretWord}[^"\\\\]*\\\\*"\\s*:\\s*)` +
    `(?:"(?:[^"\\\\]|\\\\.)*(?:"|$)|\\\\+"[^"\\\\]*(?:\\\\+"|$)|\\[[^\\]]*(?:\\]|$)|[^\\s,"{}\\[\\]\\\\]+)`,
  "gi",
);
const secretField = new RegExp(`((?:^|[&?\\n])[^=&\\s]*${secretWord}[^=&\\s]*=)[^&\\s]*`, "gi");

/** Replaces header, JSON and form values that are secret by their name, and every known secret value wherever it stands; cuts the rest. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const known = secrets.flatMap(asWritten).filter((value) => value.length >= 3);
  known.sort((a, b) => b.length - a.length);
  const named = text
    .slice(0, longestRead)
    .replace(secretHeader, (_line, name) => `${name}: ${hidden}`)
    .replace(secretMember, `$1"${hidden}"`)
    .replace(secretField, `$1${hidden}`);
  const clean = known.reduce((left, value) => left.replaceAll(value, hidden), named);
  return clean.length > longest ? `${clean.slice(0, longest)}…` : clean;
}

/** A value as it stands in a header, a path, a form and a JSON text. */
function asWritten(value: string): string[] {
  const inPath = inPathOf(value);
  return [...new Set([value, inPath, inPath.replaceAll("%20", "+"), JSON.stringify(value).slice(1, -1)])];
}

/** What holds half a character cannot stand in a path at all. */
function inPathOf(value: string): string {
  try {
    return encodeURIComponent(value);
  } catch {
    return value;
  }
}
