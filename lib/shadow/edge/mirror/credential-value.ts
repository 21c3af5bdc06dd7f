import { readFileSync } from "node:fs";
import type { MirrorConfig } from "../../input/mirror-config.ts";

type Given = NonNullable<MirrorConfig["candidate"]>["headers"][number]["value"];
type Kept = Exclude<Given, string>;

/** A header's value from where the configuration says it is. Throws a sentence when it is not there; the value itself is never said. */
export function credentialValue(given: Given): string {
  if (typeof given === "string") return given;
  const value = keptText(given);
  if (value === null || value === "")
    throw new Error(`A header's value should be in ${placeOfKept(given)}, which is not there.`);
  if (!isHeaderValue(value)) throw new Error(`What is in ${placeOfKept(given)} cannot stand in a header.`);
  return value;
}

export function isHeaderValue(text: string): boolean {
  return /^[\t\x20-\x7e]*$/.test(text);
}

/** The file or the variable in words. */
export function placeOfKept(given: Kept): string {
  return "file" in given ? `the file ${given.file}` : `the variable ${given.variable}`;
}

/** What stands there now, without space around it; null when nothing is there. */
export function keptText(given: Kept): string | null {
  if (!("file" in given)) return process.env[given.variable] ?? null;
  try {
    return readFileSync(given.file, "utf8").trim();
  } catch {
    return null;
  }
}
