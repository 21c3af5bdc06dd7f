import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Binaries } from "#lib/platform/embedded-binaries.ts";
import { startTestServer } from "#lib/platform/testing/database.ts";

// All of `npm test` against the PostgreSQL that Debian ships, in a server of its own that is gone afterwards:
//   node --import tsx bench/soak/debian-postgres.ts

const packaged = "/usr/lib/postgresql";
const oldest = 15;
/** Five times what `npm test` may take. */
const endAfterMs = 75 * 60_000;
/** They start the PostgreSQL that comes along whatever is given: it, or its data folder, is what they are about. */
const bringTheirOwn = [
  "e2e/kill.e2e.ts",
  "lib/platform/embedded-postgres.db.test.ts",
  "lib/platform/rotate-secret.cli.db.test.ts",
  "lib/platform/rotate-secret.db.test.ts",
];

const binaries = newestPackaged();
if (binaries === null) {
  console.error(`There is no PostgreSQL ${oldest} or newer in ${packaged}. Install it: apt-get install postgresql`);
  process.exit(1);
}
console.log(`PostgreSQL ${binaries.version} of ${path.dirname(binaries.postgres)}`);
const server = await startTestServer(binaries);
const code = await testsAgainst(server.ownerUrl).finally(() => server.stop());
process.exit(code);

function newestPackaged(): Binaries | null {
  const versions = existsSync(packaged) ? readdirSync(packaged).map(Number) : [];
  const [version] = versions.filter((one) => one >= oldest && programs(one).every(existsSync)).sort((a, b) => b - a);
  if (version === undefined) return null;
  const [initdb = "", postgres = ""] = programs(version);
  return { initdb, postgres, version: String(version) };
}

function programs(version: number): string[] {
  return ["initdb", "postgres"].map((name) => path.join(packaged, String(version), "bin", name));
}

/** The exit code of `npm test`, whose last lines are its counts. Asked to leave, we ask it. */
function testsAgainst(ownerUrl: string): Promise<number> {
  for (const file of bringTheirOwn) console.log(`Not against it, but against the one that comes along: ${file}`);
  const child = spawn(process.execPath, [path.resolve(import.meta.dirname, "../../bin/test.mjs")], {
    env: { ...process.env, GANTRY_TEST_DATABASE_URL: ownerUrl },
    stdio: ["ignore", "inherit", "inherit"],
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => child.kill("SIGTERM"));
  const tooLong = setTimeout(() => child.kill("SIGTERM"), endAfterMs);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code) => {
      clearTimeout(tooLong);
      resolve(code ?? 1);
    });
  });
}
