import assert from "node:assert/strict";
import test, { after, before, type TestContext } from "node:test";
import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { systemChecks } from "#drizzle/schema/pilots.ts";
import { events } from "#drizzle/schema/platform.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import type { Database } from "#lib/platform/database.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { archivePilot } from "./archive-pilot.ts";
import { changeSystem } from "./change-system.ts";
import type { SystemSeen } from "./edge/check-system.ts";
import { nameSystem } from "./name-system.ts";
import { readPlaces } from "./read-places.ts";
import { removeSystem } from "./remove-system.ts";
import { insertPilot } from "./store.ts";
import { watchSystems } from "./watch-systems.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

const reason = "the hall's own staging";
const answers: SystemSeen = { answers: true, addresses: ["10.0.0.1"], latencyMs: 12, why: null };
const refuses: SystemSeen = { answers: false, addresses: ["10.0.0.1"], latencyMs: null, why: "It refuses." };

let made = 0;
async function aPilotWith(...hosts: string[]) {
  const pilot = `watched-${++made}`;
  const names = { name: pilot, site: "Hall 3", timeZone: "Europe/Prague" };
  await insertPilot(ctx.db, { id: uuidv7(), slug: pilot, ...names, createdAt: new Date() });
  const ids: string[] = [];
  for (const host of hosts) {
    const system = { pilot, name: host, baseUrl: `http://${host}`, environment: "test", role: "new", reason } as const;
    const named = await nameSystem(ctx, system);
    assert.ok(named.ok);
    ids.push(named.system.id);
  }
  return { pilot, ids };
}

/** A watch whose peers do what they are told, whose time is turned by hand, and whose questions to the database are counted. */
function aWatch(t: TestContext, check: (host: string) => Promise<SystemSeen>, most = 64) {
  const clock = { ms: 0 };
  const asked: string[] = [];
  const counted = { select: 0, insert: 0 };
  const db: Database = new Proxy(ctx.db, {
    get: (of, name) => {
      if (name === "select" || name === "insert") counted[name]++;
      const value = Reflect.get(of, name, of);
      return typeof value === "function" ? value.bind(of) : value;
    },
  });
  const watch = watchSystems(db, {
    check: (baseUrl) => {
      const host = new URL(baseUrl).hostname;
      asked.push(host);
      return check(host);
    },
    everyMs: 10_000,
    most,
    now: () => clock.ms,
  });
  t.after(() => watch.stop());
  const turn = () => {
    clock.ms += 10_000;
    watch.tick();
  };
  return { watch, asked, counted, turn };
}

const checkOf = async (id: string) =>
  (await ctx.db.select().from(systemChecks).where(eq(systemChecks.systemId, id)))[0];
const of = (prefix: string, asked: readonly string[]) => asked.filter((host) => host.startsWith(prefix));

test("what is seen is stored with since when; it is no event", async (t) => {
  const { pilot, ids } = await aPilotWith("one.a");
  const [id = ""] = ids;
  const said = { now: answers };
  const { turn } = aWatch(t, async () => said.now);
  const seenAgain = async (last: Date | undefined) => {
    turn();
    await waitFor("a look", async () => {
      const checkedAt = (await checkOf(id))?.checkedAt;
      return checkedAt !== undefined && checkedAt.getTime() !== last?.getTime();
    });
    return checkOf(id);
  };
  const first = await seenAgain(undefined);
  assert.deepEqual([first?.answers, first?.latencyMs, first?.addresses], [true, 12, ["10.0.0.1"]]);
  const second = await seenAgain(first?.checkedAt);
  assert.deepEqual(second?.since, first?.since);
  said.now = refuses;
  const third = await seenAgain(second?.checkedAt);
  assert.deepEqual([third?.answers, third?.why, third?.latencyMs], [false, "It refuses.", null]);
  assert.deepEqual(third?.since, third?.checkedAt);
  const found = await readPlaces(ctx, { pilot });
  assert.ok(found.ok);
  assert.equal(found.systems[0]?.check?.why, "It refuses.");
  const about = await ctx.db.select().from(events).where(eq(events.subjectId, id));
  assert.deepEqual(
    about.map(({ verb }) => verb),
    ["system.named"],
  );
});

