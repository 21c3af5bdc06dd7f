import { runDatabaseTests } from "#lib/database-tests/runner/run-database-tests.ts";
import { startEngine } from "#lib/load/edge/engine.ts";
import { goFirst } from "#lib/load/edge/go-first.ts";
import { resolveTarget } from "#lib/load/edge/resolve-target.ts";
import { runRunner } from "#lib/load/runner/run-runner.ts";
import { connect } from "#lib/platform/database.ts";
import { leaveWhenAsked } from "#lib/platform/leave.ts";
import { toldPracticeDatabase } from "#lib/platform/practice-database.ts";
import { toldSettings } from "#lib/platform/process-environment.ts";
import { practiceSecrets, secretsFor } from "#lib/platform/scenario-secrets.ts";
import { reachableDatabases } from "#lib/platform/timed-databases.ts";

// A runner: drives load runs and carries out database tests. Told by its environment (see lib/platform/process-environment.ts).

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
const databaseTests = runDatabaseTests({
  connection,
  reach: { databases: reachableDatabases(), practice: toldPracticeDatabase(), ownUrl: databaseUrl },
});
process.send?.({ ready: true });

leaveWhenAsked(async () => {
  await Promise.all([runner.stop(), databaseTests.stop()]);
  await connection.close();
});
