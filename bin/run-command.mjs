import path from "node:path";
import { buildWhenStale } from "./build.mjs";
import { prepare } from "./prepare.mjs";

const root = path.resolve(import.meta.dirname, "..");
const refused = (await prepare(root)) ?? (process.argv[2] === "web" ? await buildWhenStale(root) : null);
if (refused !== null) {
  console.error(refused);
  process.exit(1);
}

const { register } = await import("tsx/esm/api");
register();
await import("./gantry.ts");
