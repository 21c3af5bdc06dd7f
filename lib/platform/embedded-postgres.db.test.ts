import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import test, { after, before } from "node:test";
import postgres from "postgres";
import { runningEmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
import { holdDataFolder } from "./instance-lock.ts";
import { runningPostmaster } from "./postmaster-file.ts";
import { programArgs } from "./program.ts";
import { superviseDatabase } from "./supervisor/database.ts";
import { temporaryFolder } from "./testing/database.ts";
import { waitFor } from "./testing/wait-for.ts";

const folder = temporaryFolder();
const cluster = path.join(folder, "database/cluster");
after(() => rmSync(folder, { recursive: true, force: true }));

const start = () => startEmbeddedPostgres({ dataFolder: folder, says: () => {} });

async function asked(url: string, text: string): Promise<unknown> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const [row] = await sql.unsafe(text);
    return row === undefined ? null : Object.values(row)[0];
  } finally {
    await sql.end({ timeout: 2 });
  }
}

before(async () => (await holdDataFolder(folder))());

test("what was written is there after a stop and a start", async () => {
  const first = await start();
  assert.match(String(await asked(first.ownerUrl, "show server_version")), /^18\./);
  assert.deepEqual(
    [
      await asked(first.ownerUrl, "show timezone"),
      await asked(first.ownerUrl, "select datlocale from pg_database where datname = 'gantry'"),
    ],
    ["UTC", "C.UTF-8"],
  );
  await asked(first.ownerUrl, "create table kept (n int); insert into kept values (7)");
  assert.equal(runningEmbeddedPostgres(folder), first.ownerUrl);
  await first.stop();
  assert.equal(runningEmbeddedPostgres(folder), null);
  const second = await start();
  assert.equal(await asked(second.ownerUrl, "select n from kept"), 7);
  await second.stop();
});

test("the password is needed, and nobody else can read it or the files", async () => {
  const server = await start();
  const wrong = new URL(server.ownerUrl);
  wrong.password = "guess";
  await assert.rejects(asked(wrong.href, "select 1"), /password authentication failed/);
  assert.equal(statSync(path.join(folder, "database-owner-password")).mode & 0o077, 0);
  assert.equal(statSync(cluster).mode & 0o077, 0);
  await server.stop();
});

test("kill -9 of the parent leaves no server, and the next start finds everything", async () => {
  const { parent, url } = await startParent();
  assert.notEqual(runningPostmaster(cluster), null);
  assert.equal(await asked(url, "select n from kept"), 7);
  parent.kill("SIGKILL");
  await waitFor("the server to end", () => runningPostmaster(cluster) === null);
  const server = await start();
  assert.equal(await asked(server.ownerUrl, "select n from kept"), 7);
  await server.stop();
});

test("a second start on the same folder is refused and disturbs nobody", async () => {
  const { parent, url } = await startParent();
  await assert.rejects(holdDataFolder(folder), /Another Gantry already runs on the data folder/);
  const second = await startParent();
  assert.match(second.url, /Another Gantry already runs/);
  assert.equal(second.parent.exitCode ?? (await ended(second.parent)), 1);
  assert.equal(await asked(url, "select n from kept"), 7);
  parent.kill("SIGKILL");
  await ended(parent);
  (await holdDataFolder(folder))();
  await waitFor("the server to end", () => runningPostmaster(cluster) === null);
});

test("a server that outlived its guards is stopped by the next start", async () => {
  const server = await start();
  const orphan = runningPostmaster(cluster)?.pid ?? 0;
  const guard = Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${orphan}/status`, "utf8"))?.[1]);
  const family = readFileSync(`/proc/${guard}/task/${guard}/children`, "utf8").trim().split(" ").map(Number);
  for (const pid of [...family.filter((one) => one !== orphan), guard]) process.kill(pid, "SIGKILL");
  await server.ended;
  assert.equal(runningPostmaster(cluster)?.pid, orphan);
  const next = await start();
  assert.notEqual(runningPostmaster(cluster)?.pid, orphan);
  assert.equal(await asked(next.ownerUrl, "select n from kept"), 7);
  await next.stop();
});

test("a file left by a crash, whose number another program has by now, stops nothing and harms nobody", async () => {
  writeFileSync(
    path.join(cluster, "postmaster.pid"),
    `${process.pid}\n${cluster}\n1700000000\n15001\n\n127.0.0.1\n  0 0\nready   \n`,
  );
  const server = await start();
  assert.equal(await asked(server.ownerUrl, "select n from kept"), 7);
  await server.stop();
});

test("under supervision a killed server comes back on its port", async () => {
  const said: string[] = [];
  const database = await superviseDatabase(folder, (line) => said.push(line));
  const pid = runningPostmaster(cluster)?.pid ?? 0;
  process.kill(pid, "SIGKILL");
  await waitFor("another server", async () => {
    const now = runningPostmaster(cluster);
    return now !== null && now.pid !== pid;
  });
  assert.equal(await asked(database.ownerUrl, "select n from kept"), 7);
  await database.stop();
  assert.equal(runningPostmaster(cluster), null);
});

test("a folder that holds something else, or that cannot be written, is refused", async () => {
  const strange = path.join(folder, "strange");
  mkdirSync(strange);
  writeFileSync(path.join(strange, "letters.txt"), "");
  await assert.rejects(holdDataFolder(strange), /holds other things, such as letters\.txt/);
  assert.deepEqual(readdirSync(strange), ["letters.txt"]);
  await assert.rejects(holdDataFolder(path.join(strange, "letters.txt")), /cannot be made, read or written/);
});

test("files of another major version are refused", async () => {
  const file = path.join(cluster, "PG_VERSION");
  const written = readFileSync(file, "utf8");
  writeFileSync(file, "17\n");
  await assert.rejects(start(), /written by PostgreSQL 17; this Gantry brings 18/);
  writeFileSync(file, written);
});

test("the first start, cut off, leaves nothing half-made", async () => {
  const fresh = temporaryFolder();
  mkdirSync(path.join(fresh, "database/cluster.making"), { recursive: true });
  writeFileSync(path.join(fresh, "database/cluster.making/half"), "");
  chmodSync(path.join(fresh, "database"), 0o700);
  const server = await startEmbeddedPostgres({ dataFolder: fresh, says: () => {} });
  assert.ok(!existsSync(path.join(fresh, "database/cluster.making")));
  await server.stop();
  rmSync(fresh, { recursive: true, force: true });
});

/** A process that holds the folder and its database; `url` is the first line it says. */
async function startParent(): Promise<{ parent: ChildProcess; url: string }> {
  const program = new URL("./testing/embedded-parent.ts", import.meta.url).pathname;
  const parent = spawn(process.execPath, [...programArgs(program), folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise<string>((resolve) => createInterface({ input: parent.stdout }).once("line", resolve));
  return { parent, url };
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once("exit", resolve));
}
