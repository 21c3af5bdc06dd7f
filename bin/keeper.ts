import { runKeeper } from "#lib/keeper/run-keeper.ts";
import { connect } from "#lib/platform/database.ts";
import { leaveWhenAsked } from "#lib/platform/leave.ts";
import { toldSettings } from "#lib/platform/process-environment.ts";
import { startHeadWriter } from "#lib/platform/seen-heads.ts";

// The keeper: what happens on a schedule. Told by its environment (see lib/platform/process-environment.ts).

const url = process.env["GANTRY_APP_DATABASE_URL"] ?? "";
const connection = connect({ url, name: "keeper", max: 3 });
const keeper = runKeeper(connection, url);
const endHeadWriter = startHeadWriter(connection.db, toldSettings().dataFolder, "keeper");
process.send?.({ ready: true });

leaveWhenAsked(async () => {
  await Promise.all([keeper.stop(), endHeadWriter()]);
  await connection.close();
});
