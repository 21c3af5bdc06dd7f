import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import test, { after } from "node:test";
import { stringify } from "yaml";
import { systemCtx } from "#lib/platform/ctx.ts";
import { connect } from "#lib/platform/database.ts";
import { existingCluster } from "#lib/platform/embedded-folder.ts";
import { startEmbeddedPostgres } from "#lib/platform/embedded-postgres.ts";
import { useSecret } from "#lib/platform/key-ring.ts";
import { migrateDatabase } from "#lib/platform/migrate.ts";
import { runningPostmaster } from "#lib/platform/postmaster-file.ts";
import { temporaryFolder } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { readJournal } from "./edge/back-journal.ts";
import { takeJournal } from "./take-journal.ts";
import { aLead } from "./testing/a-rollout.ts";
import { aDrillAtTen, stateOf } from "./testing/carrying.ts";
import { commandRig } from "./testing/rigs.ts";

/** `gantry rollback` as a person in a shell has it, with the database away in each way. */

const rig = await commandRig();
after(() => rig.stop());
const mode = (how: string) => writeFileSync(`${rig.state}.mode`, how);
const at = () => Number(readFileSync(rig.state, "utf8"));
const secret = "a secret of a shell's test";

/** A data folder whose configuration names the switch, for these pilots. */
async function aFolder(pilots: readonly string[], names: readonly string[] = ["plant"]): Promise<string> {
  await rig.reset();
  writeFileSync(rig.state, "50");
  const folder = temporaryFolder();
  const switches = Object.fromEntries(names.map((name) => [name, { ...rig.source, pilots }]));
  writeFileSync(path.join(folder, "gantry.yaml"), stringify(JSON.parse(JSON.stringify({ switches }), withoutNull)));
  return folder;
}

const withoutNull = (_: string, value: unknown) => (value === null ? undefined : value);

type Shell = { said(): string; ask(signal: NodeJS.Signals): void; ended: Promise<number | null> };

