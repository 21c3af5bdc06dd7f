import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { asc, eq } from "drizzle-orm";
import { events } from "#drizzle/schema/platform.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { nameSystem } from "./name-system.ts";
import { readPilot } from "./read-pilot.ts";
import { readSystems } from "./read-systems.ts";
import { seedPractice } from "./seed-practice.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

const first = { legacyUrl: "http://127.0.0.1:4001", newUrl: "http://127.0.0.1:4002" };

async function systemsNow() {
  const found = await readSystems(ctx, { pilot: "practice" });
  assert.ok(found.ok);
  return found.systems.map(({ name, baseUrl, environment, role }) => [name, baseUrl, environment, role]);
}

async function verbsNow() {
  const found = await readPilot(ctx, "practice");
  assert.ok(found.ok);
  const { id, practice } = found.pilot;
  assert.equal(practice, true);
  const rows = await ctx.db.select().from(events).where(eq(events.chain, id)).orderBy(asc(events.sequence));
  return rows.map(({ verb }) => verb);
}

test("the first start makes the pilot and its two systems, two at once: once", async () => {
  await Promise.all([seedPractice(ctx, first), seedPractice(ctx, first), seedPractice(ctx, first)]);
  assert.deepEqual(await systemsNow(), [
    ["practice-new", first.newUrl, "practice", "new"],
    ["practice-legacy", first.legacyUrl, "practice", "legacy"],
  ]);
  assert.deepEqual(await verbsNow(), ["pilot.created", "system.named", "system.named"]);
});

test("a later start changes nothing", async () => {
  await seedPractice(ctx, first);
  assert.equal((await verbsNow()).length, 3);
});

test("the plant listens elsewhere: its systems move, two at once: once, and the log says from where", async () => {
  const newUrl = "http://127.0.0.1:5002";
  await Promise.all([1, 2, 3].map(() => seedPractice(ctx, { ...first, newUrl })));
  assert.deepEqual(
    (await systemsNow()).map(([name, baseUrl]) => [name, baseUrl]),
    [
      ["practice-new", newUrl],
      ["practice-legacy", first.legacyUrl],
    ],
  );
  assert.deepEqual((await verbsNow()).slice(3), ["system.moved"]);
  const [moved] = await ctx.db.select().from(events).where(eq(events.verb, "system.moved"));
  assert.deepEqual(
    [moved?.before, moved?.after],
    [{ baseUrl: first.newUrl }, { name: "practice-new", baseUrl: newUrl }],
  );
});

test("what people named beside them stays", async () => {
  const mine = { name: "mine", baseUrl: "http://127.0.0.1:9", environment: "test" as const, role: "other" as const };
  await nameSystem(ctx, { pilot: "practice", ...mine, reason: "to learn with" });
  await seedPractice(ctx, first);
  assert.deepEqual((await systemsNow())[2], ["mine", "http://127.0.0.1:9", "test", "other"]);
});
