import type { TestDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { startEngine } from "../edge/engine.ts";
import { resolveTarget } from "../edge/resolve-target.ts";
import { runRunner } from "../runner/run-runner.ts";
import type { RunWithScenario } from "../store.ts";
import { read } from "./a-run.ts";

type Options = { secrets?: Record<string, string> };

/** Has a real runner with the real engine carry a queued run out, to its end. */
export async function carryOut(
  { ctx, connection, appUrl }: TestDatabase,
  run: RunWithScenario,
  { secrets = {} }: Options = {},
): Promise<RunWithScenario> {
  const runner = runRunner({
    ...{ connection, startEngine, secretsFor: () => secrets },
    resolve: (baseUrl) => resolveTarget(baseUrl, { webPort: 1, databaseUrl: appUrl }),
  });
  try {
    await waitFor("its end", async () => (await read(ctx, run.id)).state === "ended");
  } finally {
    await runner.stop();
  }
  return read(ctx, run.id);
}
