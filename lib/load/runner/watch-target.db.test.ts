import assert from "node:assert/strict";
import test, { after, before, type TestContext } from "node:test";
import type { ChosenFigure } from "#lib/pilots/core/system-metrics.ts";
import { updateSystem } from "#lib/pilots/store.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import type { TargetFigures } from "../core/target-figures.ts";
import { resolveTarget } from "../edge/resolve-target.ts";
import { readTargetFigures } from "../read-target-figures.ts";
import { type RunWithScenario, updateRun } from "../store.ts";
import { freezeTargetSeries } from "../store-target-figures.ts";
import { aMetricsPeer, type MetricsPeer } from "../testing/a-metrics-peer.ts";
import { aPlace, aQueuedRun, type Place, read } from "../testing/a-run.ts";
import { watchTarget } from "./watch-target.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

const own = { webPort: 1, databaseUrl: "postgres://127.0.0.1:2/gantry" };
const resolve = (url: string) => resolveTarget(url, own);
const everyMs = 20;

const figure = (label: string, metric: string, change: Partial<ChosenFigure> = {}): ChosenFigure => ({
  ...{ label, address: "/metrics", metric, way: "value", fold: "sum", unit: "count" },
  ...change,
});

async function aPeer(t: TestContext, answer: MetricsPeer["answer"]): Promise<MetricsPeer> {
  const peer = await aMetricsPeer(answer);
  t.after(() => peer.goAway());
  return peer;
}

/** A run that has begun, against a system of which these figures are chosen. */
async function aRun(baseUrl: string, figures: readonly ChosenFigure[], addresses = ["/metrics"]) {
  const place = await aPlace(ctx, { baseUrl });
  await ctx.transaction((tx) => updateSystem(tx, place.systemId, { metrics: { addresses, figures } }));
  const { id } = await aQueuedRun(ctx, place);
  await updateRun(ctx.db, id, { state: "running", startedAt: new Date(Date.now() - 1_000) });
  return { place, run: await read(ctx, id) };
}

async function figuresOf({ pilot }: Place, { number }: RunWithScenario, from = 0): Promise<TargetFigures> {
  const found = await readTargetFigures(ctx, { pilot, number, from });
  assert.ok(found.ok);
  return found;
}

/** Every stored value in order, null for a gap; several of one second too. */
async function valuesOf({ id }: RunWithScenario, series = 0): Promise<(number | null)[]> {
  const { sql } = database.connection;
  const rows = await sql<{ value: number | null }[]>`
    select value from run_target_figures where run_id = ${id} and series = ${series} order by at_ms`;
  return rows.map(({ value }) => value);
}

test("an address that goes away in the middle of a run leaves a gap, and is read again when it is back", async (t) => {
  const peer = await aPeer(t, (response) => response.end("connections 7\n"));
  const { place, run } = await aRun(peer.url, [figure("Connections", "connections")]);
  const watch = watchTarget(ctx, { run, resolve, everyMs });
  t.after(() => watch.stop());
  const holds = (what: string, test: (values: (number | null)[]) => boolean) =>
    waitFor(what, async () => test(await valuesOf(run)));
  await holds("the first figures", (values) => values.length >= 3);
  await peer.goAway();
  await holds("a gap", (values) => values.filter((value) => value === null).length >= 3);
  await peer.comeBack();
  await holds("figures again", (values) => values.lastIndexOf(7) > values.lastIndexOf(null) + 2);
  await watch.stop();
  const text = (await valuesOf(run)).map((value) => value ?? "-").join("");
  assert.match(text, /^7+-+7+$/, "and never a zero");
  const { figures, sources } = await figuresOf(place, run);
  const [only] = figures;
  assert.deepEqual([only?.label, only?.mean, only?.max], ["Connections", 7, 7]);
  assert.deepEqual([only?.readings, only?.missed], [text.replaceAll("-", "").length, text.replaceAll("7", "").length]);
  const [source] = sources;
  assert.deepEqual(
    [source?.address, source?.asked, source?.failed],
    [`${peer.url}/metrics`, text.length, only?.missed],
  );
  assert.match(source?.why ?? "", /refuses the connection|closed the connection/);
  assert.ok(source?.readAt);
});

