import { startEngine } from "#lib/load/edge/engine.ts";
import { goFirst } from "#lib/load/edge/go-first.ts";
import { resolveTarget } from "#lib/load/edge/resolve-target.ts";
import { runRunner } from "#lib/load/runner/run-runner.ts";
import { connect } from "#lib/platform/database.ts";
import { leaveWhenAsked } from "#lib/platform/leave.ts";
import { toldSettings } from "#lib/platform/process-environment.ts";
import { practiceSecrets, secretsFor } from "#lib/platform/scenario-secrets.ts";

// A runner: drives load runs. Told by its environment (see lib/platform/process-environment.ts).

goFirst();
const databaseUrl = process.env["GANTRY_APP_DATABASE_URL"] ?? "";
const { port: webPort } = toldSettings();
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
