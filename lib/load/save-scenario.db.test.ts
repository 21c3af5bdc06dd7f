import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { eq } from "drizzle-orm";
import { events } from "#drizzle/schema/platform.ts";
import { archivePilot } from "#lib/pilots/archive-pilot.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import type { SaveScenario } from "./input/scenarios.ts";
import { readScenarioHistory } from "./read-scenario-history.ts";
import { readScenarioList } from "./read-scenario-list.ts";
import { readScenarioVersion } from "./read-scenario-version.ts";
import { saveScenario } from "./save-scenario.ts";
import { aPlace, aQueuedRun, onePage, verbsAbout } from "./testing/a-run.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

const withWeight = (weight: number) => `name: one page\nmix:\n  - weight: ${weight}\n    get: /\n`;
const scanning = 'name: scanning\ndata: { bags: { file: bags.csv } }\nmix:\n  - get: "/bags/{{bags.qr_id}}"\n';
const bags = { name: "bags.csv", text: "qr_id,weight\nA-1,12\nA-2,30\n" };

async function saved(pilot: string, asked: Partial<SaveScenario> & { text: string }) {
  const answer = await saveScenario(ctx, { pilot, files: [], basedOn: null, ...asked });
  assert.ok(answer.ok, JSON.stringify(answer));
  return answer;
}

test("a text becomes version 1, the next one version 2, each with its event; the same text is no new version", async () => {
  const { pilot } = await aPlace(ctx);
  const first = await saved(pilot, { text: withWeight(1) });
  const second = await saved(pilot, { text: withWeight(2), basedOn: 1 });
  const again = await saved(pilot, { text: withWeight(2), basedOn: 2 });
  assert.deepEqual([first.version, second.version, again.version, again.made], [1, 2, 2, false]);
  assert.deepEqual([second.id, again.id], [first.id, first.id]);
  assert.deepEqual(await verbsAbout(ctx, first.id), ["scenario.saved", "scenario.saved"]);
  const [event] = await ctx.db.select().from(events).where(eq(events.subjectId, first.id));
  assert.deepEqual(event?.after, { name: "one page", version: 1, files: [] });
});

test("what is refused, and that nothing of it is stored", async () => {
  const { pilot } = await aPlace(ctx);
  await saved(pilot, { text: onePage });
  const other = await saved(pilot, { text: "name: other\nmix: [{ get: / }]\n" });
  const twoRows = { name: "bags.csv", text: "qr_id,weight\nA-1\n" };
  const cases: [what: string, ask: Partial<SaveScenario>, refusal: string, place: object | undefined][] = [
    ["mistakes", { text: "name: x\nmix:\n  - wieght: 1\n    get: /\n" }, "scenario-mistakes", { line: 3, column: 5 }],
    ["a file that is not there", { text: scanning }, "data-file-missing", { path: "files" }],
    ["a bad row", { text: scanning, files: [twoRows] }, "data-file-mistakes", { path: "files.bags.csv", line: 2 }],
    ["another version was newest", { text: withWeight(3), basedOn: 7 }, "scenario-changed", undefined],
    ["a name that is taken", { text: withWeight(3), basedOn: null }, "scenario-name-taken", undefined],
    ["a version of nothing", { text: scanning, files: [bags], basedOn: 1 }, "scenario-not-found", undefined],
  ];
  for (const [what, ask, refusal, place] of cases) {
    const answer = await saveScenario(ctx, { pilot, text: "", files: [], basedOn: null, ...ask });
    assert.ok(!answer.ok, what);
    assert.equal(answer.refusal, refusal, what);
    const [field] = answer.details?.fields ?? [];
    if (place !== undefined) assert.deepEqual({ ...field, ...place }, field, what);
  }
  const changed = await saveScenario(ctx, { pilot, text: withWeight(3), files: [], basedOn: 7 });
  assert.deepEqual(changed.ok || changed.details?.says, { name: "one page", who: "test", version: "1" });
  const list = await readScenarioList(ctx, { pilot });
  assert.ok(list.ok);
  assert.deepEqual(
    list.scenarios.map(({ name, version }) => [name, version]),
    [
      ["one page", 1],
      ["other", 1],
    ],
  );
  assert.equal((await saveScenario(ctx, { pilot: "nowhere", text: onePage, files: [], basedOn: null })).ok, false);
  const elsewhere = await aPlace(ctx);
  const foreign = await readScenarioHistory(ctx, { pilot: elsewhere.pilot, scenario: other.id });
  assert.ok(!foreign.ok && foreign.refusal === "scenario-not-found");
});

