import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import * as fileRoute from "#app/api/v1/pilots/[pilot]/capacity/[table]/files/[format]/route.ts";
import { runs } from "#drizzle/schema/load.ts";
import { capacityRows, capacityTables } from "#drizzle/schema/load-lab.ts";
import { events } from "#drizzle/schema/platform.ts";
import { aPerson } from "#lib/access/testing/person.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { useWebConnection } from "#lib/platform/http/web-connection.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { addCapacityRow } from "./add-capacity-row.ts";
import { addCapacityTable } from "./add-capacity-table.ts";
import { claimRun } from "./claim-run.ts";
import { capacityCsvColumns, ownText } from "./core/capacity-sections.ts";
import { twoLevels } from "./core/testing/a-report.ts";
import { endRun } from "./end-run.ts";
import { liveRuns } from "./live-runs.ts";
import { readCapacity } from "./read-capacity.ts";
import { readRun } from "./read-run.ts";
import { removeCapacityRow } from "./remove-capacity-row.ts";
import { removeCapacityTable } from "./remove-capacity-table.ts";
import { squeezed, textOfPdf } from "./report/testing/pdf-text.ts";
import { type RunWithScenario, updateRun } from "./store.ts";
import { insertLevel } from "./store-levels.ts";
import { insertSecond } from "./store-seconds.ts";
import { freezeTargetSeries, insertReading } from "./store-target-figures.ts";
import { aFrame } from "./testing/a-frame.ts";
import { aPlace, aQueuedRun, aRunner, type Place, read } from "./testing/a-run.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  useWebConnection(database.connection);
  ctx = database.ctx;
});
after(() => database.close());

const bare = { label: "", cpuPercent: null, memoryPercent: null };

/** Three seconds of ten requests, of which `failed` were not answered; ended. */
async function anEndedRun(place: Place, { failed = 0 } = {}): Promise<RunWithScenario> {
  const runnerId = aRunner();
  const run = await aQueuedRun(ctx, place);
  assert.ok(await claimRun(ctx, { run, runnerId, addresses: ["127.0.0.1"] }));
  await updateRun(ctx.db, run.id, { startedAt: new Date() });
  for (const second of [0, 1, 2]) await insertSecond(ctx.db, run, aFrame(second, { ok: 10, failed }));
  assert.ok(await endRun(ctx, { run, outcome: "completed", sentence: "Ran to its end.", runnerId, abandoned: null }));
  return read(ctx, run.id);
}

async function aTable({ pilot }: Place, name = "API replicas"): Promise<string> {
  const added = await addCapacityTable(ctx, { pilot, name });
  assert.ok(added.ok);
  return added.id;
}

async function tablesOf({ pilot }: Place) {
  const found = await readCapacity(ctx, { pilot });
  assert.ok(found.ok);
  return found.tables;
}

test("a row has the figures of the run that it names, and says that it did not pass", async () => {
  const place = await aPlace(ctx);
  const [table, run] = [await aTable(place), await anEndedRun(place, { failed: 5 })];
  const given = { pilot: place.pilot, table, replicas: 3, run: run.number };
  const added = await addCapacityRow(ctx, { ...given, ...bare, label: "2 vCPU", cpuPercent: 35 });
  assert.ok(added.ok);
  const shown = await readRun(ctx, { pilot: place.pilot, number: run.number, live: liveRuns(ctx.db) });
  assert.ok(shown.ok);
  const { summary } = shown.run;
  const [row] = (await tablesOf(place))[0]?.rows ?? [];
  assert.ok(row);
  assert.deepEqual([row.id, row.replicas, row.label, row.run.number], [added.id, 3, "2 vCPU", run.number]);
  assert.equal(row.throughputPerSecond.value, summary.steps[0]?.throughputPerSecond);
  assert.equal(row.latencyMsP95.value, summary.latencyMsP95);
  assert.equal(ownText(row.cpu), `35 %, typed by ${ctx.actor.name}`);
  assert.equal(ownText(row.memory), "not measured");
  assert.equal(row.warns, `Run ${run.number} is FAIL: this is not shown to hold.`);
});

