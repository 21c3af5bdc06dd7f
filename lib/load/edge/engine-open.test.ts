import assert from "node:assert/strict";
import type { Socket } from "node:net";
import test from "node:test";
import { valueAtUs } from "#lib/platform/core/histogram.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import type { Criterion } from "../core/criterion.ts";
import { plannedBy, requestsIn } from "../core/pacing.ts";
import type { Profile } from "../core/profile.ts";
import type { Scenario } from "../core/scenario.ts";
import { aPlan, aStep, constant } from "./testing/a-plan.ts";
import { driven } from "./testing/driven.ts";
import { answerOf, rawPeer } from "./testing/raw-peer.ts";

/** The open model through the whole engine, against a real server on loopback. */

test("a constant rate: every request in the second in which it was due, sent, answered, once", async (t) => {
  const peer = await rawPeer(t, ({ socket }) => socket.write(answerOf(200)));
  const run = driven(t, { plan: aPlan({ profile: constant(50, 2) }), url: peer.url });
  const { end, totals, unfinished } = await run.totals();
  assert.deepEqual(end, { kind: "completed", sentence: "Ran to its planned end.", seconds: 2 });
  assert.deepEqual(run.phases, ["starting", "running", "finishing"]);
  assert.deepEqual(
    run.frames.slice(0, 2).map(({ planned, sent }) => [planned, sent]),
    [
      [50, 50],
      [50, 50],
    ],
  );
  assert.deepEqual([totals.planned, totals.sent, totals.ended, totals.all.ok], [100, 100, 100, 100]);
  assert.deepEqual([totals.dropped, unfinished, totals.inFlight, totals.waiting], [0, 0, 0, 0]);
  assert.equal(totals.lateness.n, 100, "lateness of every request");
  assert.deepEqual([totals.all.latency.n, totals.all.service.n], [100, 100]);
  assert.equal(peer.requests.length, 100);
});

test("a ramp: planned counts are the closed form's, second by second", async (t) => {
  const stages = [
    { from: 0, to: 80, seconds: 1.5 },
    { from: 80, to: 20, seconds: 1 },
  ];
  const profile: Profile = { model: "open", stages, maxUsers: 50, startLimitMs: 5_000 };
  const peer = await rawPeer(t, ({ socket }) => socket.write(answerOf(200)));
  const run = driven(t, { plan: aPlan({ profile }), url: peer.url });
  const { end, totals } = await run.totals();
  const due = [0, 1, 2, 3].map((second) => Math.ceil(plannedBy(stages, second) - 1e-9));
  assert.deepEqual(
    run.frames.slice(0, 3).map(({ planned }) => planned),
    [1, 2, 3].map((second) => (due[second] ?? 0) - (due[second - 1] ?? 0)),
  );
  assert.equal(totals.planned, requestsIn(stages));
  assert.equal(totals.ended, requestsIn(stages));
  assert.equal(end.seconds, 2.5);
});

test("random arrivals: what the seed draws, second by second, from two threads", async (t) => {
  const stages = [{ from: 80, to: 80, seconds: 2 }];
  const profile: Profile = { model: "open", stages, maxUsers: 50, startLimitMs: 5_000, arrivals: "poisson" };
  const peer = await rawPeer(t, ({ socket }) => socket.write(answerOf(200)));
  const plan = aPlan({ profile });
  const { totals } = await driven(t, { plan, url: peer.url, threads: 2 }).totals();
  assert.ok(totals.planned !== 160 && Math.abs(totals.planned - 160) < 5 * Math.sqrt(160), `${totals.planned}`);
  assert.deepEqual([totals.sent, totals.ended, totals.lateness.n], Array(3).fill(totals.planned));
  const again = await driven(t, { plan, url: peer.url, threads: 2 }).totals();
  assert.equal(again.totals.planned, totals.planned);
});

test("two threads share one plan: counts add up, texts stay unique, users are told apart", async (t) => {
  const body = { kind: "json", value: { code: "{{unique 'L-'}}", user: "{{vu}}" } } as const;
  const peer = await rawPeer(t, ({ socket }) => socket.write(answerOf(201)));
  const scenario = { mix: [aStep({ method: "POST", body })] };
  const plan = aPlan({ scenario, profile: constant(61, 1, { maxUsers: 20 }) });
  const { totals } = await driven(t, { plan, url: peer.url, threads: 2 }).totals();
  assert.deepEqual([totals.planned, totals.sent, totals.ended, totals.lateness.n], [61, 61, 61, 61]);
  const bodies = peer.requests.map((request) => JSON.parse(request.slice(request.indexOf("\r\n\r\n"))));
  assert.equal(new Set(bodies.map(({ code }) => code)).size, 61);
  const users = new Set(bodies.map(({ user }) => user));
  assert.equal(users.size, peer.connections(), "each user has a connection of its own");
  assert.ok([...users].some((user) => user % 2 === 0) && [...users].some((user) => user % 2 === 1));
});

