import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import test, { after, before } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { plantSystem } from "#sandbox/server.ts";
import { practicePassword } from "#sandbox/warehouse.ts";
import { liveRuns } from "../live-runs.ts";
import { readRun } from "../read-run.ts";
import { startRun } from "../start-run.ts";
import { stopRun } from "../stop-run.ts";
import { listFiles } from "../store-scenario-versions.ts";
import { scenarioTemplates } from "../templates.ts";
import { aPlace, aQueuedRun, runAt, verbsAbout } from "../testing/a-run.ts";
import { carryOut } from "../testing/carry-out.ts";

let database: TestDatabase;
let ctx: Ctx;
const plant = plantSystem("new");
const secrets = { OPERATOR_PASSWORD: practicePassword };

before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  await new Promise<void>((resolve) => plant.server.listen(0, "127.0.0.1", resolve));
});
after(async () => {
  plant.server.close();
  plant.server.closeAllConnections();
  await database.close();
});

const baseUrl = () => `http://127.0.0.1:${(plant.server.address() as AddressInfo).port}`;
const atThePlant = () => aPlace(ctx, { baseUrl: baseUrl() });
const faults = async (of: object) => {
  const headers = { "content-type": "application/json" };
  const answer = await fetch(`${baseUrl()}/faults`, { method: "PUT", headers, body: JSON.stringify(of) });
  assert.equal(answer.status, 200, await answer.text());
};
const templateOf = (key: string) => {
  const found = scenarioTemplates.find((one) => one.key === key);
  assert.ok(found, key);
  const { text: scenarioText, kind, passes, only, files, profile, objectives } = found;
  return { scenarioText, kind, passes, only, files, profile, objectives };
};
const viewOf = async (pilot: string, number: number) => {
  const found = await readRun(ctx, { pilot, number, live: liveRuns(ctx.db) });
  assert.ok(found.ok);
  return found.run;
};

test("a smoke run lists every expectation of every step, each pass, and passes when all hold", async () => {
  const place = await atThePlant();
  const run = await aQueuedRun(ctx, place, templateOf("flowviz-smoke"));
  const ended = await carryOut(database, run, { secrets });
  assert.deepEqual([ended.outcome, ended.verdict?.kind, ended.verdict?.reasons], ["completed", "pass", []]);
  assert.deepEqual(await verbsAbout(ctx, run.id), ["run.queued", "run.claimed", "run.started", "run.ended"]);
  const { checks, summary } = await viewOf(place.pilot, run.number);
  assert.deepEqual(
    checks?.lines.map(({ step, says, held, of }) => `${step}: ${says}, ${held} of ${of}`),
    [
      "log in: status 200, 1 of 1",
      "log in: $.access_token is not empty, 1 of 1",
      "log in: $.access_token is there, to be kept as token, 1 of 1",
      "create lot: status 201, 3 of 3",
      "create lot: $.id is present, 3 of 3",
      "create lot: $.id is there, to be kept as lot, 3 of 3",
      "QC decision: status 201, 3 of 3",
      "health: status 200, 3 of 3",
      'health: $.database is "connected", 3 of 3',
    ],
  );
  assert.deepEqual([checks?.passes, summary.ended, summary.failed], [3, 10, 0]);
  const kept = JSON.stringify(checks?.kept);
  assert.equal(checks?.kept.length, 4);
  assert.ok(!kept.includes(practicePassword));
  assert.match(kept, /POST \/api\/v1\/qc-decisions/);
});

for (const text of new Set(scenarioTemplates.map((one) => one.text))) {
  const template = scenarioTemplates.find((one) => one.text === text);
  test(`the practice plant answers everything that ${template?.team} sends with "${template?.name}"`, async () => {
    const place = await atThePlant();
    const { scenarioText, files } = templateOf(template?.key ?? "");
    const run = await aQueuedRun(ctx, place, { kind: "smoke", passes: 1, scenarioText, files });
    const { verdict } = await carryOut(database, run, { secrets });
    assert.deepEqual([verdict?.kind, verdict?.reasons], ["pass", []]);
  });
}

test("a smoke run fails with what was there instead", async () => {
  const place = await atThePlant();
  const { scenarioText, ...rest } = templateOf("flowviz-smoke");
  const wrong = scenarioText.replace("$.database: connected", "$.database: sleeping");
  const run = await aQueuedRun(ctx, place, { ...rest, scenarioText: wrong });
  const { verdict } = await carryOut(database, run, { secrets });
  assert.equal(verdict?.kind, "fail");
  assert.deepEqual(
    verdict.reasons.map(({ sentence }) => sentence),
    ['health: $.database is "sleeping" did not hold 3 of 3 times, first in pass 1; found: "connected".'],
  );
});

test("a smoke run that is stopped while it waits for an answer has shown nothing", async () => {
  const place = await atThePlant();
  const scenarioText = "name: waits\nmix:\n  - get: /health\n";
  const run = await aQueuedRun(ctx, place, { kind: "smoke", passes: 100, scenarioText });
  plant.server.prependOnceListener("request", () => {
    stopRun(ctx, { pilot: place.pilot, number: run.number, reason: "enough" });
  });
  const { outcome, verdict } = await carryOut(database, run);
  // It may have been through before the stop was heard.
  assert.ok(["stopped", "completed"].includes(outcome ?? ""));
  assert.equal(verdict?.kind, outcome === "stopped" ? "inconclusive" : "pass");
});