test("the run's own figures are read over the seconds that the row stands for", async () => {
  const place = await aPlace(ctx);
  const [table, run] = [await aTable(place), await anEndedRun(place)];
  assert.ok(run.startedAt);
  const chosen = { label: "CPU", metric: "cpu", way: "value", fold: "mean", unit: "percent" } as const;
  await freezeTargetSeries(ctx.db, {
    runId: run.id,
    addresses: ["/metrics"],
    series: [{ series: 0, source: 0, chosen }],
  });
  // The last level that held is of the first 30 s; what was read later is not in it, and what could not be read counts for nothing.
  const readings: [second: number, value: number | null][] = [
    [0, 0.2],
    [5, 0.4],
    [10, null],
    [30, 0.99],
  ];
  for (const [second, value] of readings) {
    const at = new Date(run.startedAt.getTime() + second * 1000);
    await insertReading(ctx.db, { runId: run.id, source: 0, at, figures: [{ series: 0, value }], why: null });
  }
  for (const level of twoLevels) await insertLevel(ctx.db, run.id, level, new Date());
  const given = { pilot: place.pilot, table, replicas: 5, run: run.number };
  assert.ok((await addCapacityRow(ctx, { ...given, ...bare, cpuPercent: 99 })).ok);
  const [row] = (await tablesOf(place))[0]?.rows ?? [];
  assert.equal(row?.of, "last level that held, 240/s");
  assert.deepEqual([row?.throughputPerSecond.text, row?.latencyMsP95.text], ["240/s", "40.5 ms"]);
  assert.equal(row && ownText(row.cpu), "30 %");
});

test("what is refused, with nothing kept and nothing logged", async () => {
  const [place, other] = [await aPlace(ctx), await aPlace(ctx)];
  const [table, foreign, run] = [await aTable(place), await aTable(other), await anEndedRun(place)];
  const queued = await aQueuedRun(ctx, place);
  const { pilot } = place;
  const row = { pilot, table, replicas: 3, run: run.number, ...bare };
  assert.ok((await addCapacityRow(ctx, row)).ok);
  const logged = await countEvents(place);
  const cases: [what: string, asked: Promise<{ ok: boolean; refusal?: string }>, refusal: string][] = [
    ["no such run", addCapacityRow(ctx, { ...row, run: 99 }), "run-not-found"],
    ["not ended", addCapacityRow(ctx, { ...row, run: queued.number }), "capacity-run-not-ended"],
    ["doubled", addCapacityRow(ctx, { ...row, replicas: 5 }), "capacity-run-doubled"],
    ["another pilot's table", addCapacityRow(ctx, { ...row, table: foreign }), "capacity-table-not-found"],
    ["a name twice", addCapacityTable(ctx, { pilot, name: "API replicas" }), "capacity-table-doubled"],
    ["no such pilot", addCapacityTable(ctx, { pilot: "nowhere", name: "x" }), "pilot-not-found"],
    ["another's row", removeCapacityRow(ctx, { pilot, table, row: foreign }), "capacity-row-not-found"],
    ["another's table", removeCapacityTable(ctx, { pilot, table: foreign }), "capacity-table-not-found"],
  ];
  for (const [what, asked, refusal] of cases) assert.equal((await asked).refusal, refusal, what);
  assert.equal(await countEvents(place), logged);
  assert.equal((await tablesOf(place))[0]?.rows.length, 1);
});

test("as many questions are asked for many tables and rows as for one", async (t) => {
  const place = await aPlace(ctx);
  const [one, other] = [await aTable(place, "one"), await aTable(place, "other")];
  const [first, second, third] = [await anEndedRun(place), await anEndedRun(place), await anEndedRun(place)];
  const name = async (table: string, run: RunWithScenario) =>
    assert.ok((await addCapacityRow(ctx, { pilot: place.pilot, table, replicas: 1, run: run.number, ...bare })).ok);
  await name(one, first);
  const { mock } = t.mock.method(database.connection.sql, "unsafe");
  await tablesOf(place);
  const asked = mock.callCount();
  mock.restore();
  await name(one, second);
  await name(other, first);
  await name(other, third);
  const { mock: again } = t.mock.method(database.connection.sql, "unsafe");
  const numbers = (await tablesOf(place)).map(({ rows }) => rows.map(({ run }) => run.number));
  assert.deepEqual(numbers, [
    [first.number, second.number],
    [first.number, third.number],
  ]);
  assert.deepEqual([asked > 0, again.callCount()], [true, asked]);
});

test("the 51st table and the 201st row are refused, with nothing kept", async () => {
  const place = await aPlace(ctx);
  const [table, run] = [await aTable(place, "table 1"), await anEndedRun(place)];
  const { pilot, pilotId } = place;
  const of = { addedBy: "test", addedAt: new Date() };
  const tables = Array.from({ length: 49 }, (_, at) => ({ id: uuidv7(), pilotId, name: `table ${at + 2}`, ...of }));
  await ctx.db.insert(capacityTables).values(tables);
  const other = await aPlace(ctx);
  await aTable(other);
  const refused = await addCapacityTable(ctx, { pilot, name: "one more" });
  assert.deepEqual([!refused.ok && refused.refusal, (await tablesOf(place)).length], ["capacity-tables-many", 50]);

  const { scenarioName: _name, scenarioVersion: _version, scenarioText: _text, ...stored } = run;
  const copies = Array.from({ length: 200 }, (_, at) => ({ ...stored, id: uuidv7(), number: run.number + 1 + at }));
  await ctx.db.insert(runs).values(copies);
  const rows = copies.map(({ id: runId }) => ({ id: uuidv7(), tableId: table, runId, replicas: 1, label: "", ...of }));
  await ctx.db.insert(capacityRows).values(rows.slice(1));
  const asked = { pilot, table, replicas: 1, ...bare };
  assert.ok((await addCapacityRow(ctx, { ...asked, run: run.number })).ok);
  const more = await addCapacityRow(ctx, { ...asked, run: run.number + 1 });
  assert.deepEqual([!more.ok && more.refusal, (await tablesOf(place))[0]?.rows.length], ["capacity-rows-many", 200]);
});

