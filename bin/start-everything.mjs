import path from "node:path";
import { buildWhenStale } from "./build.mjs";
import { prepare } from "./prepare.mjs";
import { leaveWithNpm } from "./run-program.mjs";

const root = path.resolve(import.meta.dirname, "..");
process.env.NEXT_TELEMETRY_DISABLED = "1";

leaveWithNpm();
const refused = (await prepare(root)) ?? (await buildWhenStale(root));
if (refused !== null) {
  console.error(refused);
  process.exit(1);
}

const { register } = await import("tsx/esm/api");
register();
await import("./supervisor.ts");
