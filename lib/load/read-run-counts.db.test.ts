import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { endRun } from "./end-run.ts";
import { liveRuns } from "./live-runs.ts";
import { readRunCounts } from "./read-run-counts.ts";
import { readRuns } from "./read-runs.ts";
import { readScenarios } from "./read-scenarios.ts";
import { scenarioTemplates } from "./templates.ts";
import { aHeldRun, aPlace, aQueuedRun, aRunner, runAt } from "./testing/a-run.ts";

/** What a pilot has: its runs, and its scenarios. */

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

test("the list: newest first, its own pilot's only, open ones counted", async () => {
  const place = await aPlace(ctx);
  const other = await aPlace(ctx);
  const runnerId = aRunner();
  const first = await aHeldRun(ctx, place, runnerId);
  await endRun(ctx, { run: first, outcome: "completed", sentence: "done", runnerId, abandoned: null });
  for (const at of [place, place, other]) await aQueuedRun(ctx, at);
  const list = await readRuns(ctx, { pilot: place.pilot, live: liveRuns(ctx.db) });
  assert.ok(list.ok);
  assert.deepEqual(
    list.runs.map(({ number, state, scenarioName, plannedSeconds }) => [number, state, scenarioName, plannedSeconds]),
    [
      [3, "queued", "one page", 3],
      [2, "queued", "one page", 3],
      [1, "ended", "one page", 3],
    ],
  );
  assert.equal(list.total, 3);
  const counts = await readRunCounts(ctx, { pilot: place.pilot });
  assert.ok(counts.ok);
  assert.deepEqual([counts.slug, counts.openRuns], [place.pilot, 2]);
});

test("a pilot's scenarios: the newest version of each, by name, beside the shipped ones", async () => {
  const place = await aPlace(ctx);
  const text = (name: string, path: string) => `name: ${name}\nmix:\n  - get: ${path}\n`;
  for (const scenarioText of [text("b", "/1"), text("a", "/1"), text("b", "/2")])
    await aQueuedRun(ctx, place, runAt(place, { scenarioText }));
  const found = await readScenarios(ctx, { pilot: place.pilot });
  assert.ok(found.ok);
  assert.deepEqual(
    found.scenarios.map(({ name, version, text: of }) => [name, version, of.includes("/2")]),
    [
      ["a", 1, false],
      ["b", 2, true],
    ],
  );
  assert.equal(found.templates.length, scenarioTemplates.length);
});
