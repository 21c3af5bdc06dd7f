import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { hostname } from "node:os";
import test, { after, before } from "node:test";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { claimRun } from "./claim-run.ts";
import { endRun } from "./end-run.ts";
import { stopRun } from "./stop-run.ts";
import { aHeldRun, aPlace, aQueuedRun, aRunner, read, verbsAbout } from "./testing/a-run.ts";

let database: TestDatabase;
let ctx: Ctx;
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(() => database.close());

const addresses = ["127.0.0.1"];
const later = (seconds: number): Ctx => ({ ...ctx, now: () => new Date(Date.now() + seconds * 1000) });

test("two runners, one run: one gets it, with its addresses and a lease", async () => {
  const run = await aQueuedRun(ctx, await aPlace(ctx));
  const [a, b] = [aRunner(), aRunner()];
  const got = await Promise.all([a, b].map((runnerId) => claimRun(ctx, { run, runnerId, addresses })));
  assert.deepEqual(got.filter(Boolean), [true]);
  const claimed = await read(ctx, run.id);
  assert.deepEqual([claimed.state, claimed.runnerId, claimed.addresses], ["starting", got[0] ? a : b, addresses]);
  assert.ok((claimed.leaseUntil?.getTime() ?? 0) > Date.now());
  assert.deepEqual(await verbsAbout(ctx, run.id), ["run.queued", "run.claimed"]);
});

test("a run that was stopped in the queue is not taken any more", async () => {
  const place = await aPlace(ctx);
  const run = await aQueuedRun(ctx, place);
  await stopRun(ctx, { pilot: place.pilot, number: run.number, reason: "enough" });
  assert.equal(await claimRun(ctx, { run, runnerId: aRunner(), addresses }), false);
  assert.equal((await read(ctx, run.id)).runnerId, null);
});

test("two runs at once: whether they load the same target", async () => {
  const port = 30_001;
  const cases: [what: string, one: string, its: string[], other: string, itsOwn: string[], both: boolean][] = [
    ["one address", `http://127.0.0.1:${port}`, ["127.0.0.1"], `http://127.0.0.1:${port}/b`, ["127.0.0.1"], false],
    ["two names of one address", `http://a.test:${port}`, ["10.0.0.1"], `http://b.test:${port}`, ["10.0.0.1"], false],
    ["one of several addresses", `http://a:${port}`, ["10.0.1.1", "10.0.1.2"], `http://b:${port}`, ["10.0.1.2"], false],
    ["the same name, letters aside", "http://W.test:81", ["10.0.2.1"], "http://w.TEST:81", ["10.0.2.2"], false],
    ["the scheme's own port", "https://w.test", ["10.0.3.1"], "https://w.test:443", ["10.0.3.1"], false],
    ["another port", `http://127.0.0.1:${port + 1}`, ["127.0.0.1"], `http://127.0.0.1:${port + 2}`, addresses, true],
    ["another address", `http://c:${port}`, ["10.0.4.1"], `http://d:${port}`, ["10.0.4.2"], true],
  ];
  for (const [what, baseUrl, its, otherUrl, itsOwn, both] of cases) {
    const run = await aQueuedRun(ctx, await aPlace(ctx, { baseUrl }));
    const other = await aQueuedRun(ctx, await aPlace(ctx, { baseUrl: otherUrl }));
    const got = await Promise.all([
      claimRun(ctx, { run, runnerId: aRunner(), addresses: its }),
      claimRun(ctx, { run: other, runnerId: aRunner(), addresses: itsOwn }),
    ]);
    assert.equal(got.filter(Boolean).length, both ? 2 : 1, what);
    const states = [(await read(ctx, run.id)).state, (await read(ctx, other.id)).state];
    assert.deepEqual(states.sort(), both ? ["starting", "starting"] : ["queued", "starting"], what);
  }
});

test("a target is free again when its run has ended by its own runner", async () => {
  const place = await aPlace(ctx);
  const runnerId = aRunner();
  const first = await aHeldRun(ctx, place, runnerId);
  const next = await aQueuedRun(ctx, place);
  assert.equal(await claimRun(ctx, { run: next, runnerId: aRunner(), addresses }), false);
  await endRun(ctx, { run: first, outcome: "interrupted", sentence: "left", runnerId, abandoned: null });
  assert.equal(await claimRun(ctx, { run: next, runnerId: aRunner(), addresses }), true);
});

test("an abandoned target waits 75 s", async () => {
  const place = await aPlace(ctx);
  const first = await aHeldRun(ctx, place, aRunner());
  const next = await aQueuedRun(ctx, place);
  const { runnerId, leaseUntil } = first;
  await endRun(ctx, { run: first, outcome: "interrupted", sentence: "gone", runnerId, abandoned: { leaseUntil } });
  const cases: [afterSeconds: number, free: boolean][] = [
    [0, false],
    [70, false],
    [76, true],
  ];
  for (const [seconds, free] of cases)
    assert.equal(await claimRun(later(seconds), { run: next, runnerId: aRunner(), addresses }), free, `${seconds} s`);
});

test("an abandoned target is free at once when its runner is known to be dead", async () => {
  const place = await aPlace(ctx);
  const first = await aHeldRun(ctx, place, await aDeadRunner());
  const next = await aQueuedRun(ctx, place);
  const { runnerId, leaseUntil } = first;
  await endRun(ctx, { run: first, outcome: "interrupted", sentence: "gone", runnerId, abandoned: { leaseUntil } });
  assert.equal(await claimRun(ctx, { run: next, runnerId: aRunner(), addresses }), true);
});

/** A runner of this host whose process has ended. */
async function aDeadRunner(): Promise<string> {
  const child = spawn(process.execPath, ["-e", ""]);
  await new Promise((resolve) => child.once("exit", resolve));
  return `${hostname()}/${child.pid}/dead`;
}
