import assert from "node:assert/strict";
import { connect as connectTo, createServer, type Socket } from "node:net";
import test, { after, before, type TestContext } from "node:test";
import { connect } from "./database.ts";
import { type TestDatabase, testDatabase } from "./testing/database.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

/** The test's database behind a door that can close all its connections, in order and without a word, as a server does that ends. */
async function behindDoor(t: TestContext) {
  const { port, hostname } = new URL(database.appUrl);
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connectTo(Number(port), hostname);
    open.add(near);
    near.on("close", () => {
      open.delete(near);
      far.destroy();
    });
    for (const socket of [near, far]) socket.on("error", () => {});
    near.on("data", (bytes) => far.write(bytes));
    far.on("data", (bytes) => near.writable && near.write(bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close());
  const address = server.address();
  const through = new URL(database.appUrl);
  through.host = `127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  const connection = connect({ url: through.href, name: "behind a door", max: 1 });
  t.after(() => connection.close());
  const closeAll = () => {
    for (const socket of open) socket.end();
  };
  return { connection, closeAll };
}

test("a connection that closes in the middle of a transaction: refused, no more, and the next one works", async (t) => {
  const { connection, closeAll } = await behindDoor(t);
  for (let round = 0; round < 3; round++) {
    const cut = connection.sql.begin(async (tx) => {
      await tx`select 1`;
      closeAll();
      await tx`select pg_sleep(60)`;
    });
    await assert.rejects(cut, /CONNECTION_CLOSED/);
    const [row] = await connection.sql`select 1 as one`;
    assert.equal(row?.["one"], 1);
  }
});
