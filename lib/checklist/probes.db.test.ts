import assert from "node:assert/strict";
import test, { after, before, beforeEach } from "node:test";
import { asc, eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { checklistItems, checklists, probeResults, probeStates } from "#drizzle/schema/checklist.ts";
import { pilots } from "#drizzle/schema/pilots.ts";
import { events } from "#drizzle/schema/platform.ts";
import { aPlace } from "#lib/load/testing/a-run.ts";
import { type Ctx, makeCtx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import type { ProbeRan } from "./edge/run-probe.ts";
import { runProbeNow } from "./run-probe-now.ts";
import { saveProbe } from "./save-probe.ts";
import { claimProbes } from "./store-probes.ts";
import { watchProbes } from "./watch-probes.ts";

let database: TestDatabase;
let ctx: Ctx;
let ada: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  ada = makeCtx(ctx.db, { kind: "person", id: uuidv7(), name: "Ada Lüders", roles: ["lead"] });
});
after(() => database.close());
// Each test looks at probes of its own.
beforeEach(() => ctx.db.update(checklistItems).set({ removedAt: new Date() }));

const good: ProbeRan = { outcome: "good", says: "PONG", raw: "PING\nPONG", latencyMs: 1.5 };
const failed: ProbeRan = { outcome: "failed", says: "no PONG", raw: "", latencyMs: 2 };

async function aProbe(set: { everySeconds?: number; validForSeconds?: number | null; resource?: string | null } = {}) {
  const { everySeconds = 10, validForSeconds = 60, resource = "main" } = set;
  const { pilot, pilotId } = await aPlace(ctx);
  const [list, item] = [uuidv7(), uuidv7()];
  await ctx.db
    .insert(checklists)
    .values({ id: list, pilotId, name: "Pre-launch", pausePoint: "pre-launch", position: 1 });
  const probe = resource === null ? null : { kind: "redis" as const, resource };
  await ctx.db.insert(checklistItems).values({
    ...{
      id: item,
      pilotId,
      checklistId: list,
      position: 1,
      station: "Checklist",
      title: "Redis answers",
      asks: "PONG",
    },
    ...{ isKiller: true, needsVerification: false, validForSeconds },
    rule: { kind: "probe", probe, everySeconds, timeoutSeconds: 5 },
  });
  return { pilot, pilotId, item };
}

const stateOf = async (item: string) =>
  (await ctx.db.select().from(probeStates).where(eq(probeStates.itemId, item)))[0];
const resultsOf = (item: string) =>
  ctx.db.select().from(probeResults).where(eq(probeResults.itemId, item)).orderBy(asc(probeResults.n));
const eventsOf = (item: string) =>
  ctx.db.select().from(events).where(eq(events.subjectId, item)).orderBy(asc(events.sequence));
const dueNow = (item: string) =>
  ctx.db.update(probeStates).set({ nextAt: sql`now() - interval '1 second'` }).where(eq(probeStates.itemId, item));

async function saw(item: string, ran: ProbeRan, at = new Date()): Promise<void> {
  await ctx.db.update(probeStates).set({ nextAt: null }).where(eq(probeStates.itemId, item));
  const due = (await claimProbes(ctx.db, { keeper: "one", most: 10 })).find((one) => one.itemId === item);
  assert.ok(due);
  assert.equal(await saveProbe({ ...ctx, now: () => at }, { due, ran, keeper: "one" }), true);
}

test("two keepers at once: each probe is taken once", async () => {
  const probes = await Promise.all(Array.from({ length: 8 }, () => aProbe()));
  const claims = await Promise.all(["a", "b", "c"].map((keeper) => claimProbes(ctx.db, { keeper, most: 64 })));
  const taken = claims.flat().map(({ itemId }) => itemId);
  assert.deepEqual(taken.sort(), probes.map(({ item }) => item).sort());
  assert.deepEqual(await claimProbes(ctx.db, { keeper: "d", most: 64 }), []);
});

test("what a dead keeper held is taken by another once its claim is over, and the dead one stores nothing any more", async () => {
  const { item } = await aProbe();
  const [due] = await claimProbes(ctx.db, { keeper: "dead", most: 64 });
  assert.ok(due);
  const until = (await stateOf(item))?.claimedUntil;
  assert.ok(until && until.getTime() - Date.now() <= 10_500, "a claim outlives the time-out by five seconds");
  await ctx.db.update(probeStates).set({ claimedUntil: sql`now() - interval '1 second'` });
  const [again] = await claimProbes(ctx.db, { keeper: "next", most: 64 });
  assert.equal(again?.itemId, item);
  assert.equal(await saveProbe(ctx, { due, ran: failed, keeper: "dead" }), false);
  assert.equal(await saveProbe(ctx, { due: again, ran: good, keeper: "next" }), true);
  assert.deepEqual(
    (await resultsOf(item)).map(({ outcome }) => outcome),
    ["good"],
  );
});

