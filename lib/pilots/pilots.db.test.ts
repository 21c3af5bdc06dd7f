import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { systems } from "#drizzle/schema/pilots.ts";
import { events } from "#drizzle/schema/platform.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { NameSystem, PilotPath, UnlockProduction } from "./input.ts";
import { nameSystem } from "./name-system.ts";
import { readPilot } from "./read-pilot.ts";
import { readPilots } from "./read-pilots.ts";
import { readSystem } from "./read-system.ts";
import { readSystems } from "./read-systems.ts";
import { insertPilot, takeUnlock } from "./store.ts";
import { unlockProduction } from "./unlock-production.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

let made = 0;

async function aPilot(): Promise<string> {
  const pilot = `site-${++made}`;
  const names = { name: `Site ${made}`, site: "Hall 3", timeZone: "Europe/Prague" };
  await insertPilot(ctx.db, { id: uuidv7(), slug: pilot, ...names, createdAt: new Date() });
  return pilot;
}

const warehouse: NameSystem = {
  name: "warehouse",
  baseUrl: "https://staging.example.org:8443/wms/",
  environment: "staging",
  role: "new",
  reason: "the hall's own staging",
};

async function aSystem(pilot: string, changes: Partial<NameSystem> = {}) {
  const named = await nameSystem(ctx, { ...warehouse, ...changes, pilot });
  assert.ok(named.ok);
  return named.system;
}

test("a system is named: its address without a last slash, its event with the reason, in the list", async () => {
  const pilot = await aPilot();
  const system = await aSystem(pilot);
  assert.deepEqual(system, {
    ...{ id: system.id, name: "warehouse", baseUrl: "https://staging.example.org:8443/wms" },
    ...{ environment: "staging", role: "new", unlockedUntil: null },
  });
  const found = await readSystems(ctx, { pilot });
  assert.ok(found.ok);
  assert.deepEqual(found.systems, [system]);
  const [event, ...more] = await ctx.db.select().from(events).where(eq(events.subjectId, system.id));
  assert.deepEqual([event?.verb, event?.reason, more.length], ["system.named", warehouse.reason, 0]);
});

test("a name is taken once a pilot, two at once: one gets it and one event is written", async () => {
  const [pilot, other] = [await aPilot(), await aPilot()];
  const answers = await Promise.all([1, 2, 3].map(() => nameSystem(ctx, { ...warehouse, pilot })));
  assert.equal(answers.filter(({ ok }) => ok).length, 1);
  const refused = answers.find((answer) => !answer.ok);
  assert.ok(refused && !refused.ok);
  assert.deepEqual([refused.refusal, refused.details?.says], ["system-name-taken", { name: "warehouse" }]);
  assert.ok((await nameSystem(ctx, { ...warehouse, pilot: other })).ok);
  const found = await readPilot(ctx, pilot);
  assert.ok(found.ok);
  const rows = await ctx.db.select().from(events).where(eq(events.chain, found.pilot.id));
  assert.equal(rows.length, 1);
  assert.deepEqual(await nameSystem(ctx, { ...warehouse, pilot: "nowhere" }), {
    ok: false,
    refusal: "pilot-not-found",
  });
});

test("another pilot's system is not found", async () => {
  const [pilot, other] = [await aPilot(), await aPilot()];
  const { id } = await aSystem(pilot);
  const [mine, theirs] = [await readPilot(ctx, pilot), await readPilot(ctx, other)];
  assert.ok(mine.ok && theirs.ok);
  assert.ok((await readSystem(ctx, mine.pilot.id, id)).ok);
  assert.deepEqual(await readSystem(ctx, theirs.pilot.id, id), { ok: false, refusal: "system-not-found" });
});

test("production is unlocked for a time and a reason; the list says until when, and no longer once it is used", async () => {
  const pilot = await aPilot();
  const { id, name } = await aSystem(pilot, { environment: "production" });
  const ask = { pilot, system: id, name, reason: "the last rehearsal" };
  const short = await unlockProduction(ctx, { ...ask, minutes: 5 });
  const long = await unlockProduction(ctx, { ...ask, minutes: 60 });
  assert.ok(short.ok && long.ok);
  const until = async () => {
    const found = await readSystems(ctx, { pilot });
    return found.ok ? found.systems[0]?.unlockedUntil : undefined;
  };
  assert.equal(await until(), long.expiresAt);
  const take = (now = new Date()) => ctx.transaction((tx) => takeUnlock(tx, { systemId: id, runId: uuidv7(), now }));
  // The one that ends first is used first.
  assert.deepEqual([await take(), await until()], [ask.reason, long.expiresAt]);
  const afterAnHour = new Date(Date.now() + 3_601_000);
  assert.equal(await take(afterAnHour), null);
  assert.deepEqual([await take(), await until(), await take()], [ask.reason, null, null]);
  const verbs = (await ctx.db.select().from(events).where(eq(events.subjectId, id))).map(({ verb }) => verb);
  assert.deepEqual(verbs.sort(), ["system.named", "system.unlocked", "system.unlocked"]);
});

