import { readFileSync } from "node:fs";
import path from "node:path";

/** What runs here. Every process runs in the repository's folder. */

/** Of the Gantry that runs, such as "0.1.0". */
export function gantryVersion(): string {
  const { version } = JSON.parse(readFileSync(path.join(process.cwd(), "package.json"), "utf8"));
  return String(version);
}

let known: string | null = null;

/** Of the build that answers, such as "0.1.0+wDy0…"; "dev" where none was built. A page with another one is old. Read once: a build that is
 *  made under a running process is not what it runs. */
export function serverVersion(): string {
  known ??= versionOfBuild(path.join(process.cwd(), ".next/BUILD_ID"));
  return known;
}

function versionOfBuild(file: string): string {
  try {
    return `${gantryVersion()}+${readFileSync(file, "utf8").trim()}`;
  } catch (error) {
    if (Object(error).code === "ENOENT") return "dev";
    throw error;
  }
}
