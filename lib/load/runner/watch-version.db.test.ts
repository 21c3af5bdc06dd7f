import assert from "node:assert/strict";
import test, { after, before, type TestContext } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { claimRun } from "../claim-run.ts";
import type { Verdict } from "../core/verdict.ts";
import { endRun } from "../end-run.ts";
import { liveRuns } from "../live-runs.ts";
import { readRun } from "../read-run.ts";
import { readReport } from "../report/read-report.ts";
import { type RunWithScenario, updateRun } from "../store.ts";
import { insertSecond } from "../store-seconds.ts";
import { aFrame } from "../testing/a-frame.ts";
import { aMetricsPeer, type MetricsPeer } from "../testing/a-metrics-peer.ts";
import { aPlace, aQueuedRun, aRunner, type Place, read } from "../testing/a-run.ts";
import { secondWriter } from "./second-writer.ts";
import { watchVersion } from "./watch-version.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

const scenarioText = "name: health\nversion: { get: '/health?part=all', json: $.version }\nmix:\n  - get: /health\n";
const source = { path: "/health?part=all", at: { kind: "json", path: "$.version" } } as const;
const everyMs = 20;

async function aPeer(t: TestContext, answer: MetricsPeer["answer"]): Promise<MetricsPeer> {
  const peer = await aMetricsPeer(answer);
  t.after(() => peer.goAway());
  return peer;
}

/** A run that this runner holds and that began a minute and a half ago. */
async function aRunningRun(baseUrl: string, startedAt: Date | null = new Date(Date.now() - 90_000)) {
  const place = await aPlace(ctx, { baseUrl });
  const { id } = await aQueuedRun(ctx, place, { scenarioText });
  const runnerId = aRunner();
  assert.ok(await claimRun(ctx, { run: await read(ctx, id), runnerId, addresses: ["127.0.0.1"] }));
  if (startedAt !== null) await updateRun(ctx.db, id, { state: "running", startedAt });
  return { place, run: await read(ctx, id), runnerId };
}

type Watched = { run: RunWithScenario; runnerId: string; secrets?: Record<string, string>; addresses?: string[] };

function watched(t: TestContext, { secrets = {}, addresses = ["127.0.0.1"], ...held }: Watched, as: Ctx = ctx) {
  const writer = secondWriter({ onTooLong: () => {}, retryMs: 20 });
  const leaving = new AbortController();
  const watch = watchVersion(as, { ...held, secrets, addresses, source, writer, leaving: leaving.signal, everyMs });
  t.after(() => watch.stop());
  return { watch, writer, leaving };
}

async function viewOf({ pilot }: Place, { number }: RunWithScenario) {
  const found = await readRun(ctx, { pilot, number, live: liveRuns(ctx.db) });
  assert.ok(found.ok);
  return found.run;
}

const isChange = ({ reason }: Verdict["reasons"][number]) => reason === "target-changed";
const saidOf = async (place: Place, run: RunWithScenario) =>
  (await viewOf(place, run)).happened.map(({ sentence }) => sentence).filter((one) => /version/.test(one));

