import { readFileSync } from "node:fs";
import type { MirrorConfig } from "../../input/mirror-config.ts";

type Given = NonNullable<MirrorConfig["candidate"]>["headers"][number]["value"];

/** A header's value from where the configuration says it is. Throws a sentence when it is not there; the value itself is never said. */
export function credentialValue(given: Given): string {
  if (typeof given === "string") return given;
  const value = "file" in given ? readText(given.file) : process.env[given.variable];
  const from = "file" in given ? `the file ${given.file}` : `the variable ${given.variable}`;
  if (value === undefined || value === "")
    throw new Error(`A header's value should be in ${from}, which is not there.`);
  if (!/^[\t\x20-\x7e]*$/.test(value)) throw new Error(`What is in ${from} cannot stand in a header.`);
  return value;
}

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return undefined;
  }
}