test("a rate begins with the second reading; a counter that begins anew, and a failed reading, are gaps of it", async (t) => {
  const answers = ["served 100", "served 101", "served 103", "served 1", "served 2", null, "served 3", "served 4"];
  const peer = await aPeer(t, (response) => {
    const text = answers[peer.asked - 1];
    if (text === null) response.writeHead(503);
    response.end(`${text ?? "served 5"}\n`);
  });
  const { run } = await aRun(peer.url, [figure("Served", "served", { way: "rate" })]);
  const watch = watchTarget(ctx, { run, resolve, everyMs });
  t.after(() => watch.stop());
  await waitFor("all answers", () => peer.asked > answers.length);
  await watch.stop();
  const kinds = (await valuesOf(run))
    .slice(0, 6)
    .map((value) => (value === null ? "gap" : value > 0 ? "rate" : "zero"));
  // First: none. 101, 103: rates. 1: begins anew. 2: a rate. 503: a gap; the reading after it has none before it.
  assert.deepEqual(kinds, ["rate", "rate", "gap", "rate", "gap", "rate"]);
});

test("each address is read by itself: one that never answers holds up no other", async (t) => {
  const silent = await aPeer(t, () => {});
  const peer = await aPeer(t, (response) => response.end("a 1\n"));
  const other = `${silent.url}/metrics`;
  const figures = [figure("Silent", "a", { address: other }), figure("A", "a"), figure("Not there", "b")];
  const { place, run } = await aRun(peer.url, figures, [other, "/metrics", "/unused"]);
  const watch = watchTarget(ctx, { run, resolve, everyMs });
  await waitFor("figures of the other", async () => (await valuesOf(run, 1)).length >= 5);
  const ofSilent = await valuesOf(run, 0);
  assert.deepEqual(
    ofSilent.filter((value) => value !== null),
    [],
  );
  assert.ok(ofSilent.length < 5, "it takes its 2 s each time");
  assert.deepEqual([...new Set(await valuesOf(run, 2))], [null]);
  const startedMs = performance.now();
  await watch.stop();
  assert.ok(performance.now() - startedMs < 1_000, "a stop takes less than a second");
  const { sources } = await figuresOf(place, run);
  assert.deepEqual(
    sources.map(({ address }) => address),
    [other, `${peer.url}/metrics`],
  );
  const { asked } = peer;
  await new Promise((resolve) => setTimeout(resolve, 5 * everyMs));
  assert.equal(peer.asked, asked, "nothing is asked after the stop");
});

test("what is hostile is a gap with its reason", async (t) => {
  const cases: [answer: MetricsPeer["answer"], why: RegExp][] = [
    [(response) => response.end("<html>Log in</html>"), /^its answer is no metrics: line 1/],
    [(response) => response.end("#".repeat(3 * 1024 * 1024)), /longer than 2 MiB/],
    [(response) => response.end("a 1\n".repeat(100_002)), /more than 100,000 lines/],
    [(response) => response.writeHead(302, { location: "http://169.254.169.254/" }).end(), /not followed/],
    [(response) => response.destroy(), /closed the connection/],
  ];
  for (const [answer, why] of cases) {
    const peer = await aPeer(t, answer);
    const { place, run } = await aRun(peer.url, [figure("A", "a")]);
    const watch = watchTarget(ctx, { run, resolve, everyMs });
    await waitFor("a gap", async () => (await valuesOf(run)).length >= 1);
    await watch.stop();
    assert.deepEqual([...new Set(await valuesOf(run))], [null]);
    assert.match((await figuresOf(place, run)).sources[0]?.why ?? "", why);
  }
});

test("an address that may not be reached is never asked, and the run says why", async (t) => {
  const peer = await aPeer(t, (response) => response.end("a 1\n"));
  const { place, run } = await aRun("http://169.254.169.254", [figure("A", "a")]);
  const watch = watchTarget(ctx, { run, resolve, everyMs });
  await waitFor("a gap", async () => (await valuesOf(run)).length >= 2);
  await watch.stop();
  const { sources } = await figuresOf(place, run);
  assert.match(sources[0]?.why ?? "", /cloud metadata address\. It is never asked\.$/);
  assert.equal(peer.asked, 0);
});

test("figures stay as they were chosen when the run began", async (t) => {
  const peer = await aPeer(t, (response) => response.end("a 1\nb 2\n"));
  const { place, run } = await aRun(peer.url, [figure("A", "a")]);
  const watch = watchTarget(ctx, { run, resolve, everyMs });
  t.after(() => watch.stop());
  await waitFor("figures", async () => (await valuesOf(run)).length >= 2);
  const metrics = { addresses: ["/metrics"], figures: [figure("B", "b")] };
  await ctx.transaction((tx) => updateSystem(tx, place.systemId, { metrics }));
  const before = (await valuesOf(run)).length;
  await waitFor("more figures", async () => (await valuesOf(run)).length > before);
  await watch.stop();
  const { figures } = await figuresOf(place, run);
  assert.deepEqual(
    figures.map(({ label, metric, max }) => [label, metric, max]),
    [["A", "a", 1]],
  );
});

