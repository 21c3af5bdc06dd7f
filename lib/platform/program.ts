import path from "node:path";

const repository = path.resolve(import.meta.dirname, "../..");
/** Where the transpiled files stand (bin/built-folder.mjs); null where this one runs by way of tsx. */
const builtFolder = import.meta.filename.endsWith(".ts.js")
  ? path.resolve(path.dirname(import.meta.filename), "../..")
  : null;

/** How Node runs a program of ours: what runs transpiled starts its like, and what runs by way of tsx does so too. `source` is its file, from
 *  the repository's folder or from the root of the disk. */
export function programArgs(source: string): string[] {
  const built = builtFile(source);
  return built === null ? ["--import", import.meta.resolve("tsx"), path.resolve(repository, source)] : [built];
}

/** A source of ours transpiled, to be run without a loader; null where this process runs by way of tsx. */
export function builtFile(source: string): string | null {
  if (builtFolder === null) return null;
  return path.join(builtFolder, `${path.relative(repository, path.resolve(repository, source))}.js`);
}
