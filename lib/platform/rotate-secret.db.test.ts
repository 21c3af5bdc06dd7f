import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import test, { after, before } from "node:test";
import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { sessions, users } from "#drizzle/schema/access.ts";
import { events, keys } from "#drizzle/schema/platform.ts";
import { withLogin } from "./app-login.ts";
import { systemCtx } from "./ctx.ts";
import { type Connection, connect } from "./database.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
import { record } from "./events.ts";
import { checkInstallation, checkSecret } from "./installation.ts";
import { useSecret } from "./key-ring.ts";
import { appPassword } from "./keys.ts";
import { migrateDatabase } from "./migrate.ts";
import { type Rotation, type RotationStep, rotateSecret } from "./rotate-secret.ts";
import { StartRefused } from "./start-refused.ts";
import { temporaryFolder } from "./testing/database.ts";
import { verifyLog } from "./verify-log.ts";

/** A server of its own: the login `gantry_app`, whose password changes, belongs to the whole of it. */

const from = "the secret at the start";
const to = "the secret from then on";

let folder: string;
let server: EmbeddedPostgres;
let rotation: Rotation;
let secretFile: string;

before(async () => {
  folder = temporaryFolder();
  server = await startEmbeddedPostgres({ dataFolder: folder, says: () => {}, settings: { fsync: "off" } });
  secretFile = path.join(folder, "secret");
  await fresh();
});
after(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** A database set up under `from`, with three events and somebody signed in. */
async function fresh(): Promise<void> {
  writeFileSync(secretFile, from, { mode: 0o600 });
  rotation = { ownerUrl: server.ownerUrl, oldSecret: from, newSecret: to, keptIn: null };
  await asOwner(async ({ sql }) => {
    await sql.unsafe("drop schema if exists public, drizzle cascade; create schema public");
  });
  await migrateDatabase(server.ownerUrl, from);
  await asOwner(async ({ db }) => {
    const ctx = systemCtx(db, "test");
    const subject = { kind: "thing", id: "1" };
    for (let count = 0; count < 3; count++)
      await ctx.transaction((tx) => record(tx, ctx, { pilotId: null, verb: "thing.done", subject, after: { count } }));
    await signedIn(db);
  });
}

async function asOwner<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = connect({ url: server.ownerUrl, name: "test", max: 1 });
  try {
    return await work(connection);
  } finally {
    await connection.close();
  }
}

async function signedIn(db: Connection["db"]): Promise<void> {
  const [id, now] = [uuidv7(), new Date()];
  await db
    .insert(users)
    .values({ id, email: `${id}@plant.example`, name: "A", passwordHash: "x", roles: ["lead"], createdAt: now });
  const times = { createdAt: now, lastSeenAt: now, expiresAt: new Date(now.getTime() + 3_600_000) };
  await db.insert(sessions).values({ id: uuidv7(), userId: id, address: "127.0.0.1", browser: "Firefox", ...times });
}

/** Which of the two secrets the database, its log and its login open with; throws when they are not at one. */
async function opensWith(): Promise<string> {
  const opens: string[] = [];
  for (const secret of [from, to]) {
    const parts = await Promise.all([fitsDatabase(secret), fitsLogin(secret), fitsLog(secret)]);
    assert.equal(new Set(parts).size, 1, `all of it or nothing: ${parts}`);
    if (parts[0] === true) opens.push(secret);
  }
  assert.equal(opens.length, 1, "one of the two");
  return opens[0] ?? "";
}

const fitsDatabase = (secret: string) =>
  asOwner(({ sql }) =>
    checkInstallation(sql, secret).then(
      () => true,
      () => false,
    ),
  );

async function fitsLogin(secret: string): Promise<boolean> {
  const url = withLogin(server.ownerUrl, "gantry_app", appPassword(secret));
  const { sql, close } = connect({ url, name: "login", max: 1 });
  try {
    return (await sql`select 1 as one`).length === 1;
  } catch {
    return false;
  } finally {
    await close();
  }
}

async function fitsLog(secret: string): Promise<boolean> {
  useSecret(secret);
  return asOwner(async ({ db }) => {
    try {
      return (await verifyLog(db, [])).every(({ broken, events: count }) => broken === null && count >= 3);
    } catch {
      return false;
    }
  });
}

// What is refused changes nothing: these share one database.
const refused: [what: string, change: Partial<Rotation>, sentence: RegExp][] = [
  ["the same secret", { newSecret: from }, /^The new secret is the old one\.$/],
  ["a wrong old secret", { oldSecret: "quite another secret" }, /^This database was set up with another GANTRY_SECRET/],
];
for (const [what, change, sentence] of refused)
  for (const kept of [false, true])
    test(`refused, and nothing is changed: ${what}${kept ? ", kept in a file" : ""}`, async () => {
      const asked = { ...rotation, ...change, keptIn: kept ? secretFile : null };
      await assert.rejects(
        rotateSecret(asked),
        (error) => error instanceof StartRefused && sentence.test(error.message),
      );
      assert.deepEqual([await opensWith(), readFileSync(secretFile, "utf8")], [from, from]);
    });

