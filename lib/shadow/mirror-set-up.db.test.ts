import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { asc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { systems } from "#drizzle/schema/pilots.ts";
import { events } from "#drizzle/schema/platform.ts";
import { aPlace } from "#lib/load/testing/a-run.ts";
import { insertSystem, insertUnlock } from "#lib/pilots/store.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { configureMirror } from "./configure-mirror.ts";
import type { Environment } from "./core/mirror-settings.ts";
import { ConfigureMirror, type ConfigureMirrorInput } from "./input/set-up-mirror.ts";
import { pauseMirror } from "./pause-mirror.ts";
import { readMirrors } from "./read-mirrors.ts";
import { found } from "./testing/a-shadow-pilot.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

type Named = { name: string; url: string; environment?: Environment };

async function aMirrorPlace() {
  const { pilot, pilotId } = await aPlace(ctx);
  const name = async ({ name: called, url: baseUrl, environment = "test" }: Named) => {
    const id = uuidv7();
    const why = { reason: "for a test", createdBy: "test", createdAt: new Date() };
    await insertSystem(ctx.db, { id, pilotId, name: called, baseUrl, environment, role: "other", ...why });
    return id;
  };
  const legacy = await name({ name: "old", url: "http://10.0.0.5:8000" });
  const candidate = await name({ name: "new", url: "https://10.0.0.6" });
  const configure = (changes: Partial<ConfigureMirrorInput> = {}) => {
    const given = { version: 0, legacy, candidate: { systemId: candidate }, why: "to compare", ...changes };
    const set = ConfigureMirror.parse(given);
    return configureMirror(ctx, { pilot, mirror: "line", ...set }, async (url) =>
      url.includes("169.254") ? { ok: false, sentence: "Never there." } : { ok: true, addresses: ["10.0.0.5"] },
    );
  };
  const [mirror, verbs] = [
    async () => found(await readMirrors(ctx, { pilot })).mirrors[0],
    async () =>
      (await ctx.db.select().from(events).where(eq(events.chain, pilotId)).orderBy(asc(events.sequence))).map(
        ({ verb, reason }) => `${verb}: ${reason}`,
      ),
  ];
  return { pilot, pilotId, legacy, candidate, name, configure, mirror, verbs };
}

test("a set-up is a version with who and why, and an event; saving over somebody else's is refused", async () => {
  const place = await aMirrorPlace();
  assert.deepEqual(await place.configure({ writes: ["POST /lots"] }), { ok: true, version: 1 });
  const late = await place.configure();
  assert.equal(late.ok ? "" : late.refusal, "mirror-changed");
  assert.deepEqual(await place.configure({ version: 1, candidate: null, why: "only count" }), { ok: true, version: 2 });
  const mirror = await place.mirror();
  assert.deepEqual(
    [mirror?.settings?.legacy.name, mirror?.settings?.candidate, mirror?.settings?.mirroring, mirror?.state],
    ["old", null, true, null],
  );
  assert.deepEqual(
    mirror?.history.map(({ version, why }) => [version, why]),
    [
      [2, "only count"],
      [1, "to compare"],
    ],
  );
  assert.deepEqual(await place.verbs(), [
    "shadow-mirror.configured: to compare",
    "shadow-mirror.configured: only count",
  ]);
});

test("paused and resumed: versions and events, each once; a change in between leaves it paused", async () => {
  const { pilot, configure, mirror, verbs } = await aMirrorPlace();
  const turn = async (mirroring: boolean) => {
    const done = await pauseMirror(ctx, { pilot, mirror: "line", why: "shift over", mirroring });
    return done.ok ? done.version : done.refusal;
  };
  assert.equal(await turn(false), "mirror-not-set-up");
  await configure();
  assert.deepEqual([await turn(true), await turn(false), await turn(false)], ["mirror-not-paused", 2, "mirror-paused"]);
  await configure({ version: 2 });
  assert.equal((await mirror())?.settings?.mirroring, false);
  assert.equal(await turn(true), 4);
  assert.equal((await mirror())?.settings?.mirroring, true);
  assert.deepEqual(
    (await verbs()).filter((verb) => !verb.includes("configured")),
    ["shadow-mirror.paused: shift over", "shadow-mirror.resumed: shift over"],
  );
});

const refused: [what: string, system: Named, place: "legacy" | "candidate", refusal: string, says: RegExp][] = [
  ["a path", { name: "app", url: "http://10.0.0.9/app" }, "candidate", "mirror-address", /^app has a path/],
  ["a path, with TLS", { name: "tls", url: "https://10.0.0.9/app" }, "legacy", "mirror-address", /^tls has a path/],
  ["a forbidden address", { name: "m", url: "http://169.254.1.1" }, "candidate", "mirror-address", /^Never there/],
  ["legacy itself", { name: "same", url: "http://10.0.0.5:8000" }, "candidate", "mirror-to-itself", /old/],
];
for (const [what, system, at, refusal, says] of refused)
  test(`refused: ${what} as ${at}, and nothing is written`, async () => {
    const place = await aMirrorPlace();
    const id = await place.name(system);
    const done = await place.configure(at === "legacy" ? { legacy: id } : { candidate: { systemId: id } });
    assert.equal(done.ok ? "" : done.refusal, refusal);
    assert.match(JSON.stringify(done.ok ? "" : Object.values(done.details?.says ?? {})[0]).slice(1), says);
    assert.equal(await place.mirror(), undefined);
  });

test("another pilot's system, and one that was removed, cannot be chosen", async () => {
  const [place, other] = [await aMirrorPlace(), await aMirrorPlace()];
  await ctx.db.update(systems).set({ removedAt: new Date() }).where(eq(systems.id, place.candidate));
  for (const systemId of [other.candidate, place.candidate]) {
    const done = await place.configure({ candidate: { systemId } });
    assert.equal(done.ok ? "" : done.refusal, "system-not-found");
  }
});

test("production: its name typed and an unlock, used up; a change that does not touch it needs neither", async () => {
  const place = await aMirrorPlace();
  const id = await place.name({ name: "live", url: "http://10.0.0.7", environment: "production" });
  const legacy = { legacy: id };
  const refusal = async (changes: Partial<ConfigureMirrorInput>) => {
    const done = await place.configure(changes);
    return done.ok ? done.version : done.refusal;
  };
  const unlock = async () => {
    const [grantedAt, expiresAt] = [new Date(), new Date(Date.now() + 60_000)];
    const why = { reason: "go-live week", grantedBy: "Ada", grantedAt, expiresAt };
    await insertUnlock(ctx.db, { id: uuidv7(), systemId: id, ...why });
  };
  assert.equal(await refusal(legacy), "production-name-differs");
  assert.equal(await refusal({ ...legacy, typed: ["live"] }), "mirror-production-locked");
  await unlock();
  assert.equal(await refusal({ ...legacy, typed: ["Live"] }), "production-name-differs");
  assert.equal(await refusal({ ...legacy, typed: ["live"] }), 1);
  assert.equal(await refusal({ ...legacy, version: 1, writes: ["POST /lots"] }), 2);
  // Its clients would go elsewhere.
  assert.equal(await refusal({ version: 2, typed: ["live"] }), "mirror-production-locked");
  await unlock();
  assert.equal(await refusal({ version: 2, typed: ["live"] }), 3);
});

test("of two production systems one is locked: the other's unlock is given back", async () => {
  const place = await aMirrorPlace();
  const ids = await Promise.all(
    ["one", "two"].map((name, nth) => place.name({ name, url: `http://10.0.0.${nth + 7}`, environment: "production" })),
  );
  const [legacy = "", systemId = ""] = ids;
  const times = { grantedAt: new Date(), expiresAt: new Date(Date.now() + 60_000) };
  await insertUnlock(ctx.db, { id: uuidv7(), systemId: legacy, reason: "week", grantedBy: "Ada", ...times });
  const both = { legacy, candidate: { systemId }, typed: ["one", "two"] };
  const done = await place.configure(both);
  assert.deepEqual(done.ok ? "" : done.details?.says, { name: "two" });
  assert.deepEqual(await place.configure({ legacy, typed: ["one"] }), { ok: true, version: 1 });
});

test("a chosen system that moves is told, and not followed", async () => {
  const place = await aMirrorPlace();
  await place.configure();
  await ctx.db.update(systems).set({ baseUrl: "http://10.0.0.66" }).where(eq(systems.id, place.candidate));
  const mirror = await place.mirror();
  assert.deepEqual([mirror?.moved, mirror?.settings?.candidate?.url], [["new"], "https://10.0.0.6"]);
});
