import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { connect } from "./database.ts";
import { record } from "./events.ts";
import { type TestDatabase, testDatabase } from "./testing/database.ts";
import { waitFor } from "./testing/wait-for.ts";
import { verifyLog } from "./verify-log.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

const something = { verb: "thing.done", subject: { kind: "thing", id: "1" } };
const write = (pilotId: string | null, count: number) =>
  Promise.all(
    Array.from({ length: count }, () =>
      database.ctx.transaction((tx) => record(tx, database.ctx, { pilotId, ...something })),
    ),
  );

test("many writers at once make one gapless chain", async () => {
  const pilotId = uuidv7();
  const sequences = await write(pilotId, 40);
  assert.deepEqual(
    sequences.sort((a, b) => a - b),
    Array.from({ length: 40 }, (_, index) => index + 1),
  );
  const report = (await verifyLog(database.connection.db, [])).find(({ chain }) => chain === pilotId);
  assert.deepEqual([report?.events, report?.broken], [40, null]);
});

test("a transaction that is rolled back leaves no gap", async () => {
  const pilotId = uuidv7();
  await write(pilotId, 1);
  const { ctx } = database;
  const failing = ctx.transaction(async (tx) => {
    await record(tx, ctx, { pilotId, ...something });
    throw new Error("changed its mind");
  });
  await assert.rejects(failing, /changed its mind/);
  assert.deepEqual(await write(pilotId, 1), [2]);
});

test("the feed hears of an event when it is committed, with chain, sequence and subject", async () => {
  const heard: string[] = [];
  const listener = connect({ url: database.appUrl, name: "listener", max: 1 });
  await listener.sql.listen("gantry_events", (text) => heard.push(text));
  const pilotId = uuidv7();
  await write(pilotId, 2);
  await waitFor("both notices", () => heard.length === 2);
  assert.deepEqual(heard, [`${pilotId}:1:thing:1`, `${pilotId}:2:thing:1`]);
  await listener.close();
});

test("the database refuses every change of what is written", async () => {
  await write(null, 1);
  const owner = connect({ url: database.ownerUrl, name: "owner", max: 1 });
  for (const statement of ["update events set verb = 'x'", "delete from events", "truncate events"]) {
    await assert.rejects(database.connection.sql.unsafe(statement), /permission denied/, `app: ${statement}`);
    await assert.rejects(owner.sql.unsafe(statement), /append-only/, `owner: ${statement}`);
  }
  for (const table of ["keys", "installation"])
    await assert.rejects(database.connection.sql.unsafe(`delete from ${table}`), /permission denied/);
  await owner.close();
});
