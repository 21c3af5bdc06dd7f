import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { asc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { runs } from "#drizzle/schema/load.ts";
import { events } from "#drizzle/schema/platform.ts";
import { aPlace, aQueuedRun, type Place } from "#lib/load/testing/a-run.ts";
import { type Ctx, makeCtx } from "#lib/platform/ctx.ts";
import { refusalLine } from "#lib/platform/http/refusals.ts";
import type { Refused } from "#lib/platform/result.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { archivePilot } from "./archive-pilot.ts";
import { changeSystem } from "./change-system.ts";
import { ChangeSystem as Change, type ChangeSystem } from "./input.ts";
import { nameSystem } from "./name-system.ts";
import { readPlaces } from "./read-places.ts";
import { readSystem } from "./read-system.ts";
import { removeSystem } from "./remove-system.ts";
import { seedPractice } from "./seed-practice.ts";
import { takeUnlock } from "./store.ts";
import { unlockProduction } from "./unlock-production.ts";
import { withdrawUnlock } from "./withdraw-unlock.ts";

let database: TestDatabase;
let ctx: Ctx;
let ada: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  ada = makeCtx(ctx.db, { kind: "person", id: uuidv7(), name: "Ada Lüders", roles: ["admin"] });
});
after(() => database.close());

const reason = "it moved to the new rack";
const change: ChangeSystem = {
  baseUrl: "https://new.example.org/",
  environment: "staging",
  role: "new",
  reason,
  version: 1,
};

async function placesOf({ pilot }: Place) {
  const found = await readPlaces(ctx, { pilot });
  assert.ok(found.ok);
  return found.systems;
}

async function anUnlock(place: Place, minutes = 5): Promise<string> {
  const { pilot, systemId: system, systemName: name } = place;
  assert.ok((await unlockProduction(ctx, { pilot, system, name, minutes, reason })).ok);
  return (await placesOf(place))[0]?.unlocks.at(-1)?.id ?? "";
}

const take = ({ systemId }: Place) =>
  ctx.transaction((tx) => takeUnlock(tx, { systemId, runId: uuidv7(), now: new Date() }));

function refusedWith(answer: { ok: true } | Refused, refusal: string, what = refusal): Refused {
  assert.ok(!answer.ok, what);
  assert.equal(answer.refusal, refusal, what);
  assert.ok(refusalLine(refusal), `${refusal} has no sentence`);
  return answer;
}

async function eventsAbout(id: string) {
  return ctx.db.select().from(events).where(eq(events.subjectId, id)).orderBy(asc(events.sequence));
}

test("a system moves: with a reason, its event says from where; past runs keep what they reached", async () => {
  const place = await aPlace(ctx, { environment: "test" });
  const { pilot, systemId: system } = place;
  const run = await aQueuedRun(ctx, place);
  const [was] = await placesOf(place);
  assert.ok((await changeSystem(ctx, { pilot, system, ...change })).ok);
  const [now] = await placesOf(place);
  assert.deepEqual([now?.baseUrl, now?.environment, now?.version], ["https://new.example.org", "staging", 2]);
  const [event, ...more] = await eventsAbout(system);
  assert.deepEqual([event?.verb, event?.reason, more.length], ["system.changed", reason, 0]);
  assert.deepEqual(event?.before, { baseUrl: was?.baseUrl, environment: "test" });
  assert.deepEqual(event?.after, { baseUrl: "https://new.example.org", environment: "staging", version: 2 });
  const [kept] = await ctx.db.select().from(runs).where(eq(runs.id, run.id));
  assert.deepEqual([kept?.baseUrl, kept?.environment], [was?.baseUrl, "test"]);
  assert.ok((await changeSystem(ctx, { pilot, system, ...change, version: 2 })).ok);
  assert.equal((await eventsAbout(system)).length, 1, "the same again is no event");
});

test("two people at one system: the second is told who changed what", async () => {
  const { pilot, systemId: system } = await aPlace(ctx);
  assert.ok((await changeSystem(ada, { pilot, system, ...change })).ok);
  const { details } = refusedWith(
    await changeSystem(ctx, { pilot, system, ...change, role: "legacy" }),
    "system-changed",
  );
  assert.deepEqual(details?.says, { changes: "Ada Lüders changed the address and the environment" });
  const atOnce = ["a", "b", "c"].map((host) => ({ ...change, version: 2, baseUrl: `http://${host}.example.org` }));
  const answers = await Promise.all(atOnce.map((one) => changeSystem(ctx, { pilot, system, ...one })));
  assert.equal(answers.filter(({ ok }) => ok).length, 1);
});

