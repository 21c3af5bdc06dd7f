import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { eq } from "drizzle-orm";
import { runs } from "#drizzle/schema/load.ts";
import { events } from "#drizzle/schema/platform.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import type { OpenProfile } from "./core/profile.ts";
import { readRunInputs } from "./read-run-inputs.ts";
import { saveObjectiveSet } from "./save-objective-set.ts";
import { startRun } from "./start-run.ts";
import { findRun } from "./store.ts";
import { aPlace, onePage, type Place, pageAndSecret, runAt } from "./testing/a-run.ts";

/** What a run may ask for beside a rate: data files, a part of its scenario, a set of limits, passes. */

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

const scanning =
  'name: scanning\ndata: { bags: { file: bags.csv } }\nmix:\n  - name: scan\n    tags: [write]\n    get: "/bags/{{bags.qr_id}}"\n';
const bags = { name: "bags.csv", text: "qr_id\nA-1\nA-2\n" };
const needy =
  "name: needy\nmix:\n  - name: make\n    get: /\n    remember: { lots: { last: 5, from: { id: $.id } } }\n  - name: look\n    needs: lots\n    get: '/{{lots.id}}'\n";
const twoTags =
  "name: two\nmix:\n  - { name: list, tags: [read], get: / }\n  - { name: make, tags: [write], post: / }\n";
const back = "{ metric: recovery, until: p95 < 250 ms, limit: 30 s }";
const level = (rate: number) => ({ from: rate, to: rate, seconds: 60 });
const search: OpenProfile = {
  ...{ model: "open", stages: [level(10), level(20)], maxUsers: 10, startLimitMs: 5_000 },
  search: { atLeast: null },
};
type Ask = ReturnType<typeof runAt>;

async function started(ask: Ask) {
  const answer = await startRun(ctx, ask);
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer;
}

async function aSet({ pilot }: Place, text: string, basedOn: number | null = null, name = "Limits") {
  const answer = await saveObjectiveSet(ctx, { pilot, name, text, basedOn });
  assert.ok(answer.ok);
  return answer.id;
}

test("each refusal, with the place of the form that it is about, and nothing stored", async () => {
  const [place, other] = [await aPlace(ctx), await aPlace(ctx)];
  const foreign = await aSet(other, "objectives: [p(95)<500]\n");
  const ofNobody = await aSet(place, "objectives:\n  - { metric: p95, of: nothing, limit: 1 s }\n");
  const ofWrites = await aSet(place, "objectives:\n  - { metric: p95, tag: write, limit: 1 s }\n", null, "Writes");
  const ofRecovery = await aSet(place, `objectives:\n  - p(95)<500\n  - ${back}\n`, null, "Recovery");
  const broken = { name: "bags.csv", text: "qr_id,weight\nA-1,1\nA-2\nA-3,1,1\n" };
  const twoColumns = { name: "bags.csv", text: "code\nA-1\n" };
  const at = (changes: Partial<Ask>) => runAt(place, { scenarioText: scanning, ...changes });
  const cases: [what: string, ask: Ask, refusal: string, places: string[]][] = [
    ["a file that is missing", at({}), "data-file-missing", ["files"]],
    ["mistakes by line", at({ files: [broken] }), "data-file-mistakes", ["files.bags.csv 3", "files.bags.csv 4"]],
    ["a column that is not there", at({ files: [twoColumns] }), "scenario-mistakes", ["scenarioText 1"]],
    ["a tag nobody has", runAt(place, { only: { kind: "tag", tag: "read" } }), "part-empty", ["only"]],
    [
      "a step that waits for another",
      at({ scenarioText: needy, only: { kind: "step", step: "look" } }),
      "part-empty",
      ["only"],
    ],
    [
      "a step that names what another remembers",
      at({ scenarioText: needy.replace("    needs: lots\n", ""), only: { kind: "step", step: "look" } }),
      "part-empty",
      ["only"],
    ],
    ["a set of another pilot", runAt(place, { objectiveSetId: foreign }), "objective-set-not-found", []],
    [
      "a set for another scenario",
      runAt(place, { objectiveSetId: ofNobody }),
      "unknown-step",
      ["objectives.criteria.0.scope.step"],
    ],
    [
      "a set that is about the other part alone",
      runAt(place, { scenarioText: twoTags, only: { kind: "tag", tag: "read" }, objectiveSetId: ofWrites }),
      "part-without-limits",
      ["objectiveSetId"],
    ],
    [
      "a recovery of a search",
      runAt(place, { profile: search, objectiveSetId: ofRecovery }),
      "search-with-recovery",
      ["objectiveSetId"],
    ],
    ["more than a list can be read of", runAt(place, { kind: "smoke", passes: 2_001 }), "passes-many", ["passes"]],
    [
      "more than that with its set-up",
      runAt(place, { kind: "smoke", passes: 1_000, scenarioText: pageAndSecret }),
      "passes-many",
      ["passes"],
    ],
  ];
  for (const [what, ask, refusal, places] of cases) {
    const answer = await startRun(ctx, ask);
    assert.ok(!answer.ok, what);
    const found =
      answer.details?.fields?.map(({ path, line }) => (line === undefined ? path : `${path} ${line}`)) ?? [];
    assert.deepEqual([answer.refusal, found], [refusal, places], what);
  }
  assert.deepEqual(await ctx.db.select().from(runs).where(eq(runs.pilotId, place.pilotId)), []);
});

