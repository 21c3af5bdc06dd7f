import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { eq } from "drizzle-orm";
import { runs, scenarioVersions } from "#drizzle/schema/load.ts";
import { pilots, productionUnlocks } from "#drizzle/schema/pilots.ts";
import { events } from "#drizzle/schema/platform.ts";
import { unlockProduction } from "#lib/pilots/unlock-production.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import type { Criterion } from "./core/criterion.ts";
import { startRun } from "./start-run.ts";
import { findRun, nextRunNumber } from "./store.ts";
import { aPlace, onePage, type Place, runAt } from "./testing/a-run.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

const numbersOf = async ({ pilotId }: Place) => {
  const rows = await ctx.db.select().from(runs).where(eq(runs.pilotId, pilotId));
  return rows.map(({ number }) => number).sort((a, b) => a - b);
};
const unlock = (place: Place, at: Ctx = ctx) =>
  unlockProduction(at, {
    pilot: place.pilot,
    system: place.systemId,
    reason: "the night before",
    minutes: 30,
    name: place.systemName,
  });

test("a run is queued with everything it was asked for, frozen, and its event", async () => {
  const place = await aPlace(ctx, { baseUrl: "http://127.0.0.1:1234/base" });
  const asked = runAt(place);
  const started = await startRun(ctx, asked);
  assert.ok(started.ok);
  const run = await findRun(ctx.db, place.pilotId, started.number);
  const { profile, objectives } = asked;
  assert.deepEqual(
    [run?.number, run?.state, run?.outcome, run?.baseUrl, run?.environment, run?.systemName, run?.scenarioText],
    [1, "queued", null, "http://127.0.0.1:1234/base", "test", place.systemName, onePage],
  );
  assert.deepEqual([run?.profile, run?.objectives, run?.requestedBy], [profile, objectives, "test"]);
  assert.ok((run?.seed ?? 0) > 0);
  const [event, ...more] = await ctx.db.select().from(events).where(eq(events.subjectId, started.id));
  assert.deepEqual([event?.verb, event?.chain, event?.reason, more.length], ["run.queued", place.pilotId, null, 0]);
  const what = { scenario: "one page", version: 1, system: place.systemName, profile, objectives };
  const plain = { kind: "load", only: null, passes: null, objectiveSet: null, countsForLaunch: false };
  assert.deepEqual(event?.after, { number: 1, name: "a run", ...what, ...plain });
});

const everyStep = (step: string): Criterion => ({
  metric: { kind: "max" },
  scope: { kind: "step", step },
  limit: 5,
  judge: "measured",
});

test("what is refused: status word, words for its sentence, places", async () => {
  const place = await aPlace(ctx);
  const other = await aPlace(ctx);
  const production = await aPlace(ctx, { environment: "production" });
  const { systemName: name } = production;
  const objectives = { criteria: [everyStep("page"), everyStep("pages")], abortWhen: null };
  const cases: [what: string, ask: ReturnType<typeof runAt>, refusal: string, says: object | undefined][] = [
    ["a pilot nobody made", { ...runAt(place), pilot: "nowhere" }, "pilot-not-found", undefined],
    ["another pilot's system", runAt(place, { systemId: other.systemId }), "system-not-found", undefined],
    [
      "a criterion of a step that is not there",
      runAt(place, { objectives }),
      "unknown-step",
      { what: "step named pages" },
    ],
    ["production, name not typed", runAt(production), "production-name-differs", { name }],
    ["production, another name", runAt(production, { typed: ` ${name}` }), "production-name-differs", { name }],
    ["production, locked", runAt(production, { typed: name }), "production-locked", { name }],
  ];
  for (const [what, ask, refusal, says] of cases) {
    const answer = await startRun(ctx, ask);
    assert.ok(!answer.ok, what);
    assert.deepEqual([answer.refusal, answer.details?.says], [refusal, says], what);
  }
  const unknown = await startRun(ctx, runAt(place, { objectives }));
  assert.ok(!unknown.ok);
  assert.deepEqual(
    unknown.details?.fields?.map(({ path }) => path),
    ["objectives.criteria.1.scope.step"],
  );
  for (const one of [place, production]) assert.deepEqual(await numbersOf(one), []);
});

test("each mistake of a scenario has its line and column, and nothing is stored", async () => {
  const place = await aPlace(ctx);
  const scenarioText = "name: x\nmix:\n  - nmae: page\n    get: /\n    weight: heavy\n";
  const answer = await startRun(ctx, runAt(place, { scenarioText }));
  assert.ok(!answer.ok);
  assert.equal(answer.refusal, "scenario-mistakes");
  const fields = answer.details?.fields ?? [];
  assert.deepEqual(
    fields.map(({ path, line, column }) => [path, line, column]),
    [
      ["scenarioText", 3, 5],
      ["scenarioText", 5, 13],
    ],
  );
  assert.match(fields[0]?.message ?? "", /nmae/);
  assert.equal(answer.details?.says?.["first"], fields[0]?.message);
  assert.deepEqual(await numbersOf(place), []);
});