test("nothing is saved in an archived pilot", async () => {
  const { pilot } = await aPlace(ctx);
  const archived = await archivePilot(ctx, { pilot, reason: "the pilot is over for good" });
  assert.ok(archived.ok);
  const answer = await saveScenario(ctx, { pilot, text: onePage, files: [], basedOn: null });
  assert.ok(!answer.ok && answer.refusal === "pilot-archived");
});

test("two saves from one version at once: one is kept, the other is told who was first", async () => {
  const { pilot } = await aPlace(ctx);
  const { id } = await saved(pilot, { text: onePage });
  for (let round = 1; round <= 8; round++) {
    const save = (weight: number) =>
      saveScenario(ctx, { pilot, text: withWeight(round * 10 + weight), files: [], basedOn: round });
    const answers = await Promise.all([save(1), save(2), save(3)]);
    const refused = answers.filter((answer) => !answer.ok).map((answer) => answer.refusal);
    assert.deepEqual(refused, ["scenario-changed", "scenario-changed"]);
  }
  const firsts = await Promise.all(
    [1, 2].map((weight) =>
      saveScenario(ctx, {
        ...{ pilot, files: [], basedOn: null },
        text: `name: new\nmix: [{ get: /, weight: ${weight} }]\n`,
      }),
    ),
  );
  assert.deepEqual(firsts.map((one) => (one.ok ? "saved" : one.refusal)).sort(), ["saved", "scenario-name-taken"]);
  const page = await readScenarioHistory(ctx, { pilot, scenario: id });
  assert.ok(page.ok);
  assert.deepEqual(
    page.versions.map(({ version }) => version),
    [9, 8, 7, 6, 5, 4, 3, 2, 1],
  );
});

test("files go with their version; one that is not given again stays", async () => {
  const { pilot } = await aPlace(ctx);
  const { id } = await saved(pilot, { text: scanning, files: [bags] });
  await saved(pilot, { text: `${scanning}# the same bags\n`, basedOn: 1 });
  const more = { name: "bags.csv", text: "qr_id\nB-1\nB-2\nB-3\nB-4\n" };
  await saved(pilot, { text: scanning, files: [more], basedOn: 2 });
  const page = await readScenarioHistory(ctx, { pilot, scenario: id });
  assert.ok(page.ok);
  const firstRows = [["B-1"], ["B-2"], ["B-3"]];
  assert.deepEqual(page.files, [{ name: "bags.csv", bytes: 22, columns: ["qr_id"], rows: 4, firstRows }]);
  for (const [version, file] of [
    [1, bags],
    [2, bags],
    [3, more],
  ] as const) {
    const read = await readScenarioVersion(ctx, { pilot, scenario: id, version });
    assert.deepEqual(read.ok && read.files, [file], String(version));
  }
  const none = await readScenarioVersion(ctx, { pilot, scenario: id, version: 4 });
  assert.ok(!none.ok && none.refusal === "scenario-not-found");
});

test("a version tells the runs that used it, and the list the last of them", async () => {
  const place = await aPlace(ctx);
  const first = await aQueuedRun(ctx, place, { scenarioText: withWeight(1) });
  const second = await aQueuedRun(ctx, place, { scenarioText: withWeight(2) });
  for (let run = 0; run < 6; run++) await aQueuedRun(ctx, place, { scenarioText: withWeight(2) });
  const list = await readScenarioList(ctx, place);
  assert.ok(list.ok);
  const [line] = list.scenarios;
  assert.deepEqual([line?.version, line?.savedBy, line?.lastRun?.number], [2, "test", 8]);
  const page = await readScenarioHistory(ctx, { pilot: place.pilot, scenario: line?.id ?? "" });
  assert.ok(page.ok);
  assert.deepEqual(
    page.versions.map(({ version, runs }) => [version, runs.count, runs.newest]),
    [
      [2, 7, [8, 7, 6, 5, 4]],
      [1, 1, [first.number]],
    ],
  );
  assert.equal(second.number, 2);
});
