import { withLogin } from "./app-login.ts";
import type { Config } from "./config.ts";
import { type Connection, connect } from "./database.ts";
import { existingCluster } from "./embedded-folder.ts";
import { runningEmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
import { checkInstallation } from "./installation.ts";
import { holdDataFolder } from "./instance-lock.ts";
import { appPassword } from "./keys.ts";
import { reachable } from "./reachable-database.ts";
import { StartRefused } from "./start-refused.ts";

/** The database as a command finds it: one's own, the embedded one of a Gantry that runs, or the embedded one started for a while. */
export type OpenDatabase = { ownerUrl: string; close(): Promise<void> };

/** Refuses (StartRefused) when there is none yet. */
export async function openDatabase({ databaseUrl, dataFolder }: Config): Promise<OpenDatabase> {
  if (databaseUrl !== null) return { ownerUrl: databaseUrl, close: async () => {} };
  if (existingCluster(dataFolder) === null)
    throw new StartRefused(
      `There is no database in ${dataFolder}. Set GANTRY_DATA or DATABASE_URL to the one you mean.`,
    );
  const running = runningEmbeddedPostgres(dataFolder);
  if (running !== null) return { ownerUrl: running, close: async () => {} };
  const letGo = await holdDataFolder(dataFolder);
  const server = await startEmbeddedPostgres({ dataFolder, says: () => {} });
  return {
    ownerUrl: server.ownerUrl,
    close: async () => {
      await server.stop();
      letGo();
    },
  };
}

/** The login that processes use with this database. Refuses (StartRefused) a database that does not answer, is not set up, or belongs
 *  to another secret. */
export async function processLogin(ownerUrl: string, secret: string): Promise<string> {
  return withConnection(ownerUrl, async ({ sql }) => {
    await reachable(sql, ownerUrl);
    await checkInstallation(sql, secret);
    const [row] = await sql`select separate_roles from installation`;
    return row?.["separate_roles"] === true ? withLogin(ownerUrl, "gantry_app", appPassword(secret)) : ownerUrl;
  });
}

export async function withConnection<T>(url: string, work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = connect({ url, name: "command", max: 1 });
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}