test("a name that PostgreSQL cannot keep is a mistake of the scenario, no fault", async () => {
  const place = await aPlace(ctx);
  for (const name of ["a\\0b", "a\\ud800", "a\\nb"]) {
    const answer = await startRun(ctx, runAt(place, { scenarioText: `name: "${name}"\nmix:\n  - get: /\n` }));
    assert.ok(!answer.ok && answer.refusal === "scenario-mistakes", name);
  }
});

test("runs started at once have numbers without gaps or doubles, and one version of one text", async () => {
  const place = await aPlace(ctx);
  const refused = runAt(place, { scenarioText: "name: x" });
  const asks = Array.from({ length: 12 }, (_, i) => (i % 3 === 2 ? refused : runAt(place)));
  const answers = await Promise.all(asks.map((ask) => startRun(ctx, ask)));
  assert.equal(answers.filter(({ ok }) => ok).length, 8);
  assert.deepEqual(await numbersOf(place), [1, 2, 3, 4, 5, 6, 7, 8]);
  const rows = await ctx.db.select().from(runs).where(eq(runs.pilotId, place.pilotId));
  assert.equal(new Set(rows.map(({ scenarioVersionId }) => scenarioVersionId)).size, 1);
});

test("each pilot counts for itself", async () => {
  const [one, other] = [await aPlace(ctx), await aPlace(ctx)];
  for (const place of [one, other, one]) await startRun(ctx, runAt(place));
  assert.deepEqual([await numbersOf(one), await numbersOf(other)], [[1, 2], [1]]);
});

test("a scenario gets a version when its text has changed, and only then", async () => {
  const place = await aPlace(ctx);
  const changed = onePage.replace("get: /", "get: /other");
  const texts = [onePage, onePage, changed, changed, onePage];
  const versions: (number | undefined)[] = [];
  for (const scenarioText of texts) {
    const started = await startRun(ctx, runAt(place, { scenarioText }));
    assert.ok(started.ok);
    versions.push((await findRun(ctx.db, place.pilotId, started.number))?.scenarioVersion);
  }
  assert.deepEqual(versions, [1, 1, 2, 2, 3]);
  const first = await findRun(ctx.db, place.pilotId, 1);
  await assert.rejects(
    ctx.db
      .update(scenarioVersions)
      .set({ text: "x" })
      .where(eq(scenarioVersions.id, first?.scenarioVersionId ?? "")),
  );
});

test("an unlock lets one run through, two at once: one; its reason stands in the log", async () => {
  const place = await aPlace(ctx, { environment: "production" });
  assert.ok((await unlock(place)).ok);
  const ask = runAt(place, { typed: place.systemName });
  const answers = await Promise.all([startRun(ctx, ask), startRun(ctx, ask)]);
  const [started] = answers.filter((answer) => answer.ok);
  const [refused] = answers.filter((answer) => !answer.ok);
  assert.ok(started?.ok && refused && !refused.ok);
  assert.equal(refused.refusal, "production-locked");
  const again = await startRun(ctx, ask);
  assert.ok(!again.ok && again.refusal === "production-locked");
  const [row] = await ctx.db.select().from(productionUnlocks).where(eq(productionUnlocks.systemId, place.systemId));
  assert.equal(row?.usedByRunId, started.id);
  const [event] = await ctx.db.select().from(events).where(eq(events.subjectId, started.id));
  assert.equal(event?.reason, "the night before");
  assert.deepEqual(await numbersOf(place), [1]);
});

test("an unlock that has run out lets nobody through", async () => {
  const place = await aPlace(ctx, { environment: "production" });
  await unlock(place, { ...ctx, now: () => new Date(Date.now() - 30 * 60_000) });
  const answer = await startRun(ctx, runAt(place, { typed: place.systemName }));
  assert.ok(!answer.ok && answer.refusal === "production-locked");
});

test("what cannot be written leaves nothing: no run, no version, no event, the unlock unused", async () => {
  const place = await aPlace(ctx, { environment: "production" });
  await unlock(place);
  const broken = { ...ctx, actor: { ...ctx.actor, name: "no\u0000body" } };
  await assert.rejects(startRun(broken, runAt(place, { typed: place.systemName })));
  assert.deepEqual(await numbersOf(place), []);
  const [row] = await ctx.db.select().from(productionUnlocks).where(eq(productionUnlocks.systemId, place.systemId));
  assert.equal(row?.usedByRunId, null);
  const started = await startRun(ctx, runAt(place, { typed: place.systemName }));
  assert.ok(started.ok && started.number === 1);
});

test("an archived pilot has no next number: nothing is queued in it any more", async () => {
  const place = await aPlace(ctx);
  await ctx.db.update(pilots).set({ archivedAt: new Date() }).where(eq(pilots.slug, place.pilot));
  const number = await ctx.transaction((tx) => nextRunNumber(tx, place.pilotId));
  assert.equal(number, null);
});
