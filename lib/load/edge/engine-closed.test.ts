import assert from "node:assert/strict";
import test from "node:test";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import type { LevelStart } from "../core/level-fold.ts";
import type { Profile } from "../core/profile.ts";
import { aPlan, aStep } from "./testing/a-plan.ts";
import { driven } from "./testing/driven.ts";
import { answerOf, rawPeer } from "./testing/raw-peer.ts";

/** The closed model through the whole engine, against a real server on loopback. */

function users(count: number, spawnPerSecond: number, durationSeconds: number): Profile {
  return { model: "closed", users: count, spawnPerSecond, durationSeconds };
}

test("users come one after another, think, and each has one connection and one request at a time", async (t) => {
  let atOnce = 0;
  let most = 0;
  const peer = await rawPeer(t, ({ socket }) => {
    most = Math.max(most, ++atOnce);
    setTimeout(() => {
      atOnce--;
      socket.write(answerOf(200));
    }, 20);
  });
  const plan = aPlan({ scenario: { think: { minMs: 50, maxMs: 80 } }, profile: users(4, 4, 2) });
  const run = driven(t, { plan, url: peer.url });
  const { end, totals, unfinished } = await run.totals();
  assert.deepEqual([end.kind, end.seconds], ["completed", 2]);
  assert.deepEqual(
    run.frames.map((frame) => frame.users),
    run.frames.map(() => 4),
  );
  assert.equal(peer.connections(), 4);
  assert.ok(most <= 4);
  assert.equal(totals.planned, totals.sent);
  assert.equal(totals.sent, totals.ended + unfinished);
  assert.equal(totals.all.ok, totals.ended);
  // Four users, a request each 70 to 100 ms at the very quickest.
  assert.ok(totals.ended >= 8 && totals.ended <= 4 * 29, `${totals.ended} requests`);
  assert.equal(totals.lateness.n, 0, "nothing is due at a time");
});

test("user-time counts from the end of the ramp on, and all of it is delivered when users come", async (t) => {
  const peer = await rawPeer(t, ({ socket }) => socket.write(answerOf(200)));
  const plan = aPlan({ scenario: { think: { minMs: 100, maxMs: 100 } }, profile: users(4, 8, 2) });
  const { totals } = await driven(t, { plan, url: peer.url, threads: 2 }).totals();
  assert.equal(totals.userMsPlanned, 4 * 1_500);
  assert.ok(totals.userMsActive > 0 && totals.userMsActive <= totals.userMsPlanned);
  assert.ok(totals.userMsActive >= 0.9 * totals.userMsPlanned, `${totals.userMsActive} of ${totals.userMsPlanned} ms`);
});

test("a user who cannot log in is not active: the missing user-time shows", async (t) => {
  const peer = await rawPeer(t, ({ socket, request }) =>
    socket.write(answerOf(request.includes("user=2&") ? 403 : 200)),
  );
  const body = { kind: "form", fields: { user: "{{vu}}", x: "1" } } as const;
  const setup = [
    aStep({
      name: "log in",
      method: "POST",
      path: "/login",
      body,
      expect: { status: [200], json: [], contains: null },
    }),
  ];
  const scenario = { setup, think: { minMs: 50, maxMs: 50 } };
  const run = driven(t, { plan: aPlan({ scenario, profile: users(2, 100, 1) }), url: peer.url });
  const { end, totals } = await run.totals();
  assert.equal(end.kind, "completed");
  assert.equal(run.frames.at(-1)?.users, 1);
  assert.ok(totals.userMsActive <= totals.userMsPlanned * 0.55, `${totals.userMsActive} of ${totals.userMsPlanned} ms`);
  assert.ok((totals.steps[0]?.failedByKind["status 403"] ?? 0) >= 1, "set-up is a step of its own");
  assert.equal(totals.all.failed, 0, "and never counts in the mix");
});

test("without think time the next request follows the answer", async (t) => {
  const peer = await rawPeer(t, ({ socket }) => socket.write(answerOf(200)));
  const { totals } = await driven(t, { plan: aPlan({ profile: users(2, 100, 1) }), url: peer.url }).totals();
  assert.ok(totals.ended > 50, `${totals.ended} requests`);
  assert.equal(peer.connections(), 2);
});

test("a step whose needs are not met gives way to one that is ready, and that is counted", async (t) => {
  const peer = await rawPeer(t, ({ socket, request }) =>
    socket.write(answerOf(200, request.startsWith("POST /lots ") ? '{"id":7}' : "")),
  );
  const make = aStep({
    name: "make",
    method: "POST",
    path: "/lots",
    remember: [{ name: "lot", last: null, path: "$.id", fields: null }],
  });
  const use = aStep({ name: "use", weight: 1_000, needs: "lot", path: "/lots/{{lot}}" });
  const scenario = { mix: [make, use], think: { minMs: 20, maxMs: 20 } };
  const { totals } = await driven(t, { plan: aPlan({ scenario, profile: users(3, 100, 1) }), url: peer.url }).totals();
  const [first, ...others] = peer.requests;
  assert.match(first ?? "", /^POST \/lots /);
  assert.ok(others.some((request) => request.startsWith("GET /lots/7 ")));
  assert.ok(totals.redrawn >= 1 && totals.redrawn <= 3, `${totals.redrawn} drawn again`);
  assert.equal(totals.all.failed, 0);
});

test("stopped: user-time is planned up to the stop only", async (t) => {
  const peer = await rawPeer(t, ({ socket }) => socket.write(answerOf(200)));
  const plan = aPlan({ scenario: { think: { minMs: 20, maxMs: 20 } }, profile: users(2, 1_000, 60) });
  const run = driven(t, { plan, url: peer.url });
  await waitFor("a second is out", () => run.frames.length > 0);
  run.engine.stop();
  const { end, totals } = await run.totals();
  assert.equal(end.kind, "stopped");
  assert.ok(Math.abs(totals.userMsPlanned - (end.seconds * 1000 - 2) * 2) < 1, `${totals.userMsPlanned} ms`);
});

test("levels by a count: each begins when every user of the one before has sent what it was to send", async (t) => {
  let asked = 0;
  const peer = await rawPeer(t, ({ socket }) => {
    asked++;
    socket.write(answerOf(200));
  });
  const atMostSeconds = 600;
  const levels = [
    { users: 2, requestsEach: 25, atMostSeconds },
    { users: 5, requestsEach: 20, atMostSeconds },
  ];
  const profile: Profile = { model: "closed", users: 5, spawnPerSecond: 10, durationSeconds: 1_200, levels };
  const begun: [index: number, start: LevelStart][] = [];
  const run = driven(t, { plan: aPlan({ profile }), url: peer.url, onLevel: (...level) => begun.push(level) });
  const { end, totals } = await run.totals();
  assert.deepEqual([end.kind, totals.ended, totals.dropped, asked], ["completed", 150, 0, 150]);
  assert.deepEqual(
    begun.map(([index]) => index),
    [1, 2],
    "the end of the last is told as well",
  );
  for (const [index, { fromSecond, tookMs }] of begun) {
    const from = index === 1 ? 0 : (begun[0]?.[1].fromSecond ?? 0);
    assert.ok(tookMs !== null && tookMs > 0 && tookMs <= (fromSecond - from) * 1_000, `${tookMs} ms of level ${index}`);
  }
  const second = begun[0]?.[1].fromSecond ?? 0;
  const before = run.frames.slice(0, second).reduce((sum, frame) => sum + frame.sent, 0);
  assert.equal(before, 50, "the second level begins in a second of its own");
  assert.ok(run.frames.length < atMostSeconds, `${run.frames.length} s`);
});