test("a target that changes its version on the way: told once each, on the page and in the verdict so far", async (t) => {
  let version = "1.4.2";
  const peer = await aPeer(t, (response) => response.end(JSON.stringify({ version })));
  const { place, run, runnerId } = await aRunningRun(peer.url);
  const { watch, writer } = watched(t, { run, runnerId });
  await waitFor("its version", async () => (await saidOf(place, run)).length === 1);
  const { asked } = peer;
  await waitFor("the same again, several times", () => peer.asked > asked + 3);
  version = "1.5.0";
  await waitFor("the change", async () => (await saidOf(place, run)).length === 2);
  await watch.finish();
  await writer.flushed();
  const said = await saidOf(place, run);
  assert.equal(said[0], "The target told its version: 1.4.2.");
  assert.match(said[1] ?? "", /^The target's version changed from 1\.4\.2 to 1\.5\.0 at 01:3\d of the run\.$/);
  const { verdict, targetVersions } = await viewOf(place, run);
  assert.deepEqual(
    targetVersions?.told.map((one) => one.version),
    ["1.4.2", "1.5.0"],
  );
  assert.ok(verdict.reasons.some(isChange), "also before the first second is there");
  await insertSecond(ctx.db, run, aFrame(0));
  const live = await viewOf(place, run);
  assert.deepEqual([live.summary.seconds, live.verdict.reasons.some(isChange)], [1, true], "and while it goes on");
  const ended = peer.asked;
  await new Promise((resolve) => setTimeout(resolve, 5 * everyMs));
  assert.equal(peer.asked, ended, "nothing is asked after the end");
});

test("what was told before second 0 is what the run begins with", async (t) => {
  let version = "1";
  const peer = await aPeer(t, (response) => response.end(JSON.stringify({ version })));
  const { place, run, runnerId } = await aRunningRun(peer.url, null);
  const { watch, writer } = watched(t, { run, runnerId });
  await waitFor("its version", async () => (await saidOf(place, run)).length === 1);
  version = "2";
  await waitFor("another", async () => (await saidOf(place, run)).length === 2);
  await updateRun(ctx.db, run.id, { state: "running", startedAt: new Date() });
  await watch.finish();
  await writer.flushed();
  const { targetVersions } = await viewOf(place, run);
  assert.deepEqual(targetVersions, {
    told: [1, 2].map((one) => ({ version: String(one), second: null })),
    unread: null,
  });
});

test("the last look sees what changed since the one before", async (t) => {
  let version = "1";
  const peer = await aPeer(t, (response) => response.end(JSON.stringify({ version })));
  const { place, run, runnerId } = await aRunningRun(peer.url);
  const writer = secondWriter({ onTooLong: () => {} });
  const leaving = new AbortController().signal;
  const held = { run, runnerId, addresses: ["127.0.0.1"], secrets: {}, source, writer, leaving };
  const watch = watchVersion(ctx, { ...held, everyMs: 3_600_000 });
  await waitFor("its version", async () => (await saidOf(place, run)).length === 1);
  version = "2";
  await watch.finish();
  await writer.flushed();
  assert.equal((await saidOf(place, run)).length, 2);
  assert.equal(peer.asked, 2);
});

test("what cannot be read for a while is no change; what never can is said, with why and without the address", async (t) => {
  let answers = true;
  const peer = await aPeer(t, (response) =>
    answers ? response.end('{"version":"1"}') : response.writeHead(503).end(),
  );
  const { place, run, runnerId } = await aRunningRun(peer.url);
  const { watch, writer } = watched(t, { run, runnerId });
  await waitFor("its version", async () => (await saidOf(place, run)).length === 1);
  answers = false;
  const { asked } = peer;
  await waitFor("several that are not read", () => peer.asked > asked + 3);
  await watch.finish();
  await writer.flushed();
  assert.deepEqual(await saidOf(place, run), ["The target told its version: 1."]);

  const ill = await aPeer(t, (response) => response.writeHead(503).end());
  const other = await aRunningRun(ill.url);
  const never = watched(t, other);
  await never.watch.finish();
  await never.writer.flushed();
  assert.deepEqual(await saidOf(other.place, other.run), [
    "The target's version could not be read: it answers with status 503.",
  ]);
});

test("several addresses: one that does not answer for a moment changes nothing, one that has another version does", async (t) => {
  const told: Record<string, string | null> = { "127.0.0.1": "1", "127.0.0.2": "1" };
  const peer = await aMetricsPeer((response, request) => {
    const version = told[request.socket.localAddress ?? ""];
    if (version === null) response.destroy();
    else response.end(JSON.stringify({ version }));
  }, "0.0.0.0");
  t.after(() => peer.goAway());
  const { place, run, runnerId } = await aRunningRun(`http://two-addresses.example:${new URL(peer.url).port}`);
  const { watch, writer } = watched(t, { run, runnerId, addresses: ["127.0.0.1", "127.0.0.2"] });
  await waitFor("its version", async () => (await saidOf(place, run)).length === 1);
  told["127.0.0.2"] = null;
  const { asked } = peer;
  await waitFor("several that only one answers", () => peer.asked > asked + 6);
  assert.equal((await saidOf(place, run)).length, 1);
  told["127.0.0.2"] = "2";
  await waitFor("the other version", async () => (await saidOf(place, run)).length === 2);
  await watch.finish();
  await writer.flushed();
  assert.match((await saidOf(place, run))[1] ?? "", /changed from 1 to 1 and 2 at /);
});

test("a secret is never kept, even where a target tells it as its version", async (t) => {
  const secret = "s3cr3t-value";
  const peer = await aPeer(t, (response) => response.end(JSON.stringify({ version: `1 ${secret}` })));
  const { place, run, runnerId } = await aRunningRun(peer.url);
  const { watch, writer } = watched(t, { run, runnerId, secrets: { PASSWORD: secret } });
  await watch.finish();
  await writer.flushed();
  assert.deepEqual(await saidOf(place, run), ["The target told its version: 1 (hidden)."]);
});

test("a database that is away for a moment: told once all the same, also when a write was done and not answered", async (t) => {
  const peer = await aPeer(t, (response) => response.end('{"version":"1"}'));
  const { place, run, runnerId } = await aRunningRun(peer.url);
  let writes = 0;
  const as: Ctx = {
    ...ctx,
    transaction: async (work) => {
      const done = await ctx.transaction(work);
      if (++writes === 1) throw new Error("the answer is lost");
      return done;
    },
  };
  t.mock.method(console, "error", () => {});
  const { watch, writer } = watched(t, { run, runnerId }, as);
  await watch.finish();
  await writer.flushed();
  assert.equal(writes, 2);
  assert.equal((await saidOf(place, run)).length, 1);
});

test("a runner that has to leave asks no more and waits for nothing; one whose run was taken away keeps nothing", async (t) => {
  const silent = await aPeer(t, () => {});
  const { run, runnerId } = await aRunningRun(silent.url);
  const { watch, leaving } = watched(t, { run, runnerId });
  await waitFor("the question", () => silent.asked === 1);
  const startedMs = performance.now();
  leaving.abort();
  await watch.finish();
  assert.ok(performance.now() - startedMs < 1_000);

  const peer = await aPeer(t, (response) => response.end('{"version":"1"}'));
  const taken = await aRunningRun(peer.url);
  const other = watched(t, { run: taken.run, runnerId: aRunner() });
  await other.watch.finish();
  await other.writer.flushed();
  assert.deepEqual(await saidOf(taken.place, taken.run), []);
});

test("a runner that dies: what it had stored of the change counts in the verdict of the interrupted run, and in its report", async (t) => {
  let version = "1.4.2";
  const peer = await aPeer(t, (response) => response.end(JSON.stringify({ version })));
  const { place, run, runnerId } = await aRunningRun(peer.url);
  const { watch, writer } = watched(t, { run, runnerId });
  await waitFor("its version", async () => (await saidOf(place, run)).length === 1);
  version = "1.5.0";
  await waitFor("the change", async () => (await saidOf(place, run)).length === 2);
  watch.stop();
  await writer.flushed();
  const abandoned = { leaseUntil: (await read(ctx, run.id)).leaseUntil };
  await endRun(ctx, { run, outcome: "interrupted", sentence: "gone", runnerId, abandoned });
  const { verdict } = await read(ctx, run.id);
  assert.ok(verdict?.reasons.some(isChange));
  const report = await readReport(ctx, { pilot: place.pilot, number: run.number, live: liveRuns(ctx.db) });
  assert.ok(report.ok);
  const { versions, versionsInWords } = report.figures.inputs.target;
  assert.match(versionsInWords ?? "", /^1\.4\.2, then 1\.5\.0 from 01:3\d on$/);
  assert.deepEqual(
    versions?.map((one) => one.version),
    ["1.4.2", "1.5.0"],
  );
});
