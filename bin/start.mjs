// `npm start`: installs what is missing, builds when the build is stale, then becomes the supervisor. Plain Node: it must run before
// anything is installed.
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildWhenStale, prepare } from "./prepare.mjs";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");
process.env.NEXT_TELEMETRY_DISABLED = "1";

prepare(root);
buildWhenStale(root);

const { register } = await import("tsx/esm/api");
register();
await import("./supervisor.ts");