test("refused while processes run on the database, and it says which", async () => {
  const open = ["web", "runner", "runner"].map((name) => connect({ url: server.ownerUrl, name, max: 1 }));
  for (const { sql } of open) await sql`select 1`;
  for (const keptIn of [null, secretFile])
    await assert.rejects(
      rotateSecret({ ...rotation, keptIn }),
      /Processes run on this database: gantry runner, gantry web\./,
    );
  await Promise.all(open.map(({ close }) => close()));
  assert.deepEqual([await opensWith(), readFileSync(secretFile, "utf8")], [from, from]);
});

test("refused while the login serves another database, and nothing is changed", async () => {
  await asOwner(({ sql }) => sql.unsafe("create database another"));
  const another = new URL(server.ownerUrl);
  another.pathname = "/another";
  await migrateDatabase(another.href, from);
  try {
    await assert.rejects(rotateSecret(rotation), /serves the database another of another Gantry too/);
  } finally {
    await asOwner(({ sql }) => sql.unsafe("drop database another with (force)"));
  }
  assert.equal(await opensWith(), from);
});

test("keys, fingerprint, login and sessions change together; old keys still verify, a new one signs, and the log says so", async () => {
  assert.deepEqual(await rotateSecret(rotation), { keysRewrapped: 3, sessionsEnded: 1 });
  assert.equal(await opensWith(), to);
  const { log, numbers, left } = await asOwner(async ({ db }) => ({
    log: await db.select().from(events).orderBy(events.sequence),
    numbers: (await db.select().from(keys).where(eq(keys.purpose, "chain")).orderBy(keys.number)).map(
      ({ number, wrapped }) => [number, wrapped.length],
    ),
    left: await db.select().from(sessions),
  }));
  assert.deepEqual(
    log.map(({ verb, keyNumber }) => [verb, keyNumber]),
    [...Array.from({ length: 3 }, () => ["thing.done", 1]), ["installation.secret-changed", 2]],
  );
  assert.deepEqual(log.at(-1)?.after, { keysRewrapped: 3, sessionsEnded: 1 });
  const alone = 60;
  assert.deepEqual(
    [numbers, left],
    [
      [
        [1, alone],
        [2, alone],
      ],
      [],
    ],
  );
});

test("there and back again", async () => {
  await fresh();
  await rotateSecret(rotation);
  await rotateSecret({ ...rotation, oldSecret: to, newSecret: from });
  assert.equal(await opensWith(), from);
});

/** Rotates in a process that is killed when it gets to `step`. */
async function killedAt(step: RotationStep, keptIn: string | null): Promise<void> {
  const program = `import { rotateSecret } from ${JSON.stringify(path.join(import.meta.dirname, "rotate-secret.ts"))};
    await rotateSecret({ ...${JSON.stringify({ ...rotation, keptIn })},
      onStep: (step) => { if (step === "${step}") process.kill(process.pid, "SIGKILL"); } });`;
  const args = ["--import", "tsx", "--input-type=module", "-e", program];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"] });
  const [code, signal] = await once(child, "exit");
  assert.deepEqual([code, signal], [null, "SIGKILL"]);
}

const kills: [step: RotationStep, kept: boolean, holds: string][] = [
  ["admitted", true, from],
  ["kept", true, to],
  ["settling", true, to],
  ["settled", true, to],
  ["settling", false, from],
  ["settled", false, to],
];
for (const [step, kept, holds] of kills)
  test(`killed when ${step}${kept ? ", kept in a file" : ""}: the next start comes up with ${holds === to ? "the new" : "the old"} secret alone`, async () => {
    await fresh();
    await killedAt(step, kept ? secretFile : null);
    if (kept) assert.equal(readFileSync(secretFile, "utf8"), holds);
    await migrateDatabase(server.ownerUrl, holds);
    assert.equal(await opensWith(), holds);
    const left = await asOwner(({ db }) => db.select().from(sessions));
    assert.equal(left.length, holds === to ? 0 : 1);
  });

test("cut off, processes alone wait for a start or a migration; a third secret is refused; it can be changed again", async () => {
  await fresh();
  await killedAt("admitted", secretFile);
  await asOwner(async ({ sql }) => {
    for (const secret of [from, to]) {
      assert.equal(await checkSecret(sql, secret), "changing");
      await assert.rejects(checkInstallation(sql, secret), /was cut off\. Run `gantry migrate`/);
    }
    await assert.rejects(checkSecret(sql, "a third secret, of nobody"), StartRefused);
  });
  await rotateSecret({ ...rotation, keptIn: secretFile });
  assert.deepEqual([await opensWith(), readFileSync(secretFile, "utf8")], [to, to]);
});
