import assert from "node:assert/strict";
import type { AddressInfo } from "node:net";
import test, { after, before } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { plantSystem } from "#sandbox/server.ts";
import { practicePassword } from "#sandbox/warehouse.ts";
import { startEngine } from "../edge/engine.ts";
import { resolveTarget } from "../edge/resolve-target.ts";
import { liveRuns } from "../live-runs.ts";
import { readRun } from "../read-run.ts";
import { readRunSeconds } from "../read-run-seconds.ts";
import { scenarioTemplates } from "../templates.ts";
import { aPlace, aQueuedRun, read, verbsAbout } from "../testing/a-run.ts";
import { runRunner } from "./run-runner.ts";

let database: TestDatabase;
let ctx: Ctx;
const plant = plantSystem("new");
/** What operators were let in with. */
const tokens = new Set<string>();

before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
  plant.server.prependListener("request", ({ headers: { authorization } }) => {
    if (authorization !== undefined) tokens.add(authorization.replace("Bearer ", ""));
  });
  await new Promise<void>((resolve) => plant.server.listen(0, "127.0.0.1", resolve));
});
after(async () => {
  plant.server.close();
  plant.server.closeAllConnections();
  await database.close();
});

/** The shipped operators, but every look-up is held to be wrong: of those, examples are kept with all they sent. */
function operatorsWithExamples() {
  const [operators] = scenarioTemplates;
  assert.equal(operators?.key, "flowviz-operators");
  const at = operators.text.lastIndexOf("status: 200");
  return {
    scenarioText: `${operators.text.slice(0, at)}status: 418${operators.text.slice(at + 11)}`,
    objectives: operators.objectives,
    profile: { model: "open" as const, stages: [{ from: 50, to: 50, seconds: 3 }], maxUsers: 20, startLimitMs: 2_000 },
  };
}

test("a real run of 3 s against the plant: stored, judged, and no secret anywhere in the database", async () => {
  const { port } = plant.server.address() as AddressInfo;
  const place = await aPlace(ctx, { baseUrl: `http://127.0.0.1:${port}` });
  const run = await aQueuedRun(ctx, place, operatorsWithExamples());
  const runner = runRunner({
    connection: database.connection,
    startEngine,
    resolve: (baseUrl) => resolveTarget(baseUrl, { webPort: 1, databaseUrl: database.appUrl }),
    secretsFor: () => ({ OPERATOR_PASSWORD: practicePassword }),
  });
  await waitFor("its end", async () => (await read(ctx, run.id)).state === "ended");
  await runner.stop();

  const found = await readRun(ctx, { pilot: place.pilot, number: run.number, live: liveRuns(ctx.db) });
  assert.ok(found.ok);
  const { summary, verdict, outcome, endedSentence, addresses, examples } = found.run;
  assert.deepEqual([outcome, endedSentence, addresses], ["completed", "Ran to its planned end.", ["127.0.0.1"]]);
  assert.deepEqual([summary.planned, summary.ended + summary.dropped + summary.unfinished], [150, 150]);
  const seconds = await readRunSeconds(ctx, { pilot: place.pilot, number: run.number, from: 0 });
  assert.ok(seconds.ok && summary.seconds >= 3);
  assert.deepEqual([seconds.points.length, seconds.points[0]?.second], [summary.seconds, 0]);
  const p99 = verdict.criteria.find(({ criterion }) => criterion.metric.kind === "percentile");
  assert.deepEqual([p99?.kind, p99?.reason, p99?.missing], ["inconclusive", "too-few-samples", 459 - (p99?.n ?? 0)]);
  assert.deepEqual(await verbsAbout(ctx, run.id), ["run.queued", "run.claimed", "run.started", "run.ended"]);

  assert.ok(examples.some(({ step, request }) => step === "traceability" && /^authorization:/im.test(request)));
  assert.ok(tokens.size > 0);
  const everything = await allTexts();
  assert.ok(everything.some(({ text }) => text.includes("GET /api/v1/traceability/")));
  for (const secret of [practicePassword, ...tokens])
    assert.deepEqual(
      everything.filter(({ text }) => text.includes(secret)).map(({ column }) => column),
      [],
    );
});

test("a run that nothing fails in is inconclusive for want of samples, and for nothing else", async () => {
  const { port } = plant.server.address() as AddressInfo;
  const place = await aPlace(ctx, { baseUrl: `http://127.0.0.1:${port}` });
  const { profile } = operatorsWithExamples();
  const objectives = {
    criteria: [
      { metric: { kind: "percentile" as const, q: 0.99 }, scope: { kind: "all" as const }, limit: 60_000 },
      { metric: { kind: "errors" as const }, scope: { kind: "all" as const }, limit: 0.5 },
    ].map((one) => ({ ...one, judge: "measured" as const })),
    abortWhen: null,
  };
  const scenarioText = "name: health\nmix:\n  - get: /health\n";
  const run = await aQueuedRun(ctx, place, { scenarioText, objectives, profile });
  const runner = runRunner({
    connection: database.connection,
    startEngine,
    resolve: (baseUrl) => resolveTarget(baseUrl, { webPort: 1, databaseUrl: database.appUrl }),
    secretsFor: () => ({}),
  });
  await waitFor("its end", async () => (await read(ctx, run.id)).state === "ended");
  await runner.stop();
  const { verdict } = await read(ctx, run.id);
  assert.equal(verdict?.kind, "inconclusive");
  assert.deepEqual(
    verdict.criteria.filter(({ reason }) => reason === "too-few-samples").map(({ criterion }) => criterion.metric.kind),
    ["percentile"],
  );
  assert.ok(verdict.criteria.every(({ kind }) => kind !== "fail"));
});

/** Every text, list of texts and jsonb value of the database, with its column. */
async function allTexts(): Promise<{ column: string; text: string }[]> {
  const { sql } = database.connection;
  const columns = await sql<{ table: string; column: string }[]>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = 'public' and data_type in ('text', 'jsonb', 'ARRAY')`;
  assert.ok(columns.length > 20);
  const found: { column: string; text: string }[] = [];
  for (const { table, column } of columns) {
    const rows = await sql<{ text: string }[]>`
      select ${sql(column)}::text as text from ${sql(table)} where ${sql(column)} is not null`;
    found.push(...rows.map(({ text }) => ({ column: `${table}.${column}`, text })));
  }
  return found;
}