test("an unlock is given out once, two at once: one gets it", async () => {
  const pilot = await aPilot();
  const { id, name } = await aSystem(pilot, { environment: "production" });
  await unlockProduction(ctx, { pilot, system: id, name, minutes: 5, reason: "the last rehearsal" });
  const now = new Date();
  const takes = [1, 2, 3].map(() => ctx.transaction((tx) => takeUnlock(tx, { systemId: id, runId: uuidv7(), now })));
  assert.equal((await Promise.all(takes)).filter((reason) => reason !== null).length, 1);
});

test("what is refused to unlock", async () => {
  const [pilot, other] = [await aPilot(), await aPilot()];
  const production = await aSystem(pilot, { environment: "production" });
  const staging = await aSystem(pilot, { name: "staging" });
  const ask = { pilot, system: production.id, name: "warehouse", reason: "the last rehearsal", minutes: 5 };
  const cases: [what: string, changes: Partial<typeof ask>, refusal: string][] = [
    ["no such pilot", { pilot: "nowhere" }, "pilot-not-found"],
    ["no such system", { system: uuidv7() }, "system-not-found"],
    ["another pilot's system", { pilot: other }, "system-not-found"],
    ["one that is no production", { system: staging.id, name: "staging" }, "unlock-needs-production"],
    ["another name typed", { name: "Warehouse" }, "unlock-name-differs"],
  ];
  for (const [what, changes, refusal] of cases) {
    const answer = await unlockProduction(ctx, { ...ask, ...changes });
    assert.ok(!answer.ok, what);
    assert.equal(answer.refusal, refusal, what);
  }
  const found = await readSystems(ctx, { pilot });
  assert.ok(found.ok && found.systems.every(({ unlockedUntil }) => unlockedUntil === null));
});

test("pilots by name; systems in the order in which they were named", async () => {
  const pilot = await aPilot();
  for (const name of ["c", "a", "b"]) await aSystem(pilot, { name });
  await ctx.db.update(systems).set({ createdAt: new Date(0) });
  const found = await readSystems(ctx, { pilot });
  assert.ok(found.ok);
  assert.deepEqual(
    found.systems.map(({ name }) => name),
    ["c", "a", "b"],
  );
  const names = (await readPilots(ctx)).map(({ name }) => name);
  assert.deepEqual(names, [...names].sort());
});

test("what comes in about systems", () => {
  const accepts = (baseUrl: string) => NameSystem.safeParse({ ...warehouse, baseUrl }).success;
  const addresses: [address: string, accepted: boolean][] = [
    ["http://127.0.0.1:3000", true],
    ["  https://wms.example.org/base ", true],
    ["http://[::1]:8080", true],
    ["ftp://wms.example.org", false],
    ["wms.example.org", false],
    ["http://", false],
    ["http://user:pass@wms.example.org", false],
    ["http://wms.example.org/?a=1", false],
    ["http://wms.example.org/#a", false],
    ["http://wms.example.org:0", false],
    ["http://wms.example.org:70000", false],
    ["http://wms.\nexample.org", false],
    ["http://wms.example.org/a b", false],
    ["http://wms.example.org/\u0000", false],
  ];
  for (const [address, accepted] of addresses) assert.equal(accepts(address), accepted, JSON.stringify(address));
  const others: [changes: object, accepted: boolean][] = [
    [{ name: "  " }, false],
    [{ name: "x".repeat(81) }, false],
    [{ name: "two\nlines" }, false],
    [{ name: "half \ud800" }, false],
    [{ environment: "practice" }, false],
    [{ reason: "too short" }, false],
    [{ reason: "long enough\u0000" }, false],
    [{ reason: "long enough\nwith a second line" }, true],
    [{ extra: 1 }, false],
  ];
  for (const [changes, accepted] of others)
    assert.equal(NameSystem.safeParse({ ...warehouse, ...changes }).success, accepted, JSON.stringify(changes));
  const unlock = { reason: "the last rehearsal", name: "x", minutes: 5 };
  for (const minutes of [0, 121, 1.5, "5"])
    assert.equal(UnlockProduction.safeParse({ ...unlock, minutes }).success, false);
  for (const pilot of ["UPPER", "a b", "", "-a", "a".repeat(64)])
    assert.equal(PilotPath.safeParse({ pilot }).success, false, pilot);
});
