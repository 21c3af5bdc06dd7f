import { readFileSync } from "node:fs";
import path from "node:path";

/** The version of the Gantry that runs. Every process runs in the repository's folder. */
export function gantryVersion(): string {
  const { version } = JSON.parse(readFileSync(path.join(process.cwd(), "package.json"), "utf8"));
  return String(version);
}
