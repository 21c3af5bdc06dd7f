import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import test, { after, before } from "node:test";
import { asc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { events } from "#drizzle/schema/platform.ts";
import { aPlace, type Place } from "#lib/load/testing/a-run.ts";
import { wordsOf } from "#lib/log/core/verbs.ts";
import { type Ctx, makeCtx } from "#lib/platform/ctx.ts";
import { refusalLine } from "#lib/platform/http/refusals.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { archivePilot } from "./archive-pilot.ts";
import { changeSystem } from "./change-system.ts";
import { chooseMetrics } from "./choose-metrics.ts";
import type { ChosenFigure } from "./core/system-metrics.ts";
import { readMetricsNow } from "./read-metrics-now.ts";
import { readPlaces } from "./read-places.ts";
import { readSystemMetrics } from "./read-system-metrics.ts";
import { removeSystem } from "./remove-system.ts";
import { seedPractice } from "./seed-practice.ts";
import { findPilot, listSystems, updateSystem } from "./store.ts";
import { nodeExporter } from "./testing/shown-metrics.ts";

let database: TestDatabase;
let ctx: Ctx;
let ada: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  ada = makeCtx(ctx.db, { kind: "person", id: uuidv7(), name: "Ada Lüders", roles: ["admin"] });
});
after(() => database.close());

const reason = "the database has to hold as well";
const connections: ChosenFigure = {
  ...{ label: "Database connections", address: "http://db-1.example.org:9187/metrics" },
  ...{ metric: 'pg_stat_database_numbackends{datname="wms"}', way: "value", fold: "sum", unit: "count" },
};
const chosen = { version: 1, reason, addresses: [connections.address], figures: [connections] };

const choose = (place: Place, change: Partial<typeof chosen> = {}) =>
  chooseMetrics(ada, { pilot: place.pilot, system: place.systemId, ...chosen, ...change });

const eventsAbout = (id: string) =>
  ctx.db.select().from(events).where(eq(events.subjectId, id)).orderBy(asc(events.sequence));

test("figures are chosen with a reason, the log says from what; a system shows them", async () => {
  const place = await aPlace(ctx);
  const answer = await choose(place);
  assert.deepEqual(answer, { ok: true, metrics: { addresses: chosen.addresses, figures: chosen.figures }, version: 2 });
  const found = await readPlaces(ctx, place);
  assert.deepEqual(found.ok && found.systems[0]?.metrics, { addresses: chosen.addresses, figures: [connections] });
  const [event, ...more] = await eventsAbout(place.systemId);
  assert.deepEqual(
    [event?.verb, event?.reason, event?.actorName, more.length],
    ["system.figures-chosen", reason, "Ada Lüders", 0],
  );
  assert.deepEqual(event?.before, { addresses: [], figures: [] });
  assert.deepEqual(event?.after, { addresses: chosen.addresses, figures: [connections], version: 2 });
  assert.ok(wordsOf("system.figures-chosen"));
});

test("only what changed is told, and the same again is no event", async () => {
  const place = await aPlace(ctx);
  assert.ok((await choose(place)).ok);
  assert.ok((await choose(place, { version: 2 })).ok);
  assert.ok((await choose(place, { version: 2, figures: [] })).ok);
  const all = await eventsAbout(place.systemId);
  assert.deepEqual(
    all.map(({ after }) => Object.keys(Object(after)).sort()),
    [
      ["addresses", "figures", "version"],
      ["figures", "version"],
    ],
  );
  assert.deepEqual((await readSystemMetrics(ctx.db, place)).figures, []);
});

