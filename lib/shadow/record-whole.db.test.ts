import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { connect } from "#lib/platform/database.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { aShadowPilot } from "./testing/a-shadow-pilot.ts";
import { aDiffering } from "./testing/an-exchange.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

test("a batch of which one statement fails leaves nothing behind, and counts whole when it is sent again", async () => {
  const { record } = await aShadowPilot(database.ctx);
  const batch = Array.from({ length: 200 }, (_, nth) => aDiffering(`field_${nth % 20}`, nth));
  const owner = connect({ url: database.ownerUrl, name: "test", max: 1 });
  const everything = async () => {
    const [row] = await database.connection.sql`
      select (select count(*)::int from shadow_pairs) as pairs, (select count(*)::int from shadow_differences) as rows,
        (select coalesce(sum(n), 0)::int from shadow_outcome_hours) as outcomes,
        (select coalesce(sum(n), 0)::int from shadow_latency_hours) as latencies,
        (select coalesce(sum(n), 0)::int from shadow_arrival_hours) as arrivals,
        (select count(*)::int from shadow_exchanges) as exchanges`;
    return Object.values(row ?? {}).map(Number);
  };
  try {
    const before = await everything();
    for (const table of ["shadow_arrival_hours", "shadow_differences", "shadow_latency_hours", "shadow_group_pairs"]) {
      await owner.sql.unsafe(`alter table ${table} add constraint refused check (false) not valid`);
      await assert.rejects(record(batch), table);
      await owner.sql.unsafe(`alter table ${table} drop constraint refused`);
      assert.deepEqual(await everything(), before, table);
    }
    assert.equal((await record(batch)).counted, 200);
    const added = (await everything()).map((n, at) => n - (before[at] ?? 0));
    assert.deepEqual(added.slice(1), [200, 200, 200, 200, 200]);
  } finally {
    await owner.close();
  }
});
