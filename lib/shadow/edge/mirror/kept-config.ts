import fs from "node:fs";
import path from "node:path";
import { MirrorConfig } from "../../input/mirror-config.ts";

/** The last good configuration, on the mirror's own disk: with it alone it starts, whatever else is away. */

const fileName = "config.json";

/** Null when there is none yet. Throws a sentence when what is kept cannot be used. */
export function readKeptConfig(folder: string): MirrorConfig | null {
  const file = path.join(folder, fileName);
  return fs.existsSync(file) ? readConfigFile(file) : null;
}

/** Throws a sentence that names what is wrong; values are not repeated: they may be secret. */
export function readConfigFile(file: string): MirrorConfig {
  return parseConfig(readJson(file), file);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"));
  } catch (error) {
    const why = error instanceof SyntaxError ? "is no JSON" : "cannot be read";
    throw new Error(`The mirror's configuration ${file} ${why}.`);
  }
}

/** `where` is named in the sentence. */
export function parseConfig(given: unknown, where: string): MirrorConfig {
  const parsed = MirrorConfig.safeParse(given);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path: at, message }) => `${at.join(".") || "all of it"}: ${message}`);
  throw new Error(`The mirror's configuration ${where} cannot be used. ${wrong.join("; ")}`);
}

/** Whole or not at all, and on the disk before it returns. Only the mirror's user may read it: a login may stand in it. */
export function keepConfig(folder: string, config: MirrorConfig): void {
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, fileName);
  const draft = `${file}.new`;
  const handle = fs.openSync(draft, "w", 0o600);
  fs.writeSync(handle, `${JSON.stringify(config, null, 2)}\n`);
  fs.fsyncSync(handle);
  fs.closeSync(handle);
  fs.renameSync(draft, file);
}
