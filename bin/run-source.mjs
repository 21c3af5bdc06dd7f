import path from "node:path";
import { pathToFileURL } from "node:url";
import { builtFolder } from "./built-folder.mjs";

/** Becomes a program of ours, such as "bin/gantry.ts": transpiled, or by way of tsx where the folder for that may not be written. */
export async function runSource(root, source) {
  const folder = await builtFolder(root);
  if (folder !== null) return import(pathToFileURL(path.join(folder, `${source}.js`)).href);
  const { register } = await import("tsx/esm/api");
  register();
  return import(pathToFileURL(path.join(root, source)).href);
}
