import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import test from "node:test";
import { startEmbeddedPostgres } from "./embedded-postgres.ts";
import { holdDataFolder } from "./instance-lock.ts";
import { migrateDatabase } from "./migrate.ts";
import { temporaryFolder } from "./testing/database.ts";

const from = "the secret at the start";

test("gantry rotate-secret on a data folder: refused beside a Gantry; else a new secret is made and kept, and opens the log", async (t) => {
  const folder = temporaryFolder();
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const letGo = await holdDataFolder(folder);
  const secretFile = path.join(folder, "secret");
  writeFileSync(secretFile, from, { mode: 0o600 });
  const server = await startEmbeddedPostgres({ dataFolder: folder, says: () => {}, settings: { fsync: "off" } });
  try {
    await migrateDatabase(server.ownerUrl, from);
    const beside = await gantry(folder, "rotate-secret");
    assert.deepEqual(beside, { code: 1, output: `A Gantry runs on the data folder ${folder}. Stop it first.\n` });
    assert.equal(readFileSync(secretFile, "utf8"), from);
  } finally {
    await server.stop();
    letGo();
  }
  assert.deepEqual(await gantry(folder, "rotate-secret"), {
    code: 0,
    output: `The secret is changed: 3 keys are wrapped anew, and everybody has to sign in again.\nIt is kept in ${secretFile}.\n`,
  });
  assert.match(readFileSync(secretFile, "utf8"), /^[\w-]{43}$/);
  assert.equal(statSync(secretFile).mode & 0o777, 0o600);
  assert.equal(existsSync(`${secretFile}.new`), false);
  const { output } = await gantry(folder, "verify-log");
  assert.match(output, /^installation: 1 event, whole, head [0-9a-f]+\nThe log is whole\.\n$/);
});

async function gantry(folder: string, command: string): Promise<{ code: number; output: string }> {
  const bin = path.resolve(import.meta.dirname, "../../bin/gantry.mjs");
  const child = spawn(process.execPath, [bin, command], { env: { ...process.env, GANTRY_DATA: folder } });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (bytes: Buffer) => {
      output += bytes;
    });
  const [code] = await once(child, "close");
  return { code, output };
}
