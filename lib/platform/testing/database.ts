import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { withLogin } from "../app-login.ts";
import { type Ctx, systemCtx } from "../ctx.ts";
import { type Connection, connect } from "../database.ts";
import type { Binaries } from "../embedded-binaries.ts";
import { startEmbeddedPostgres } from "../embedded-postgres.ts";
import { useSecret } from "../key-ring.ts";
import { appPassword } from "../keys.ts";
import { migrateDatabase } from "../migrate.ts";

/** A real PostgreSQL for tests, with a fresh migrated database for each caller. */

export const testSecret = "a secret for tests only";
const template = "gantry_template";

export type TestDatabase = {
  ownerUrl: string;
  appUrl: string;
  /** Connected as `gantry_app`, as every process is. */
  connection: Connection;
  ctx: Ctx;
  close(): Promise<void>;
};

export type TestServer = { ownerUrl: string; stop(): Promise<void> };

/** One server with the migrated template in it, of the programs that come along unless others are given. `npm test` starts one for all files; a file run alone starts its own. */
export async function startTestServer(binaries?: Binaries): Promise<TestServer> {
  const dataFolder = temporaryFolder();
  const given = binaries === undefined ? {} : { binaries };
  const server = await startEmbeddedPostgres({ dataFolder, says: () => {}, settings: { fsync: "off" }, ...given });
  await makeTemplate(server.ownerUrl);
  return {
    ownerUrl: server.ownerUrl,
    stop: async () => {
      await server.stop();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL runs as another user when the tests run as root, and must be able to pass. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "gantry-test-"));
  chmodSync(folder, 0o711);
  return folder;
}

async function makeTemplate(ownerUrl: string): Promise<void> {
  await asOwner(ownerUrl, (sql) => sql.unsafe(`create database ${template}`));
  await migrateDatabase(withDatabase(ownerUrl, template), testSecret);
}

/** A database of its own, dropped by `close()`. */
export async function testDatabase(): Promise<TestDatabase> {
  const shared = process.env["GANTRY_TEST_DATABASE_URL"];
  const server = shared === undefined ? await startTestServer() : { ownerUrl: shared, stop: async () => {} };
  const name = `test_${randomBytes(6).toString("hex")}`;
  await asOwner(server.ownerUrl, (sql) => sql.unsafe(`create database ${name} template ${template}`));
  const ownerUrl = withDatabase(server.ownerUrl, name);
  const appUrl = withLogin(ownerUrl, "gantry_app", appPassword(testSecret));
  useSecret(testSecret);
  const connection = connect({ url: appUrl, name: "test", max: 12 });
  return {
    ownerUrl,
    appUrl,
    connection,
    ctx: systemCtx(connection.db, "test"),
    close: async () => {
      await connection.close();
      await asOwner(server.ownerUrl, (sql) => sql.unsafe(`drop database if exists ${name} with (force)`));
      await server.stop();
    },
  };
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

async function asOwner<T>(ownerUrl: string, work: (sql: postgres.Sql) => Promise<T>): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await work(sql);
  } finally {
    await sql.end({ timeout: 2 });
  }
}
