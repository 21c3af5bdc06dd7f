import path from "node:path";
import { readConfig } from "#lib/platform/config.ts";
import { startSentence } from "#lib/platform/start-refused.ts";
import { runSupervisor } from "#lib/platform/supervisor/run.ts";

/** The supervisor with stand-ins for its processes. */
const stub = path.join(import.meta.dirname, "stub-process.ts");

try {
  await runSupervisor(readConfig(process.env), {
    seed: async () => {},
    welcome: async (_connection, config) => [`ready on ${config.port}`],
    programs: {
      ...{ plant: stub, mirror: stub, runner: stub, keeper: stub },
      web: path.join(import.meta.dirname, "stub-web.ts"),
    },
  });
} catch (error) {
  console.error(startSentence(error));
  process.exit(1);
}
