import { startEngine } from "#lib/load/edge/engine.ts";
import { resolveTarget } from "#lib/load/edge/resolve-target.ts";
import { runRunner } from "#lib/load/runner/run-runner.ts";
import { connect } from "#lib/platform/database.ts";
import { leaveWhenAsked } from "#lib/platform/leave.ts";
import { practiceSecrets, secretsFor } from "#lib/platform/scenario-secrets.ts";

// A runner: drives load runs. Told by its environment (see lib/platform/process-environment.ts).

const databaseUrl = process.env["GANTRY_APP_DATABASE_URL"] ?? "";
const webPort = Number(process.env["GANTRY_PORT"] ?? 3000);
const connection = connect({ url: databaseUrl, name: "runner" });
const runner = runRunner({
  connection,
  startEngine,
  resolve: (baseUrl) => resolveTarget(baseUrl, { webPort, databaseUrl }),
  secretsFor: ({ systemName, environment }) =>
    environment === "practice" ? practiceSecrets() : secretsFor(systemName),
});
process.send?.({ ready: true });

leaveWhenAsked(async () => {
  await runner.stop();
  await connection.close();
});