test("users of several kinds behind a form log-in, with rows of a file and one tag alone", async () => {
  const place = await atThePlant();
  const { profile: _load, objectives: _limits, ...template } = templateOf("traitortrack-load");
  const profile = { model: "closed" as const, users: 20, spawnPerSecond: 20, durationSeconds: 6 };
  const tag = { kind: "tag" as const, tag: "scan" };
  const objectives = {
    criteria: [{ metric: { kind: "errors" as const }, scope: tag, limit: 0, judge: "measured" as const }],
    abortWhen: null,
  };
  const run = await aQueuedRun(ctx, place, { ...template, profile, objectives, only: tag });
  const ended = await carryOut(database, run, { secrets });
  const view = await viewOf(place.pilot, run.number);
  assert.deepEqual(
    view.summary.steps.map(({ name }) => name),
    ["all", "log in as dispatcher", "scan"],
  );
  assert.ok(view.summary.ended > 10, JSON.stringify(view.examples));
  assert.equal(view.summary.failed, 0, JSON.stringify(view.examples));
  assert.equal(ended.outcome, "completed");
  assert.ok(view.verdict.criteria.some(({ criterion, kind }) => criterion.scope.kind === "tag" && kind === "pass"));
  assert.deepEqual(view.plan.data, {}, "rows are no matter of the page");
});

test("a run without its data file takes that of the version before; without any it is refused", async () => {
  const place = await atThePlant();
  const { files, ...template } = templateOf("traitortrack-load");
  const refused = await startRun(ctx, runAt(place, template));
  assert.ok(!refused.ok && refused.refusal === "data-file-missing");
  assert.deepEqual(refused.details?.says, { file: "bags.csv" });
  const first = await aQueuedRun(ctx, place, { ...template, files });
  const second = await aQueuedRun(ctx, place, template);
  assert.equal(second.scenarioVersionId, first.scenarioVersionId);
  const changed = await aQueuedRun(ctx, place, { ...template, files: [{ name: "bags.csv", text: "qr_id\nBAG-1\n" }] });
  assert.equal(changed.scenarioVersion, first.scenarioVersion + 1);
  assert.deepEqual(
    (await listFiles(ctx.db, changed.scenarioVersionId)).map(({ name, text }) => [name, text]),
    [["bags.csv", "qr_id\nBAG-1\n"]],
  );
});

test("bad rows, columns that are not there, and passwords in a file are refused by line", async () => {
  const place = await atThePlant();
  const template = templateOf("traitortrack-load");
  const cases: [text: string, refusal: string, says: RegExp][] = [
    ["qr_id,zone\nBAG-1\n", "data-file-mistakes", /bags\.csv.*2.*This row has 1 value/s],
    ["code\nBAG-1\n", "scenario-mistakes", /bags.*qr_id|qr_id/],
    ["qr_id,password\nBAG-1,x\n", "data-file-mistakes", /secrets stay in gantry\.yaml/],
  ];
  for (const [text, refusal, says] of cases) {
    const files = [{ name: "bags.csv", text }];
    const refused = await startRun(ctx, runAt(place, { ...template, files }));
    assert.ok(!refused.ok, text);
    assert.equal(refused.refusal, refusal);
    assert.match(JSON.stringify(refused.details?.says), says);
  }
});

test("a search for the capacity ends at the first level that does not hold, and says which was the last that did", async () => {
  const place = await atThePlant();
  await faults({ limited: { perSecond: 60 } });
  const stages = [30, 50, 80, 120].map((rate) => ({ from: rate, to: rate, seconds: 10 }));
  const profile = { model: "open" as const, stages, maxUsers: 50, startLimitMs: 2_000, search: { atLeast: null } };
  const objectives = {
    criteria: [
      {
        metric: { kind: "percentile" as const, q: 0.95 },
        scope: { kind: "all" as const },
        limit: 1_000,
        judge: "measured" as const,
      },
    ],
    abortWhen: null,
  };
  const run = await aQueuedRun(ctx, place, {
    scenarioText: "name: health\nmix:\n  - get: /health\n",
    profile,
    objectives,
  });
  const ended = await carryOut(database, run);
  await faults({});
  const { levels, verdict } = await viewOf(place.pilot, run.number);
  assert.deepEqual(
    levels.map(({ name, kind }) => [name, kind]),
    [
      ["30/s", "pass"],
      ["50/s", "pass"],
      ["80/s", "fail"],
    ],
    JSON.stringify(levels),
  );
  const why = new Map(verdict.reasons.map(({ reason, sentence }) => [reason, sentence]));
  assert.match(why.get("capacity") ?? "", /^The last level that held is 50\/s; 80\/s did not hold: /);
  // A machine that was busy with something else may have held the generator up.
  assert.deepEqual(
    [ended.outcome, verdict.kind],
    ["completed", why.has("generator-saturated") ? "inconclusive" : "pass"],
  );
});
