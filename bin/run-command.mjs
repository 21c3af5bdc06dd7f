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
// The mirror needs nothing of what the others need: in front of a real system it starts whatever else is away.
await import(process.argv[2] === "mirror" ? "./run-mirror.ts" : "./gantry.ts");