test("a change ends the unlocks that were given for what it was", async () => {
  const place = await aPlace(ctx, { environment: "production" });
  const { pilot, systemId: system } = place;
  await anUnlock(place);
  await anUnlock(place);
  const moved = await changeSystem(ctx, { pilot, system, ...change, environment: "production" });
  assert.ok(moved.ok);
  assert.deepEqual([await take(place), (await placesOf(place))[0]?.unlocks], [null, []]);
  const last = (await eventsAbout(system)).at(-1);
  assert.equal(Object(last?.after).unlocksWithdrawn, 2);
});

test("a removed system is reached no more: not listed, not started against; runs keep its name, which may be given again", async () => {
  const place = await aPlace(ctx, { environment: "production" });
  const { pilot, pilotId, systemId: system, systemName: name } = place;
  await anUnlock(place);
  assert.ok((await removeSystem(ctx, { pilot, system, reason })).ok);
  assert.deepEqual([await placesOf(place), await take(place)], [[], null]);
  const { details } = refusedWith(await readSystem(ctx, pilotId, system), "system-not-found");
  assert.deepEqual(details?.says, { why: ": it was removed" });
  const again = { pilot, name, baseUrl: "http://a.example", environment: "test", role: "new", reason } as const;
  assert.ok((await nameSystem(ctx, again)).ok);
  refusedWith(await nameSystem(ctx, again), "system-name-taken");
  const removed = (await eventsAbout(system)).at(-1);
  assert.deepEqual([removed?.verb, removed?.reason], ["system.removed", reason]);
  for (const act of [
    () => removeSystem(ctx, { pilot, system, reason }),
    () => changeSystem(ctx, { pilot, system, ...change }),
    () => unlockProduction(ctx, { pilot, system, name, minutes: 5, reason }),
  ])
    refusedWith(await act(), "system-not-found");
});

test("an unlock is withdrawn: no run gets it, and not twice", async () => {
  const place = await aPlace(ctx, { environment: "production" });
  const { pilot, systemId: system } = place;
  const unlock = await anUnlock(place);
  assert.equal((await placesOf(place))[0]?.unlocks.length, 1);
  const twice = await Promise.all([1, 2, 3].map(() => withdrawUnlock(ctx, { pilot, system, unlock })));
  assert.equal(twice.filter(({ ok }) => ok).length, 1);
  refusedWith(await withdrawUnlock(ctx, { pilot, system, unlock }), "unlock-gone");
  assert.deepEqual([await take(place), (await placesOf(place))[0]?.unlocks], [null, []]);
  const last = (await eventsAbout(system)).at(-1);
  assert.deepEqual([last?.verb, Object(last?.before).reason], ["system.unlock-withdrawn", reason]);
});

test("a run and a withdrawal at once: one of them gets the unlock", async () => {
  const place = await aPlace(ctx, { environment: "production" });
  const { pilot, systemId: system } = place;
  for (const _ of [1, 2, 3, 4, 5]) {
    const unlock = await anUnlock(place);
    const [taken, withdrawn] = await Promise.all([take(place), withdrawUnlock(ctx, { pilot, system, unlock })]);
    assert.equal(Number(taken !== null) + Number(withdrawn.ok), 1);
  }
});

test("runs that start while a system moves: no fault, no deadlock", async () => {
  const place = await aPlace(ctx, { environment: "production" });
  const { pilot, systemId: system, systemName } = place;
  for (const version of [1, 2, 3]) {
    await anUnlock(place);
    const [moved] = await Promise.all([
      changeSystem(ctx, {
        pilot,
        system,
        ...change,
        version,
        environment: "production",
        baseUrl: `http://h${version}.example`,
      }),
      aQueuedRun(ctx, place, { typed: systemName }).catch((error: Error) =>
        assert.match(error.message, /production-locked/),
      ),
    ]);
    assert.ok(moved.ok);
    assert.equal(await take(place), null, "whatever came first, the unlock is gone");
  }
});

test("a system moves while a starting run holds its unlock: neither waits for the other", {
  timeout: 20_000,
}, async () => {
  const place = await aPlace(ctx, { environment: "production" });
  const { pilot, systemId: system } = place;
  await anUnlock(place);
  await ctx.transaction(async (tx) => {
    assert.equal(await takeUnlock(tx, { systemId: system, runId: uuidv7(), now: new Date() }), reason);
    assert.ok((await changeSystem(ctx, { pilot, system, ...change })).ok);
  });
  assert.equal((await eventsAbout(system)).at(-1)?.verb, "system.changed");
});

