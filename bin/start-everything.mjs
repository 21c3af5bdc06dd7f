import path from "node:path";
import { buildWhenStale } from "./build.mjs";
import { prepare } from "./prepare.mjs";
import { leaveWithNpm } from "./run-program.mjs";
import { runSource } from "./run-source.mjs";

const root = path.resolve(import.meta.dirname, "..");
process.env.NEXT_TELEMETRY_DISABLED = "1";

leaveWithNpm();
const refused = (await prepare(root)) ?? (await buildWhenStale(root));
if (refused !== null) {
  console.error(refused);
  process.exit(1);
}

await runSource(root, "bin/supervisor.ts");