test("a set gives the limits of the target's environment, frozen; a later version changes no run", async () => {
  const place = await aPlace(ctx, { environment: "staging" });
  const text = "objectives: [p(95)<500]\nenvironments:\n  staging: [p(95)<800]\n";
  const objectiveSetId = await aSet(place, text);
  const { number } = await started(runAt(place, { objectiveSetId }));
  await aSet(place, "objectives: [p(95)<1]\n", 1);
  const run = await findRun(ctx.db, place.pilotId, number);
  assert.deepEqual(
    [run?.objectiveSet, run?.objectives.criteria.map(({ limit }) => limit)],
    ["Limits, version 1", [800]],
  );
  const again = await started(runAt(place, { objectiveSetId }));
  assert.equal((await findRun(ctx.db, place.pilotId, again.number))?.objectiveSet, "Limits, version 2");
});

test("limits about what a part does not send are left out, and the log says which", async () => {
  const place = await aPlace(ctx);
  const limit = (rest: string) => `  - { metric: p95, ${rest} }\n`;
  const text = `objectives:\n${limit("tag: read, limit: 100 ms")}${limit("tag: write, limit: 500 ms")}${limit("of: make, limit: 1 s")}`;
  const objectiveSetId = await aSet(place, text);
  const ask = runAt(place, { scenarioText: twoTags, objectiveSetId });
  const whole = await started(ask);
  const reads = await started({ ...ask, only: { kind: "tag", tag: "read" } });
  const limitsOf = async (number: number) =>
    (await findRun(ctx.db, place.pilotId, number))?.objectives.criteria.map(({ limit: most }) => most);
  assert.deepEqual([await limitsOf(whole.number), await limitsOf(reads.number)], [[100, 500, 1_000], [100]]);
  const leftOut = async ({ id }: { id: string }) => {
    const [event] = await ctx.db.select().from(events).where(eq(events.subjectId, id));
    return Object(event?.after).limitsLeftOut;
  };
  assert.deepEqual([await leftOut(whole), await leftOut(reads)], [undefined, ["p95 tag write", "p95 make"]]);
});

async function inputsOf(place: Place, number: number) {
  const read = await readRunInputs(ctx, { pilot: place.pilot, number });
  assert.ok(read.ok);
  return read.inputs;
}

test("a run's inputs come back: kind, passes, part, and the set as long as it is the newest", async () => {
  const place = await aPlace(ctx);
  const smoke = await started(runAt(place, { kind: "smoke", passes: 3, only: { kind: "step", step: "page" } }));
  const { kind, passes, only } = await inputsOf(place, smoke.number);
  assert.deepEqual([kind, passes, only], ["smoke", 3, { kind: "step", step: "page" }]);
  const objectiveSetId = await aSet(place, "objectives: [p(95)<500]\n");
  const load = await started(runAt(place, { objectiveSetId }));
  assert.equal((await inputsOf(place, load.number)).objectiveSetId, objectiveSetId);
  await aSet(place, "objectives: [p(95)<600]\n", 1);
  const later = await inputsOf(place, load.number);
  assert.deepEqual([later.objectiveSet, later.objectiveSetId], ["Limits, version 1", null]);
  assert.deepEqual(
    later.objectives.criteria.map(({ limit }) => limit),
    [500],
  );
});

test("files are kept from version to version; a repeat is given those that are not the newest any more", async () => {
  const place = await aPlace(ctx);
  const first = await started(runAt(place, { scenarioText: scanning, files: [bags] }));
  const kept = await started(runAt(place, { scenarioText: scanning }));
  const versions = [first.number, kept.number].map((number) => findRun(ctx.db, place.pilotId, number));
  const [one, two] = await Promise.all(versions);
  assert.equal(one?.scenarioVersionId, two?.scenarioVersionId);
  assert.deepEqual((await inputsOf(place, first.number)).files, []);
  const newer = { ...bags, text: "qr_id\nB-1\n" };
  const last = await started(runAt(place, { scenarioText: scanning, files: [newer] }));
  assert.deepEqual((await inputsOf(place, first.number)).files, [bags]);
  assert.deepEqual((await inputsOf(place, last.number)).files, []);
});

test("a scenario without files needs none, whatever is given", async () => {
  const place = await aPlace(ctx);
  const { number } = await started(runAt(place, { scenarioText: onePage, files: [bags] }));
  assert.deepEqual((await inputsOf(place, number)).files, []);
});
