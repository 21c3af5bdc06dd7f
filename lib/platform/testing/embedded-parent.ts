import { startEmbeddedPostgres } from "#lib/platform/embedded-postgres.ts";
import { holdDataFolder } from "#lib/platform/instance-lock.ts";
import { StartRefused } from "#lib/platform/start-refused.ts";

/** A process that holds a data folder and its database until it is killed. */
const dataFolder = process.argv[2] ?? "";
try {
  await holdDataFolder(dataFolder);
  const server = await startEmbeddedPostgres({ dataFolder, says: () => {} });
  console.log(server.ownerUrl);
  setInterval(() => {}, 1000);
} catch (error) {
  console.log(error instanceof StartRefused ? error.message : error);
  process.exit(1);
}