test("a stall of the target shows in what was due while it lasted, not in the few that were on their way", async (t) => {
  const limit: Criterion = { metric: { kind: "max" }, scope: { kind: "all" }, limit: 250, judge: "measured" };
  const maxUsers = 4;
  let openAgain = Number.POSITIVE_INFINITY;
  const held: Socket[] = [];
  const peer = await rawPeer(t, ({ socket }) => {
    if (peer.requests.length === 20) {
      openAgain = performance.now() + 800;
      setTimeout(() => {
        for (const waiting of held) waiting.write(answerOf(200));
      }, 800);
    }
    if (peer.requests.length >= 20 && performance.now() < openAgain) held.push(socket);
    else socket.write(answerOf(200));
  });
  const plan = aPlan({ profile: constant(50, 2, { maxUsers }), criteria: [limit] });
  const { totals, unfinished } = await driven(t, { plan, url: peer.url }).totals();
  assert.deepEqual([totals.planned, totals.ended, totals.dropped, unfinished], [100, 100, 0, 0]);
  assert.ok(held.length <= maxUsers, "the server itself saw few of them");
  // 800 ms at 50/s are 40 requests; all due in the first 550 ms of it waited longer than the limit.
  assert.ok((totals.all.over[0] ?? 0) >= 25, `${totals.all.over[0]} over the limit`);
  assert.ok(totals.all.latencyMaxMs >= 790, `${totals.all.latencyMaxMs} ms`);
});

test("a target that hangs: what gets no user in time is dropped and counted, and nothing is lost", async (t) => {
  const peer = await rawPeer(t, () => {});
  const timeouts = { connectMs: 5_000, firstByteMs: 400, wholeMs: 5_000 };
  const profile = constant(40, 1, { maxUsers: 2, startLimitMs: 150 });
  const run = driven(t, { plan: aPlan({ scenario: { timeouts }, profile }), url: peer.url });
  const { end, totals, unfinished } = await run.totals();
  assert.equal(end.kind, "completed");
  assert.equal(totals.planned, 40);
  assert.ok(totals.dropped >= 20, `${totals.dropped} dropped`);
  assert.equal(totals.planned, totals.ended + totals.dropped + unfinished);
  assert.equal(totals.sent, totals.ended + unfinished);
  assert.equal(totals.all.failedByKind["time-out first byte"], totals.ended);
  assert.ok(run.frames.every(({ users, inFlight }) => users <= 2 && inFlight <= 2));
  assert.equal(totals.lateness.n, 40, "the pacer released every one: the wait for a user is not its lateness");
  assert.ok(valueAtUs(totals.lateness, 0.5) < 150_000);
});

test("what has not answered at the end is unfinished, as slow as it has waited at least", async (t) => {
  const peer = await rawPeer(t, ({ socket }) => void (peer.requests.length > 10 || socket.write(answerOf(200))));
  const timeouts = { connectMs: 5_000, firstByteMs: 60_000, wholeMs: 60_000 };
  const run = driven(t, { plan: aPlan({ scenario: { timeouts }, profile: constant(20, 60) }), url: peer.url });
  await waitFor("some hang", () => peer.requests.length >= 15);
  run.engine.stop();
  const { end, totals, unfinished } = await run.totals();
  assert.equal(end.kind, "stopped");
  assert.ok(end.seconds > 0 && end.seconds < 60);
  assert.equal(totals.ended, 10);
  assert.ok(unfinished >= 5);
  assert.equal(totals.planned, totals.ended + totals.dropped + unfinished);
  assert.equal(totals.all.latency.n, totals.ended + unfinished);
  assert.ok(totals.all.latencyMaxMs >= 250, "from due to the end of the run");
});

const noPause = { minMs: 0, maxMs: 0 };

/** Dispatchers, billers and admins, 60 : 30 : 10; each asks for a path of its own, after a log-in of its own. */
function threeKinds(): Partial<Scenario> {
  const names = ["dispatcher", "biller", "admin"] as const;
  return {
    setup: names.map((users) => aStep({ name: `log in as ${users}`, users, method: "POST", path: `/login/${users}` })),
    mix: names.map((users) => aStep({ name: users, users, path: `/${users}` })),
    users: [60, 30, 10].map((share, index) => ({
      ...{ name: names[index] ?? null, share, headers: {}, think: noPause },
      ...{ setup: [index], mix: [{ weight: 1, steps: [index + names.length] }] },
    })),
    timeouts: { connectMs: 5_000, firstByteMs: 600, wholeMs: 5_000 },
  };
}

