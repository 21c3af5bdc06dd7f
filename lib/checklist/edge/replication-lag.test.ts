import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, chmodSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import { postgresBinaries } from "../../../bin/debian-programs.mjs";
import { freePort } from "../../platform/free-port.ts";
import { waitFor } from "../../platform/testing/wait-for.ts";
import type { Probe } from "../core/item.ts";
import { runProbe } from "./run-probe.ts";

/** Replication lag, asked of Debian's PostgreSQL and a standby of it. */

const bin = postgresBinaries() ?? "/usr/lib/postgresql";
const folder = mkdtempSync(path.join(tmpdir(), "gantry-lag-"));
const ports = { primary: 0, standby: 0 };

/** PostgreSQL does not run as root. */
function asPostgres(program: string, ...args: string[]): string {
  const command = [path.join(bin, program), ...args];
  const isRoot = process.getuid?.() === 0;
  const [first = "", ...rest] = isRoot ? ["runuser", "-u", "postgres", "--", ...command] : command;
  return execFileSync(first, rest, { encoding: "utf8", cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
}

const data = (name: string) => path.join(folder, name);
const start = (name: "primary" | "standby") =>
  asPostgres(
    "pg_ctl",
    "-D",
    data(name),
    "-w",
    "-l",
    data(`${name}.log`),
    "-o",
    `-p ${ports[name]} -k ${folder}`,
    "start",
  );
const stop = (name: string) => asPostgres("pg_ctl", "-D", data(name), "-m", "immediate", "stop");

before(async () => {
  chmodSync(folder, 0o777);
  ports.primary = await freePort();
  ports.standby = await freePort();
  asPostgres("initdb", "-D", data("primary"), "-U", "gantry", "-A", "trust", "-N");
  appendFileSync(path.join(data("primary"), "postgresql.conf"), "listen_addresses = '127.0.0.1'\nfsync = off\n");
  start("primary");
  asPostgres(
    "pg_basebackup",
    "-h",
    "127.0.0.1",
    "-p",
    String(ports.primary),
    "-U",
    "gantry",
    "-D",
    data("standby"),
    "-R",
    "-c",
    "fast",
  );
  start("standby");
});
after(() => {
  for (const name of ["standby", "primary"]) {
    try {
      stop(name);
    } catch {
      // It was stopped in the test.
    }
  }
});

const lag = (resource: string): Probe => ({
  kind: "postgres",
  resource,
  ask: { what: "replication-lag", mostSeconds: 10 },
});
const run = (resource: "primary" | "standby") =>
  runProbe(lag(resource), {
    own: { webPort: 2, databaseUrl: "postgres://127.0.0.1:3/none" },
    look: async () => [],
    systems: new Map(),
    resources: {
      databases: Object.fromEntries(
        Object.entries(ports).map(([name, port]) => [name, `postgres://gantry@127.0.0.1:${port}/postgres`]),
      ),
      ...{ redis: {}, files: {}, commands: {} },
    },
    timeoutMs: 5_000,
  });

test("a standby that follows is not behind, asked there and at its primary; without it the primary says so", async () => {
  await waitFor("the standby follows", async () => (await run("primary")).outcome === "good");
  for (const name of ["primary", "standby"] as const) {
    const saw = await run(name);
    assert.deepEqual([saw.outcome, /\d\.\d s behind/.test(saw.says)], ["good", true], `${name}: ${saw.says}`);
  }
  stop("standby");
  await waitFor("the primary notices", async () => (await run("primary")).outcome === "failed");
  assert.match((await run("primary")).says, /no standby is connected/);
  assert.equal((await run("standby")).outcome, "no-answer");
});