test("a smoke run has no throughput, and is refused", async () => {
  const place = await aPlace(ctx);
  const run = await aQueuedRun(ctx, place, { kind: "smoke", passes: 1 });
  const given = { pilot: place.pilot, table: await aTable(place), replicas: 3, run: run.number, ...bare };
  const added = await addCapacityRow(ctx, given);
  assert.equal(!added.ok && added.refusal, "capacity-run-not-load");
});

test("two name one run at once: one row", async () => {
  const place = await aPlace(ctx);
  const row = {
    pilot: place.pilot,
    table: await aTable(place),
    replicas: 3,
    run: (await anEndedRun(place)).number,
    ...bare,
  };
  const both = await Promise.all([addCapacityRow(ctx, row), addCapacityRow(ctx, row)]);
  assert.deepEqual(both.map(({ ok }) => ok).sort(), [false, true]);
});

test("rows and tables go, the runs stay, and the log has each of the four", async () => {
  const place = await aPlace(ctx);
  const [table, run] = [await aTable(place), await anEndedRun(place)];
  const { pilot } = place;
  const row = { pilot, table, replicas: 3, run: run.number, ...bare };
  const added = await addCapacityRow(ctx, row);
  assert.ok(added.ok);
  assert.ok((await removeCapacityRow(ctx, { pilot, table, row: added.id })).ok);
  assert.deepEqual((await tablesOf(place))[0]?.rows, []);
  assert.ok((await addCapacityRow(ctx, row)).ok);
  assert.ok((await removeCapacityTable(ctx, { pilot, table })).ok);
  assert.deepEqual(await tablesOf(place), []);
  const logged = await ctx.db.select().from(events).where(eq(events.subjectId, table)).orderBy(events.sequence);
  assert.deepEqual(
    logged.map(({ verb }) => verb),
    ["table.added", "row.added", "row.removed", "row.added", "table.removed"].map((one) => `capacity-${one}`),
  );
  assert.deepEqual(logged.at(-1)?.before, {
    name: "API replicas",
    rows: [{ run: run.number, replicas: 3, label: "" }],
  });
  assert.equal((await read(ctx, run.id)).state, "ended");
});

test("as files: the page's figures to the digit", async () => {
  const place = await aPlace(ctx);
  const [table, run] = [await aTable(place, `</td>="x"`), await anEndedRun(place)];
  assert.ok((await addCapacityRow(ctx, { pilot: place.pilot, table, replicas: 3, run: run.number, ...bare })).ok);
  const [row] = (await tablesOf(place))[0]?.rows ?? [];
  assert.ok(row);
  const { cookie } = await aPerson(ctx.db, ["viewer"]);
  const asked = async (format: string) => {
    const request = new Request("http://gantry.test/x", { headers: { host: "gantry.test", cookie } });
    const answer = await fileRoute.GET(request, { params: Promise.resolve({ pilot: place.pilot, table, format }) });
    assert.equal(answer.status, 200, format);
    return new Uint8Array(await answer.arrayBuffer());
  };
  const text = async (format: string) => new TextDecoder().decode(await asked(format));
  const figures = [row.throughputPerSecond.text, row.latencyMsP95.text, "not measured", `Run ${run.number}`];
  const html = await text("html");
  assert.ok(html.includes("&lt;/td&gt;=&quot;x&quot;"));
  for (const figure of figures) assert.ok(html.includes(`>${figure}</td>`), `${figure} in HTML`);
  const pdf = squeezed(textOfPdf(await asked("pdf")));
  for (const word of figures.join(" ").split(" ")) assert.ok(pdf.includes(word), `${word} in PDF`);
  const [head, line = ""] = (await text("csv")).split("\r\n");
  assert.equal(head, capacityCsvColumns.join(","));
  assert.ok(line.startsWith(`"</td>=""x""",3,,${run.number},`), line);
});

async function countEvents({ pilotId }: Place): Promise<number> {
  return (await ctx.db.select().from(events).where(eq(events.chain, pilotId))).length;
}
