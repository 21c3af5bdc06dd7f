import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { eq } from "drizzle-orm";
import { pilots } from "#drizzle/schema/pilots.ts";
import { events } from "#drizzle/schema/platform.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { objectiveTemplates } from "./core/objective-templates.ts";
import { readObjectiveSet, readObjectiveSets, readSetFor } from "./read-objective-sets.ts";
import { saveObjectiveSet } from "./save-objective-set.ts";
import { startRun } from "./start-run.ts";
import { insertObjectiveSetVersion } from "./store-objectives.ts";
import { aPlace, runAt, verbsAbout } from "./testing/a-run.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

const text = (limit: number) => `objectives:\n  - { metric: p99, limit: ${limit} ms }\n`;

async function saved(pilot: string, limit: number, basedOn: number | null, name = "Night shift") {
  const answer = await saveObjectiveSet(ctx, { pilot, name, text: text(limit), basedOn });
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer;
}

test("a set becomes version 1, the next text version 2, each with its event; the same text is no new version", async () => {
  const { pilot } = await aPlace(ctx);
  const first = await saved(pilot, 500, null);
  const second = await saved(pilot, 400, 1);
  const again = await saved(pilot, 400, 1);
  assert.deepEqual([first.version, second.version, again.version], [1, 2, 2]);
  assert.deepEqual([second.id, again.id], [first.id, first.id]);
  assert.deepEqual(await verbsAbout(ctx, first.id), ["objective-set.saved", "objective-set.saved"]);
  const [event] = await ctx.db.select().from(events).where(eq(events.subjectId, first.id));
  assert.deepEqual(event?.after, { name: "Night shift", version: 1 });
  const all = await readObjectiveSet(ctx, { pilot, set: first.id });
  assert.ok(all.ok);
  assert.deepEqual(
    all.versions.map((one) => [one.version, one.text, one.createdBy]),
    [
      [2, text(400), "test"],
      [1, text(500), "test"],
    ],
  );
});

test("what is refused, and that nothing of it is kept", async () => {
  const place = await aPlace(ctx);
  const { pilot } = place;
  await saved(pilot, 500, null);
  const name = "Night shift";
  const cases: [what: string, ask: object, refusal: string, says: object | undefined][] = [
    ["another version was newest", { text: text(1), basedOn: 2 }, "objective-set-changed", { name, who: "test" }],
    ["a name that is there already", { text: text(1), basedOn: null }, "objective-set-changed", { name, who: "test" }],
    ["a pilot nobody made", { pilot: "nowhere" }, "pilot-not-found", undefined],
  ];
  for (const [what, ask, refusal, says] of cases) {
    const answer = await saveObjectiveSet(ctx, { pilot, name, text: text(2), basedOn: 1, ...ask });
    assert.ok(!answer.ok, what);
    assert.deepEqual([answer.refusal, answer.details?.says], [refusal, says], what);
  }
  const wrong = "objectives:\n  - { metric: p99, limit: 5 % }\n  - { metric: speed, limit: 5 ms }\n";
  const mistaken = await saveObjectiveSet(ctx, { pilot, name, text: wrong, basedOn: 1 });
  assert.ok(!mistaken.ok && mistaken.refusal === "objective-set-mistakes");
  assert.deepEqual(
    mistaken.details?.fields?.map(({ path, line, column }) => [path, line, column]),
    [
      ["text", 2, 27],
      ["text", 3, 15],
    ],
  );
  await ctx.db.update(pilots).set({ archivedAt: new Date() }).where(eq(pilots.slug, pilot));
  const late = await saveObjectiveSet(ctx, { pilot, name, text: text(3), basedOn: 1 });
  assert.ok(!late.ok && late.refusal === "pilot-archived");
  const sets = await readObjectiveSets(ctx, { pilot });
  assert.ok(sets.ok);
  assert.deepEqual(
    sets.sets.map(({ version, text: kept }) => [version, kept]),
    [[1, text(500)]],
  );
});

test("two save at once: one is the next version, the other is told who was first", async () => {
  const { pilot } = await aPlace(ctx);
  await saved(pilot, 500, null);
  const name = "Night shift";
  const ask = (limit: number) => saveObjectiveSet(ctx, { pilot, name, text: text(limit), basedOn: 1 });
  const answers = await Promise.all([ask(100), ask(200), ask(300)]);
  assert.equal(answers.filter(({ ok }) => ok).length, 1);
  for (const answer of answers) assert.ok(answer.ok || answer.refusal === "objective-set-changed");
});

test("two make a set of one name at once: one does", async () => {
  const { pilot } = await aPlace(ctx);
  const ask = (limit: number) => saveObjectiveSet(ctx, { pilot, name: "New", text: text(limit), basedOn: null });
  const answers = await Promise.all([ask(100), ask(200)]);
  assert.equal(answers.filter(({ ok }) => ok).length, 1);
});

test("a set says what it asks for in each environment; another pilot's is none", async () => {
  const [place, other] = [await aPlace(ctx), await aPlace(ctx)];
  const own = `${text(500)}environments:\n  staging:\n    - { metric: p99, limit: 800 ms }\n`;
  const answer = await saveObjectiveSet(ctx, { pilot: place.pilot, name: "S", text: own, basedOn: null });
  assert.ok(answer.ok);
  const asked = { pilotId: place.pilotId, setId: answer.id };
  const limitIn = async (environment: "test" | "staging") =>
    (await readSetFor(ctx.db, asked, environment))?.objectives.criteria.map(({ limit }) => limit);
  assert.deepEqual([await limitIn("test"), await limitIn("staging")], [[500], [800]]);
  assert.equal(await readSetFor(ctx.db, { ...asked, pilotId: other.pilotId }, "test"), null);
  const foreign = await readObjectiveSet(ctx, { pilot: other.pilot, set: answer.id });
  assert.ok(!foreign.ok && foreign.refusal === "objective-set-not-found");
});

test("a text that was right by older rules is shown with its mistake, has no limits, and no run takes it", async () => {
  const place = await aPlace(ctx);
  const { id } = await saved(place.pilot, 500, null);
  const old = "objectives:\n  - { metric: p99, limit: 500 ms, warn: 900 ms }\n";
  const kept = { setId: id, version: 2, text: old, createdBy: "test", createdAt: ctx.now() };
  await ctx.transaction((tx) => insertObjectiveSetVersion(tx, kept));
  const mistake = "Line 2, column 41: a warning below the limit, to warn before it, was expected. Found: 900 ms.";
  const all = await readObjectiveSets(ctx, { pilot: place.pilot });
  assert.ok(all.ok);
  assert.deepEqual(
    all.sets.map((one) => [one.version, one.text, one.mistake, one.objectives.test.criteria]),
    [[2, old, mistake, []]],
  );
  const answer = await startRun(ctx, runAt(place, { objectiveSetId: id }));
  assert.ok(!answer.ok);
  assert.deepEqual([answer.refusal, answer.details?.says], ["objective-set-mistakes", { first: mistake }]);
  const next = await saveObjectiveSet(ctx, { pilot: place.pilot, name: "Night shift", text: old, basedOn: 2 });
  assert.ok(!next.ok && next.refusal === "objective-set-mistakes");
});

test("each team's limits can be saved as they are shipped", async () => {
  const { pilot } = await aPlace(ctx);
  for (const { name, text: shipped } of objectiveTemplates) {
    const answer = await saveObjectiveSet(ctx, { pilot, name, text: shipped, basedOn: null });
    assert.ok(answer.ok, `${name}: ${JSON.stringify(answer)}`);
  }
});