test("a probe that hangs delays no other, and is not run twice", async () => {
  const [hangs, runs] = await Promise.all([aProbe(), aProbe({ everySeconds: 5 })]);
  const asked: string[] = [];
  const watch = watchProbes(ctx.db, {
    run: ({ itemId }) => {
      asked.push(itemId);
      return itemId === hangs.item ? new Promise(() => {}) : Promise.resolve(good);
    },
  });
  for (let round = 1; round <= 3; round++) {
    await waitFor(`round ${round}`, async () => {
      watch.tick();
      return (await resultsOf(runs.item)).length >= round;
    });
    await dueNow(runs.item);
  }
  await watch.stop();
  assert.equal(asked.filter((one) => one === hangs.item).length, 1);
  assert.ok(asked.filter((one) => one === runs.item).length >= 3);
});

test("an outcome that changed is an event and a new turn; passing again is neither", async () => {
  const { item } = await aProbe();
  for (const ran of [good, good, failed, failed, good]) await saw(item, ran);
  assert.deepEqual(
    (await eventsOf(item)).map(({ verb, after }) => `${verb} ${Object(after).outcome}`),
    ["probe.turned good", "probe.turned failed", "probe.turned good"],
  );
  assert.deepEqual([(await stateOf(item))?.turn, (await resultsOf(item)).length], [3, 5]);
});

test("good again after it had expired is a new turn, though nobody saw it go", async () => {
  const { item } = await aProbe({ validForSeconds: 60 });
  const at = Date.now();
  await saw(item, good, new Date(at - 200_000));
  await saw(item, good, new Date(at - 150_000));
  assert.equal((await stateOf(item))?.turn, 1);
  await saw(item, good, new Date(at));
  const state = await stateOf(item);
  assert.deepEqual([state?.turn, state?.since?.getTime()], [2, at]);
});

test("a rule that was changed while the probe ran: what it saw says nothing, and it runs again at once", async () => {
  const { item } = await aProbe();
  const [due] = await claimProbes(ctx.db, { keeper: "one", most: 64 });
  assert.ok(due);
  await ctx.db.update(checklistItems).set({ ruleVersion: 2 }).where(eq(checklistItems.id, item));
  assert.equal(await saveProbe(ctx, { due, ran: good, keeper: "one" }), false);
  const [again] = await claimProbes(ctx.db, { keeper: "one", most: 64 });
  assert.deepEqual([again?.itemId, again?.ruleVersion], [item, 2]);
});

test("run now: it is due at once with the name of who asked; twice, for what is no probe and for another pilot's it is refused", async () => {
  const { item, pilot } = await aProbe();
  const other = await aProbe({ resource: null });
  await saw(item, good);
  assert.deepEqual(await claimProbes(ctx.db, { keeper: "one", most: 64 }), []);
  assert.ok((await runProbeNow(ada, { pilot, item })).ok);
  const refusals = await Promise.all([
    runProbeNow(ada, { pilot, item }),
    runProbeNow(ada, { pilot: other.pilot, item: other.item }),
    runProbeNow(ada, { pilot: other.pilot, item }),
  ]);
  assert.deepEqual(
    refusals.map((one) => (one.ok ? "ok" : one.refusal)),
    ["probe-asked", "item-no-probe", "item-not-found"],
  );
  const [due] = await claimProbes(ctx.db, { keeper: "one", most: 64 });
  assert.ok(due);
  await saveProbe(ctx, { due, ran: failed, keeper: "one" });
  assert.deepEqual(
    (await resultsOf(item)).map(({ askedBy }) => askedBy),
    [null, "Ada Lüders"],
  );
  assert.equal((await stateOf(item))?.askedAt, null);
});

test("removed items, archived pilots and probes that are not set up are left alone", async () => {
  const [removed, archived] = await Promise.all([aProbe(), aProbe(), aProbe({ resource: null })]);
  await ctx.db.update(checklistItems).set({ removedAt: new Date() }).where(eq(checklistItems.id, removed.item));
  await ctx.db.update(pilots).set({ archivedAt: new Date() }).where(eq(pilots.id, archived.pilotId));
  assert.deepEqual(await claimProbes(ctx.db, { keeper: "one", most: 64 }), []);
});

test("an item keeps its newest 500 results", async () => {
  const { item } = await aProbe();
  const old = Array.from({ length: 510 }, () => ({ ...good, itemId: item, ruleVersion: 1, at: new Date() }));
  await ctx.db.insert(probeResults).values(old);
  await saw(item, failed);
  const kept = await resultsOf(item);
  assert.deepEqual([kept.length, kept.at(-1)?.outcome], [500, "failed"]);
});