test("one that hangs is not looked at twice at once, and delays no other", async (t) => {
  const { ids } = await aPilotWith("hangs.b", "quick.b");
  const { asked, turn } = aWatch(t, (host) => (host === "hangs.b" ? new Promise(() => {}) : Promise.resolve(answers)));
  for (const round of [1, 2, 3]) {
    await waitFor(`round ${round}`, () => {
      turn();
      return of("quick.b", asked).length >= round;
    });
  }
  assert.equal(of("hangs.b", asked).length, 1);
  await waitFor("the quick one's look", async () => (await checkOf(ids[1] ?? "")) !== undefined);
  assert.equal(await checkOf(ids[0] ?? ""), undefined);
});

test("at most so many at once, and those that waited longest come first", async (t) => {
  const hosts = ["1.c", "2.c", "3.c", "4.c", "5.c"];
  await aPilotWith(...hosts.map((host) => `many${host}`));
  const waiting: (() => void)[] = [];
  const held = () => new Promise<SystemSeen>((resolve) => waiting.push(() => resolve(answers)));
  const { asked, counted, turn } = aWatch(t, held, 2);
  await waitFor("five rounds", () => {
    turn();
    return counted.select >= 5;
  });
  assert.equal(asked.length, 2);
  await waitFor("each was looked at", () => {
    turn();
    assert.ok(waiting.length <= 2);
    for (const end of waiting.splice(0)) end();
    return new Set(of("many", asked)).size === hosts.length;
  });
  const all = new Set(asked).size;
  assert.equal(new Set(asked.slice(0, all)).size, all, "nobody twice before all once");
});

test("a system that moved is looked at anew; what was seen at its old address says nothing", async (t) => {
  const { pilot, ids } = await aPilotWith("old.d");
  const [id = ""] = ids;
  const { asked, turn } = aWatch(t, async () => answers);
  turn();
  await waitFor("the first look", async () => (await checkOf(id)) !== undefined);
  const before = new Date().toISOString();
  const move = { baseUrl: "http://new.d", environment: "test", role: "new", reason, version: 1 } as const;
  assert.ok((await changeSystem(ctx, { pilot, system: id, ...move })).ok);
  const check = async () => {
    const found = await readPlaces(ctx, { pilot });
    assert.ok(found.ok);
    return found.systems[0]?.check ?? null;
  };
  assert.equal(await check(), null);
  await waitFor("the look at the new address", async () => {
    turn();
    return (await check()) !== null;
  });
  assert.ok(asked.includes("new.d"));
  const moved = await check();
  assert.ok(moved !== null && moved.since >= before, "since when is said of the new address");
});

test("what was removed and what is archived is left alone", async (t) => {
  const gone = await aPilotWith("removed.e", "stays.e");
  const archived = await aPilotWith("archived.e");
  const [removed = ""] = gone.ids;
  assert.ok((await removeSystem(ctx, { pilot: gone.pilot, system: removed, reason })).ok);
  assert.ok((await archivePilot(ctx, { pilot: archived.pilot, reason })).ok);
  const { asked, turn } = aWatch(t, async () => answers);
  await waitFor("two rounds", () => {
    turn();
    return of("stays.e", asked).length >= 2;
  });
  assert.deepEqual([of("removed.e", asked), of("archived.e", asked)], [[], []]);
});

test("a look that ends after the stop is not stored", async (t) => {
  const { ids } = await aPilotWith("late.f");
  let end: (seen: SystemSeen) => void = () => {};
  const late = new Promise<SystemSeen>((resolve) => {
    end = resolve;
  });
  const never = new Promise<SystemSeen>(() => {});
  const { watch, asked, counted, turn } = aWatch(t, (host) => (host === "late.f" ? late : never));
  await waitFor("the look", () => {
    turn();
    return of("late.f", asked).length === 1;
  });
  await watch.stop();
  end(answers);
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([counted.insert, await checkOf(ids[0] ?? "")], [0, undefined]);
});
