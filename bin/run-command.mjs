import path from "node:path";
import { buildWhenStale } from "./build.mjs";
import { prepare } from "./prepare.mjs";
import { runSource } from "./run-source.mjs";

const root = path.resolve(import.meta.dirname, "..");
const refused = (await prepare(root)) ?? (process.argv[2] === "web" ? await buildWhenStale(root) : null);
if (refused !== null) {
  console.error(refused);
  process.exit(1);
}

// The mirror needs nothing of what the others need: in front of a real system it starts whatever else is away.
await runSource(root, process.argv[2] === "mirror" ? "bin/run-mirror.ts" : "bin/gantry.ts");