function shell(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Shell {
  const bin = path.resolve(import.meta.dirname, "../../bin/gantry.mjs");
  const { DATABASE_URL: _, ...rest } = process.env;
  const given = { ...rest, GANTRY_DATA: folder, GANTRY_SECRET: secret, ...env };
  const child = spawn(process.execPath, [bin, "rollback", ...args], { env: given, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  return { said: () => said, ask: (signal) => void child.kill(signal), ended };
}

const actsIn = (folder: string) => readJournal(folder).map(({ act }) => act.do);

test("Gantry's own database does not run: the switch is moved at once, and no database is started for it", async () => {
  const folder = await aFolder(["hall"]);
  const server = await startEmbeddedPostgres({ dataFolder: folder, says: () => {}, settings: { fsync: "off" } });
  await migrateDatabase(server.ownerUrl, secret);
  await server.stop();
  const cluster = existingCluster(folder);
  assert.ok(cluster);
  const log = () => readFileSync(path.join(cluster, "global", "pg_control")).toString("hex");
  const before = log();
  const { ended, said } = shell(folder, ["hall"]);
  assert.equal(await ended, 0, said());
  assert.match(said(), /^No database of Gantry runs on .*\. The switch is moved first, by the configuration alone;/);
  assert.match(said(), /\nAll traffic is back\. The record is written when the database is\.\n$/);
  assert.equal(at(), 0);
  assert.deepEqual([runningPostmaster(cluster), log() === before], [null, true], "it was started");
  assert.ok(actsIn(folder).includes("switched"));
});

test("a database that listens and never answers, or that is not there", async () => {
  const open: net.Socket[] = [];
  const silent = net.createServer((socket) => void open.push(socket.on("error", () => {})));
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  const { port } = silent.address() as net.AddressInfo;
  try {
    for (const [where, says] of [
      [port, /^The database does not answer\. The switch is moved first/],
      [1, /^The database gantry at 127\.0\.0\.1:1, .*nothing listens there\. .* The switch is moved first/],
    ] as const) {
      const folder = await aFolder(["hall"]);
      const { ended, said } = shell(folder, ["hall"], {
        DATABASE_URL: `postgres://gantry:x@127.0.0.1:${where}/gantry`,
      });
      assert.equal(await ended, 0, said());
      assert.match(said(), says);
      assert.equal(at(), 0);
    }
  } finally {
    for (const one of open) one.destroy();
    silent.close();
  }
});

test("the database dies in the middle: it goes on by the configuration, and one record comes of both", async () => {
  const place = temporaryFolder();
  const start = () => startEmbeddedPostgres({ dataFolder: place, says: () => {}, settings: { fsync: "off" } });
  const first = await start();
  await migrateDatabase(first.ownerUrl, secret);
  useSecret(secret);
  const connection = connect({ url: first.ownerUrl, name: "test", max: 2 });
  const of = await aDrillAtTen(await aLead(systemCtx(connection.db, "test")));
  await connection.close();
  const folder = await aFolder([of.pilot]);
  mode("refuse");
  const { ended, said } = shell(folder, [of.pilot, "--reason", "errors"], { DATABASE_URL: first.ownerUrl });
  await waitFor("it was refused once", () => said().includes("the balancer is locked"));
  await first.stop();
  await waitFor("it has noticed", () => said().includes("The database went away meanwhile."));
  mode("well");
  assert.equal(await ended, 0, said());
  assert.equal(at(), 0);
  const again = await start();
  const back = connect({ url: again.ownerUrl, name: "test", max: 2 });
  try {
    const ctx = systemCtx(back.db, "keeper");
    const { back: called } = await stateOf(ctx, of);
    await takeJournal(ctx, folder);
    const state = await stateOf(ctx, of);
    assert.deepEqual([state.back?.calledAt, state.back?.reason], [called?.calledAt, "errors"], "the first call counts");
    const good = state.back?.phases.filter(({ isGood }) => isGood).map(({ phase }) => phase);
    assert.deepEqual(good, ["detect", "decide", "switch", "verify", "drain"]);
  } finally {
    await back.close();
    await again.stop();
  }
});

test("a disk that takes nothing keeps nobody from leading back, and it is said", async () => {
  const folder = await aFolder(["hall"]);
  const full = path.join(folder, "file");
  writeFileSync(full, "");
  const config = path.join(folder, "gantry.yaml");
  const { ended, said } = shell(path.join(full, "below"), ["hall", "--without-database"], { GANTRY_CONFIG: config });
  assert.equal(await ended, 0, said());
  assert.equal(at(), 0);
  assert.equal(said().match(/What is done cannot be kept on this disk: /g)?.length, 1);
});

test("asked to stop before it is back, it says that nobody knows", async () => {
  const folder = await aFolder(["hall"]);
  mode("refuse");
  const { ended, said, ask } = shell(folder, ["hall", "--without-database"]);
  await waitFor("it was refused", () => said().includes("it is tried again"));
  ask("SIGINT");
  assert.equal(await ended, 1);
  assert.match(said(), /\nIt is NOT known to be back\. Look at the switch itself\.\n$/);
  assert.equal(at(), 50);
});

test("which pilot and which switch has to be clear before anything is moved", async () => {
  const folder = await aFolder(["hall"], ["plant", "yard"]);
  const cases: [args: string[], says: RegExp][] = [
    [[], /^Name the pilot/],
    [["other"], /^The configuration names no switch for the pilot other\./],
    [["hall", "--switch", "none"], /^The configuration names no switch none for the pilot hall\./],
    [["hall", "--without-database"], /Several switches belong to hall: choose one with --switch plant\./],
    [["hall", "--no-such"], /no-such/],
  ];
  for (const [args, says] of cases) {
    const { ended, said } = shell(folder, args);
    assert.equal(await ended, 1, args.join(" "));
    assert.match(said(), says);
    assert.equal(at(), 50);
  }
});
