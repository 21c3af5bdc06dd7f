import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { withLogin } from "./app-login.ts";
import { type Connection, connect } from "./database.ts";
import { migrateDatabase } from "./migrate.ts";
import { processLogin } from "./open-database.ts";
import { type TestDatabase, testDatabase, testSecret } from "./testing/database.ts";

let database: TestDatabase;
let owner: Connection;
before(async () => {
  database = await testDatabase();
  owner = connect({ url: database.ownerUrl, name: "owner", max: 1 });
});
after(async () => {
  await owner.close();
  await database.close();
});

const other = (change: (url: URL) => void) => {
  const url = new URL(database.ownerUrl);
  change(url);
  return url.href;
};

test("two starts at once: both find a database that is up to date", async () => {
  const both = await Promise.all([
    migrateDatabase(database.ownerUrl, testSecret),
    migrateDatabase(database.ownerUrl, testSecret),
  ]);
  assert.deepEqual(
    both.map(({ appUrl, separateRoles }) => [appUrl, separateRoles]),
    [
      [database.appUrl, true],
      [database.appUrl, true],
    ],
  );
});

test("another secret is refused, and the processes that run keep their login", async () => {
  await assert.rejects(migrateDatabase(database.ownerUrl, "quite another secret"), /another GANTRY_SECRET/);
  await assert.rejects(processLogin(database.ownerUrl, "quite another secret"), /another GANTRY_SECRET/);
  assert.equal(await processLogin(database.ownerUrl, testSecret), database.appUrl);
  const app = connect({ url: database.appUrl, name: "test", max: 1 });
  assert.equal((await app.sql`select 1 as one`)[0]?.["one"], 1);
  await app.close();
});

test("a database newer than the code is refused", async () => {
  const { sql } = owner;
  await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('from tomorrow', 99999999999999)`;
  await assert.rejects(migrateDatabase(database.ownerUrl, testSecret), /newer version of Gantry/);
  await sql`delete from drizzle.__drizzle_migrations where hash = 'from tomorrow'`;
});

test("a database that cannot be reached is named, its password is not", async () => {
  const cases: [url: string, sentence: RegExp][] = [
    [other((url) => (url.port = "1")), /127\.0\.0\.1:1, .*nothing listens there/],
    [other((url) => (url.password = "not-the-password")), /the password is wrong/],
    [other((url) => (url.pathname = "/nowhere")), /The database nowhere .*there is no such database/],
  ];
  for (const [url, sentence] of cases)
    await assert.rejects(migrateDatabase(url, testSecret), (error: Error) => {
      assert.match(error.message, sentence);
      assert.ok(!error.message.includes(new URL(url).password));
      return true;
    });
});

test("a login that may not make roles works, and is told apart", async () => {
  const name = `plain_${process.pid}`;
  const { sql } = owner;
  await sql.unsafe(`create role ${name} login password 'plain'`);
  await sql.unsafe(`create database ${name}_db owner ${name}`);
  const url = other((one) => {
    one.username = name;
    one.password = "plain";
    one.pathname = `/${name}_db`;
  });
  try {
    const secret = "the secret of a smaller place";
    assert.deepEqual(await migrateDatabase(url, secret), { appUrl: url, separateRoles: false });
    const login = connect({ url, name: "plain", max: 1 });
    assert.equal((await login.sql`select separate_roles from installation`)[0]?.["separate_roles"], false);
    await login.close();
    assert.equal(await processLogin(url, secret), url);
  } finally {
    await sql.unsafe(`drop database ${name}_db with (force)`);
    await sql.unsafe(`drop role ${name}`);
  }
});

test("another Gantry on the same server, with another secret, does not take the login away", async () => {
  const name = `second_${process.pid}`;
  await owner.sql.unsafe(`create database ${name}`);
  try {
    const url = other((one) => (one.pathname = `/${name}`));
    await assert.rejects(migrateDatabase(url, "the secret of the second"), /of another Gantry.* the same secret/);
    const { appUrl } = await migrateDatabase(url, testSecret);
    assert.equal(appUrl, withLogin(url, "gantry_app", new URL(database.appUrl).password));
    assert.equal(await processLogin(database.ownerUrl, testSecret), database.appUrl);
  } finally {
    await owner.sql.unsafe(`drop database ${name} with (force)`);
  }
});

test("a login that may not even make tables is told what it needs", async () => {
  const name = `poor_${process.pid}`;
  const { sql } = owner;
  await sql.unsafe(`create role ${name} login password 'poor'`);
  await sql.unsafe(`create database ${name}_db`);
  try {
    const url = withLogin(
      other((one) => (one.pathname = `/${name}_db`)),
      name,
      "poor",
    );
    await assert.rejects(migrateDatabase(url, testSecret), /may not set up its database/);
  } finally {
    await sql.unsafe(`drop database ${name}_db with (force)`);
    await sql.unsafe(`drop role ${name}`);
  }
});