test("refused: another's save in between, no such system, one that was removed, an archived pilot", async () => {
  const [place, other, removed] = [await aPlace(ctx), await aPlace(ctx), await aPlace(ctx)];
  assert.ok((await choose(place)).ok);
  const cases: [what: string, answer: Awaited<ReturnType<typeof choose>>, refusal: string][] = [
    ["an older version", await choose(place), "system-changed"],
    ["another pilot's", await choose({ ...other, systemId: place.systemId }), "system-not-found"],
    ["none", await choose({ ...place, systemId: uuidv7() }), "system-not-found"],
    ["no pilot", await choose({ ...place, pilot: "no-such-pilot" }), "pilot-not-found"],
  ];
  const { pilot, systemId: system } = removed;
  assert.ok((await removeSystem(ada, { pilot, system, reason })).ok);
  cases.push(["a removed one", await choose(removed, { version: 2 }), "system-not-found"]);
  assert.ok((await archivePilot(ada, { pilot: other.pilot, reason })).ok);
  cases.push(["an archived pilot's", await choose(other), "pilot-archived"]);
  for (const [what, answer, refusal] of cases) {
    assert.ok(!answer.ok, what);
    assert.equal(answer.refusal, refusal, what);
    assert.ok(refusalLine(answer.refusal));
  }
});

test("whoever changes the address at the same time is told what was chosen", async () => {
  const place = await aPlace(ctx);
  const { pilot, systemId: system } = place;
  assert.ok((await choose(place)).ok);
  const move = {
    baseUrl: "http://other.example",
    environment: "test" as const,
    role: "new" as const,
    reason,
    version: 1,
  };
  const answer = await changeSystem(ada, { pilot, system, ...move });
  assert.ok(!answer.ok);
  assert.deepEqual(answer.details?.says, { changes: "Ada Lüders changed its figures and where its figures are read" });
});

test("two at once: one is chosen, the other is told", async () => {
  const place = await aPlace(ctx);
  const answers = await Promise.all([choose(place), choose(place, { addresses: [], figures: [] })]);
  const refused = answers.filter(({ ok }) => !ok);
  // The second of them may have asked for what stands there already: then there is nothing to refuse.
  assert.ok(refused.length <= 1);
  assert.equal((await eventsAbout(place.systemId)).length, 1);
});

test("a look at addresses stores nothing, and is for systems of the pilot", async (t) => {
  const server = createServer((request, response) => {
    response.statusCode = request.url === "/metrics" ? 200 : 404;
    response.end(nodeExporter);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const place = await aPlace(ctx, { baseUrl });
  const { pilot, systemId: system } = place;
  const addresses = ["/metrics", `${baseUrl}/other`, "http://169.254.169.254/metrics"];
  const answer = await readMetricsNow(ada, { pilot, system, addresses });
  assert.ok(answer.ok);
  assert.deepEqual(
    answer.seen.map(({ address, why }) => [address, why]),
    [
      ["/metrics", null],
      [`${baseUrl}/other`, "status 404"],
      [addresses[2], "169.254.169.254 leads to 169.254.169.254, a cloud metadata address. It is never asked."],
    ],
  );
  assert.deepEqual(await eventsAbout(system), []);
  const none = await readMetricsNow(ada, { pilot, system: uuidv7(), addresses });
  assert.deepEqual([none.ok, !none.ok && none.refusal], [false, "system-not-found"]);
});

test("the practice systems come with figures; what somebody took out stays out", async () => {
  const urls = {
    legacyUrl: "http://127.0.0.1:4001",
    newUrl: "http://127.0.0.1:4002",
    mirrorUrl: "http://127.0.0.1:4003",
  };
  await seedPractice(ctx, urls);
  const pilot = await findPilot(ctx.db, "practice");
  assert.ok(pilot);
  const labels = async () =>
    Object.fromEntries(
      (await listSystems(ctx.db, pilot.id)).map(({ name, metrics }) => [
        name,
        metrics?.figures.map(({ label }) => label),
      ]),
    );
  const all = ["CPU", "Memory", "Connections"];
  assert.deepEqual(await labels(), { "practice-new": all, "practice-legacy": all, "practice-mirror": undefined });
  const [first] = await listSystems(ctx.db, pilot.id);
  assert.ok(first);
  await updateSystem(ctx.db as never, first.id, { metrics: { addresses: [], figures: [] } });
  await seedPractice(ctx, urls);
  assert.deepEqual(await labels(), { "practice-new": [], "practice-legacy": all, "practice-mirror": undefined });
  await updateSystem(ctx.db as never, first.id, { metrics: null });
  await seedPractice(ctx, urls);
  assert.deepEqual((await labels())["practice-new"], all);
});