test("nothing chosen: nothing is asked, and there is nothing to read", async (t) => {
  const peer = await aPeer(t, (response) => response.end("a 1\n"));
  for (const addresses of [[], ["/metrics"]]) {
    const { place, run } = await aRun(peer.url, [], addresses);
    const watch = watchTarget(ctx, { run, resolve, everyMs });
    await watch.stop();
    const { figures, sources } = await figuresOf(place, run);
    assert.deepEqual([figures, sources], [[], []]);
  }
  assert.equal(peer.asked, 0);
});

test("a database that refuses what was read is said once, and the watch goes on and stops", async (t) => {
  const said: string[] = [];
  t.mock.method(process.stderr, "write", (line: unknown) => {
    said.push(String(line));
    return true;
  });
  const peer = await aPeer(t, (response) => response.end("a 1\n"));
  const { run } = await aRun(peer.url, [figure("A", "a")]);
  let broken = true;
  const db = new Proxy(ctx.db, {
    get: (target, name) => {
      if (name === "transaction" && broken) throw new Error("the database is away");
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const watch = watchTarget({ ...ctx, db }, { run, resolve, everyMs });
  t.after(() => watch.stop());
  await waitFor("several readings that are not stored", () => peer.asked >= 4);
  const faults = said.filter((line) => line.includes("was not stored"));
  assert.equal(faults.length, 1);
  broken = false;
  await waitFor("a reading that is stored", async () => (await valuesOf(run)).length >= 1);
  await watch.stop();
});

test("a long run is drawn as means; gaps stay, nothing before its start counts, pages follow one another", async () => {
  const { place, run } = await aRun("http://127.0.0.1:9", [figure("A", "a"), figure("B", "b")]);
  const startedAt = new Date("2026-01-02T00:00:00.000Z");
  await updateRun(ctx.db, run.id, {
    startedAt,
    state: "ended",
    outcome: "completed",
    endedAt: new Date("2026-01-02T02:00:00.000Z"),
  });
  const { sql } = database.connection;
  const chosen = { label: "A", metric: "a", way: "value", fold: "sum", unit: "count" } as const;
  const series = [0, 1].map((one) => ({ series: one, source: 0, chosen }));
  await freezeTargetSeries(ctx.db, { runId: run.id, addresses: ["http://a/metrics"], series });
  // Two hours: 0, 1, 2, … each 5 s; a minute of nothing; two readings before second 0.
  await sql`insert into run_target_figures (run_id, series, at_ms, value)
    select ${run.id}::uuid, series, ${startedAt.getTime()}::bigint + i * 5000 + 7, case when i between 120 and 131 then null else i end
    from generate_series(-2, 1439) i, generate_series(0, 1) series`;
  const whole = await figuresOf(place, run);
  const [first, second] = whole.figures;
  assert.deepEqual(
    [whole.everySeconds, whole.more, first?.points.length, second?.points.length],
    [10, false, 720, 720],
  );
  assert.deepEqual(first?.points.slice(0, 2), [
    [0, 0.5],
    [10, 2.5],
  ]);
  assert.deepEqual(
    first?.points.slice(59, 67).map(([at, value]) => [at, value]),
    [[590, 118.5], ...[600, 610, 620, 630, 640, 650].map((at) => [at, null]), [660, 132.5]],
  );
  assert.deepEqual([first?.max, first?.readings, first?.missed], [1439, 1428, 12]);
  assert.ok(Math.abs((first?.mean ?? 0) - ((1439 * 1440) / 2 - 12 * 125.5) / 1428) < 1e-9);
  assert.equal(whole.until, "2026-01-02T02:00:00.000Z");
  const later = await figuresOf(place, run, 7_190);
  assert.deepEqual(later.figures[0]?.points, [[7_190, 1_438.5]]);
  assert.deepEqual([later.next, later.figures[0]?.max], [7_190, 1439]);
  assert.deepEqual((await figuresOf(place, run, 999_999)).figures[0]?.points, []);
});

test("a run that waits, none of this number, and another pilot's", async () => {
  const place = await aPlace(ctx);
  const run = await aQueuedRun(ctx, place);
  const { figures, next } = await figuresOf(place, run);
  assert.deepEqual([figures, next], [[], 0]);
  const none = await readTargetFigures(ctx, { pilot: place.pilot, number: 99, from: 0 });
  assert.deepEqual(!none.ok && none.refusal, "run-not-found");
  const other = await aPlace(ctx);
  const others = await readTargetFigures(ctx, { pilot: other.pilot, number: run.number, from: 0 });
  assert.deepEqual(!others.ok && others.refusal, "run-not-found");
});
