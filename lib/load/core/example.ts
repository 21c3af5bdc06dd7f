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
const hidden = "(hidden)";
const secretHeader = /^(authorization|proxy-authorization|cookie|set-cookie|x-api-key|[\w-]*token[\w-]*):.*$/gim;
const secretMember = /("[^"]*(?:token|password|secret|api_?key)[^"]*"\s*:\s*)"(?:[^"\\]|\\.)*(?:"|$)/gi;
const secretField = /((?:^|[&?\n])[^=&\s]*(?:token|password|secret|api_?key)[^=&\s]*=)[^&\s]*/gi;

/** Replaces header, JSON and form values that are secret by their name, and every known secret value wherever it stands; cuts the rest. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const known = secrets.flatMap(asWritten).filter((value) => value.length >= 3);
  known.sort((a, b) => b.length - a.length);
  const named = text
    .replace(secretHeader, (_line, name) => `${name}: ${hidden}`)
    .replace(secretMember, `$1"${hidden}"`)
    .replace(secretField, `$1${hidden}`);
  const clean = known.reduce((left, value) => left.replaceAll(value, hidden), named);
  return clean.length > longest ? `${clean.slice(0, longest)}…` : clean;
}

/** A value as it stands in a header, a path, a form and a JSON text. */
function asWritten(value: string): string[] {
  const inPath = encodeURIComponent(value);
  return [...new Set([value, inPath, inPath.replaceAll("%20", "+"), JSON.stringify(value).slice(1, -1)])];
}