test("what is refused to change, remove, withdraw", async () => {
  const place = await aPlace(ctx, { environment: "production" });
  const other = await aPlace(ctx);
  await seedPractice(ctx, { legacyUrl: "http://127.0.0.1:4001", newUrl: "http://127.0.0.1:4002" });
  const practice = await readPlaces(ctx, { pilot: "practice" });
  assert.ok(practice.ok);
  const plant = { pilot: "practice", system: practice.systems[0]?.id ?? "" };
  const mine = { pilot: place.pilot, system: place.systemId };
  const unlock = await anUnlock(place);
  const cases: [what: string, answer: Promise<{ ok: true } | Refused>, refusal: string][] = [
    ["no such pilot", changeSystem(ctx, { ...change, ...mine, pilot: "nowhere" }), "pilot-not-found"],
    ["no such system", changeSystem(ctx, { ...change, ...mine, system: uuidv7() }), "system-not-found"],
    ["another pilot's", changeSystem(ctx, { ...change, ...mine, system: other.systemId }), "system-not-found"],
    ["the plant's", changeSystem(ctx, { ...change, ...plant }), "practice-stays"],
    ["the plant's, to remove", removeSystem(ctx, { ...plant, reason }), "practice-stays"],
    ["another's, to remove", removeSystem(ctx, { ...mine, system: other.systemId, reason }), "system-not-found"],
    ["of no pilot", withdrawUnlock(ctx, { ...mine, pilot: "nowhere", unlock }), "pilot-not-found"],
    ["under another pilot", withdrawUnlock(ctx, { ...mine, pilot: other.pilot, unlock }), "system-not-found"],
    ["of another system", withdrawUnlock(ctx, { pilot: other.pilot, system: other.systemId, unlock }), "unlock-gone"],
    ["no such unlock", withdrawUnlock(ctx, { ...mine, unlock: uuidv7() }), "unlock-gone"],
  ];
  for (const [what, answer, refusal] of cases) refusedWith(await answer, refusal, what);
  assert.notEqual(await take(place), null);
});

test("a pilot is not archived while a run goes on; then nothing in it is started, named, moved or unlocked", async () => {
  const place = await aPlace(ctx, { environment: "production" });
  const { pilot, pilotId, systemId: system, systemName: name } = place;
  await anUnlock(place);
  const run = await aQueuedRun(ctx, place, { typed: name });
  const { details } = refusedWith(await archivePilot(ctx, { pilot, reason }), "pilot-runs-open");
  assert.deepEqual(details?.says, { name: "Pilot", runs: "a run", have: "has", them: "it" });
  await ctx.db.update(runs).set({ state: "ended", outcome: "stopped" }).where(eq(runs.id, run.id));
  await anUnlock(place);
  assert.ok((await archivePilot(ctx, { pilot, reason })).ok);
  assert.equal(await take(place), null, "its unlocks end");
  refusedWith(await readSystem(ctx, pilotId, system), "system-not-found");
  await assert.rejects(aQueuedRun(ctx, place, { typed: name }), /system-not-found/);
  const again = {
    pilot,
    name: "new one",
    baseUrl: "http://a.example",
    environment: "test",
    role: "new",
    reason,
  } as const;
  for (const act of [
    () => nameSystem(ctx, again),
    () => changeSystem(ctx, { pilot, system, ...change }),
    () => removeSystem(ctx, { pilot, system, reason }),
    () => unlockProduction(ctx, { pilot, system, name, minutes: 5, reason }),
  ])
    refusedWith(await act(), "pilot-archived");
  assert.equal((await placesOf(place)).length, 1, "it is still read");
});

test("what comes in about a change", () => {
  const cases: [changes: object, accepted: boolean][] = [
    [{}, true],
    [{ name: "another" }, false],
    [{ environment: "practice" }, false],
    [{ role: undefined }, false],
    [{ reason: "short" }, false],
    [{ version: 0 }, false],
    [{ baseUrl: "ftp://a" }, false],
  ];
  for (const [changes, accepted] of cases)
    assert.equal(Change.safeParse({ ...change, ...changes }).success, accepted, JSON.stringify(changes));
});