test("a target slow for one kind of users takes no users from the others", async (t) => {
  const peer = await rawPeer(t, ({ socket, request }) => {
    if (!request.startsWith("GET /dispatcher ")) socket.write(answerOf(200));
  });
  const profile = constant(16, 3, { maxUsers: 4, startLimitMs: 200 });
  const run = driven(t, { plan: aPlan({ scenario: threeKinds(), profile }), url: peer.url });
  const { totals, unfinished } = await run.totals();
  const [dispatchers, billers, admins] = totals.steps.slice(totals.firstOfMix);
  assert.equal(dispatchers?.ok, 0);
  assert.deepEqual([billers?.failed, admins?.failed], [0, 0]);
  assert.ok((admins?.ok ?? 0) >= 3 && (billers?.ok ?? 0) >= 9, `${admins?.ok} admins, ${billers?.ok} billers`);
  assert.equal(totals.planned, totals.ended + totals.dropped + unfinished);
  assert.ok(run.frames.every(({ users }) => users <= 4));
});

test("one user of each kind is there from the start, however low the rate", async (t) => {
  const peer = await rawPeer(t, ({ socket }) => socket.write(answerOf(200)));
  const profile = constant(1, 1, { maxUsers: 50 });
  const run = driven(t, { plan: aPlan({ scenario: threeKinds(), profile }), url: peer.url });
  await run.totals();
  const logIns = peer.requests.flatMap((request) => /^POST \/login\/(\w+) /.exec(request)?.[1] ?? []).sort();
  assert.deepEqual(logIns, ["admin", "biller", "dispatcher", "dispatcher"]);
});

test("log-ins that hang hold up their own kind alone", async (t) => {
  const asked = { dispatcher: 0, biller: 0, admin: 0 };
  let begunMs = Number.POSITIVE_INFINITY;
  const peer = await rawPeer(t, ({ socket, request }) => {
    const [, of = ""] = /^POST \/login\/(\w+) /.exec(request) ?? [];
    const isLogIn = of === "dispatcher" || of === "biller" || of === "admin";
    if (isLogIn) asked[of]++;
    else begunMs = Math.min(begunMs, performance.now());
    // The first second's dispatchers are never answered, and nobody can take their place.
    if (request.startsWith("GET /dispatcher ") || (of === "dispatcher" && asked.dispatcher > 15)) return;
    const isSlow = request.startsWith("GET /biller ") && performance.now() > begunMs + 1_000;
    setTimeout(() => socket.write(answerOf(200)), isSlow ? 500 : 0);
  });
  const timeouts = { connectMs: 5_000, firstByteMs: 5_000, wholeMs: 5_000 };
  const profile = constant(100, 2, { maxUsers: 120, startLimitMs: 400 });
  const run = driven(t, { plan: aPlan({ scenario: { ...threeKinds(), timeouts }, profile }), url: peer.url });
  await waitFor("the end of the plan", () => asked.biller > 8 || run.phases.includes("finishing"));
  assert.ok(asked.dispatcher > 15, "dispatchers were wanted as well");
  assert.ok(asked.biller > 8, "more billers came than the eight that were there");
});

test("a kept connection that breaks is opened again and counted, without an error", async (t) => {
  const peer = await rawPeer(t, ({ socket, nth, connection }) => {
    if (connection === 0 && nth === 5) socket.resetAndDestroy();
    else socket.write(answerOf(200));
  });
  const plan = aPlan({ profile: constant(20, 1, { maxUsers: 1 }) });
  const { totals } = await driven(t, { plan, url: peer.url }).totals();
  assert.deepEqual([totals.planned, totals.all.ok, totals.all.failed, totals.retried], [20, 20, 0, 1]);
});

test("cold connections: one for each request", async (t) => {
  const peer = await rawPeer(t, ({ socket }) => socket.end(answerOf(200, "", { connection: "close" })));
  const plan = aPlan({ scenario: { coldConnections: true }, profile: constant(30, 1) });
  const { totals } = await driven(t, { plan, url: peer.url }).totals();
  assert.deepEqual([totals.all.ok, peer.connections()], [30, 30]);
  assert.ok(peer.requests.every((request) => /^connection: close\r$/m.test(request)));
});

test("cookies: a user sends back what an answer set, and nothing where the scenario keeps none", async (t) => {
  const peer = await rawPeer(t, ({ socket }) => socket.write(answerOf(200, "", { "set-cookie": "side=old; Path=/" })));
  const carried = async (keepsCookies: boolean) => {
    const before = peer.requests.length;
    const plan = aPlan({ scenario: { keepsCookies }, profile: constant(20, 1, { maxUsers: 1 }) });
    const { totals } = await driven(t, { plan, url: peer.url }).totals();
    assert.equal(totals.all.ok, 20);
    return peer.requests.slice(before).filter((request) => /^cookie: side=old\r$/m.test(request)).length;
  };
  assert.deepEqual([await carried(true), await carried(false)], [19, 0]);
});
