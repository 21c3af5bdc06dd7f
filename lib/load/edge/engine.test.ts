import assert from "node:assert/strict";
import type { Socket } from "node:net";
import test from "node:test";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import type { ErrorKind } from "../core/frame.ts";
import type { Profile } from "../core/profile.ts";
import type { Scenario, Step } from "../core/scenario.ts";
import { aPlan, aStep, constant } from "./testing/a-plan.ts";
import { selfMade } from "./testing/certificate.ts";
import { driven } from "./testing/driven.ts";
import { answerOf, deadPort, rawPeer } from "./testing/raw-peer.ts";

/** How runs start, end and fail, whatever their model. */

const quickTimeouts: Scenario["timeouts"] = { connectMs: 300, firstByteMs: 300, wholeMs: 600 };
const closed: Profile = { model: "closed", users: 20, spawnPerSecond: 1_000, durationSeconds: 60 };

const logIn = aStep({
  name: "log in",
  method: "POST",
  path: "/login",
  expect: { status: [200], json: [{ path: "$.token", check: "not empty" }], contains: null },
  remember: [{ name: "token", last: null, path: "$.token", fields: null }],
});

const hanging: [string, Profile, threads: number, afterFrames: number][] = [
  ["open, with arrivals that wait", constant(100, 60, { maxUsers: 5 }), 1, 1],
  ["open, two threads", constant(100, 60), 2, 0],
  ["closed", closed, 1, 0],
];
for (const [model, profile, threads, afterFrames] of hanging)
  test(`a stop takes at most a second, also when the target hangs: ${model}`, async (t) => {
    const peer = await rawPeer(t, () => {});
    const run = driven(t, { plan: aPlan({ profile }), url: peer.url, threads });
    await waitFor("requests hang", () => peer.requests.length >= 5 && run.frames.length >= afterFrames);
    const from = performance.now();
    run.engine.stop();
    const { end, totals, unfinished } = await run.totals();
    assert.ok(performance.now() - from <= 1_000, `${performance.now() - from} ms`);
    assert.deepEqual([end.kind, end.sentence], ["stopped", "Stopped before its planned end."]);
    assert.equal(unfinished, totals.sent, "the last frame is out");
    assert.equal(totals.planned, totals.sent + totals.dropped, "what waited for a user is dropped, not forgotten");
    assert.deepEqual(run.phases, ["starting", "running", "finishing"]);
    await waitFor("every connection is closed", () => peer.open() === 0);
  });

test("a stop while users are set up takes at most a second too, and nothing was driven", async (t) => {
  const peer = await rawPeer(t, () => {});
  const run = driven(t, { plan: aPlan({ scenario: { setup: [logIn] } }), url: peer.url });
  await waitFor("a log-in hangs", () => peer.requests.length > 0);
  const from = performance.now();
  run.engine.stop();
  const { end } = await run.totals();
  assert.ok(performance.now() - from <= 1_000);
  assert.deepEqual(end, { kind: "stopped", sentence: "Stopped before the first request.", seconds: 0 });
  assert.deepEqual([run.frames, run.phases], [[], ["starting"]]);
});

const refused: [string, (socket: Socket) => void, Profile, RegExp][] = [
  ["is refused", (socket) => socket.write(answerOf(401)), closed, /Status 200 was expected; the answer came with 401/],
  ["answers something else", (socket) => socket.write(answerOf(200, "{}")), constant(500, 5), /\$\.token was expected/],
  ["hangs", () => {}, constant(500, 5), /No byte of an answer within 300 ms/],
];
for (const [how, answer, profile, sentence] of refused)
  test(`a set-up that ${how}: the run is refused, and the step is named`, async (t) => {
    const peer = await rawPeer(t, ({ socket }) => answer(socket));
    const plan = aPlan({ scenario: { setup: [logIn], timeouts: quickTimeouts }, profile });
    const run = driven(t, { plan, url: peer.url });
    const { end } = await run.totals();
    assert.deepEqual([end.kind, end.seconds], ["refused", 0]);
    assert.match(end.sentence, /^No virtual user could be set up\. Step "log in": /);
    assert.match(end.sentence, sentence);
    assert.deepEqual(run.phases, ["starting"]);
    assert.ok(peer.requests.length <= 20, `${peer.requests.length} log-ins`);
    assert.ok(peer.requests.every((request) => request.startsWith("POST /login ")));
  });

test("more users than this process may have connections: refused before anything is sent", async (t) => {
  const profile: Profile = { ...closed, users: 2_000_000_000 };
  const { end } = await driven(t, { plan: aPlan({ profile }), url: "http://127.0.0.1:1" }).totals();
  assert.equal(end.kind, "refused");
  assert.match(end.sentence, /Raise the limit/);
});

type Peer = { answer?(socket: Socket): void; onConnection?(socket: Socket): void; secure?: boolean; port?: number };
const json = (body: string) => (socket: Socket) => socket.write(answerOf(200, body));
const kinds: [ErrorKind, Peer][] = [
  ["status 503", { answer: (socket) => socket.write(answerOf(503, "busy")) }],
  ["body", { answer: json("{}") }],
  ["connection refused", { port: await deadPort() }],
  ["connection reset", { answer: (socket) => socket.resetAndDestroy() }],
  ["tls", { secure: true, answer: json('{"id":1}') }],
  ["protocol", { answer: (socket) => socket.write("220 ready\r\n") }],
  ["time-out connect", { secure: true, onConnection: (socket) => socket.pause() }],
  ["time-out first byte", { answer: () => {} }],
  ["time-out whole", { answer: (socket) => socket.write("HTTP/1.1 200 OK\r\n") }],
  ["answer too large", { answer: json("x".repeat(1024 * 1024 + 1)) }],
];
for (const [kind, { answer = () => {}, onConnection, secure = false, port }] of kinds)
  test(`an error of its own kind, with three examples: ${kind}`, async (t) => {
    const speaksTls = kind === "tls";
    const peer = await rawPeer(t, ({ socket }) => answer(socket), {
      ...(speaksTls ? { certificate: selfMade() } : {}),
      ...(onConnection === undefined ? {} : { onConnection }),
    });
    const look = aStep({ expect: { status: [], json: [{ path: "$.id", check: "present" }], contains: null } });
    const plan = aPlan({ scenario: { mix: [look], timeouts: quickTimeouts }, profile: constant(16, 0.5) });
    const url = `${secure ? "https" : "http"}://127.0.0.1:${port ?? peer.port}`;
    const run = driven(t, { plan, url, threads: 2 });
    const { end, totals } = await run.totals();
    assert.equal(end.kind, "completed");
    assert.deepEqual(totals.all.failedByKind, { [kind]: 8 });
    assert.deepEqual(
      run.examples.map((example) => example.kind),
      [kind, kind, kind],
    );
    assert.ok(run.examples.every(({ detail, request }) => detail !== "" && request.startsWith("GET / HTTP/1.1\n")));
  });

test("examples show request and answer, and no secret: neither given nor remembered", async (t) => {
  const peer = await rawPeer(t, ({ socket, request }) => {
    if (request.startsWith("POST /base/login ")) socket.write(answerOf(200, '{"token":"tok-4471-tok"}'));
    else {
      const body = '{"you sent":"tok-4471-tok","and":"pass word!","with":"s3cr3t-sid","in":"light"}';
      const cookies = { "set-cookie": "sid=s3cr3t-sid", "Set-Cookie": "theme=light", "SET-COOKIE": "v=500" };
      socket.write(answerOf(500, body, cookies));
    }
  });
  const look = aStep({
    method: "POST",
    path: "/look?key={{secret.PASSWORD}}",
    headers: { authorization: "Bearer {{token}}" },
    body: { kind: "json", value: { note: "{{token}} {{secret.PASSWORD}}", count: 1 } },
  });
  const plan = aPlan({ scenario: { setup: [logIn], mix: [look] }, profile: constant(6, 1) });
  const run = driven(t, { plan, url: `${peer.url}/base/`, secrets: { PASSWORD: "pass word!" } });
  await run.totals();
  const told = JSON.stringify(run.examples);
  assert.equal(run.examples.length, 3);
  for (const secret of ["tok-4471-tok", "pass word!", "pass%20word", "s3cr3t", "theme", "v=500"])
    assert.ok(!told.includes(secret), secret);
  const [example] = run.examples;
  assert.match(example?.request ?? "", /^POST \/base\/look\?key=\(hidden\) HTTP\/1\.1\n/);
  assert.match(example?.request ?? "", /"count":1/);
  assert.match(example?.answer ?? "", /^HTTP\/1\.1 500 Any\n/, "a cookie's 500 hides no status");
  assert.match(example?.answer ?? "", /"in":"light"/);
  assert.match(example?.detail ?? "", /the answer came with 500/);
});

test("an answer that fails shows nothing of what was to be kept under a secret name", async (t) => {
  const body = '{"id_of_the_day":"tok-9-tok","found":"tok-9-tok"}';
  const peer = await rawPeer(t, ({ socket }) => socket.write(answerOf(200, body)));
  const remember = [{ name: "token", last: null, path: "$.id_of_the_day", fields: null }];
  const expect = { status: [], json: [{ path: "$.found", check: "equals", value: "yes" } as const], contains: null };
  const plan = aPlan({ scenario: { mix: [aStep({ expect, remember })] }, profile: constant(4, 1) });
  const run = driven(t, { plan, url: peer.url });
  await run.totals();
  assert.equal(run.examples.length, 3);
  assert.ok(!JSON.stringify(run.examples).includes("tok-9"), JSON.stringify(run.examples[0]));
});

const impossible: [string, Step[], RegExp][] = [
  [
    "no step of the mix is ready",
    [aStep({ needs: "lot", path: "/{{lot}}" }), aStep({ weight: 0.001, needs: "lot" })],
    /No step of the mix can be drawn/,
  ],
  ["a secret is not given", [aStep({ headers: { key: "{{secret.NONE}}" } })], /The secret NONE is not set/],
];
for (const [why, mix, sentence] of impossible)
  test(`a scenario that cannot be carried out ends with a sentence: ${why}`, async (t) => {
    const remember = [{ name: "lot", last: null, path: "$.lot", fields: null }];
    const never = aStep({ name: "never", weight: 1e-9, needs: "lot", remember });
    const peer = await rawPeer(t, ({ socket }) => socket.write(answerOf(200)));
    const run = driven(t, { plan: aPlan({ scenario: { mix: [...mix, never] } }), url: peer.url });
    await assert.rejects(run.engine.done, sentence);
    assert.deepEqual(peer.requests, []);
  });

test("a line break from an answer never reaches a header: the run ends with a sentence instead", async (t) => {
  const evil = { token: "x\r\nx-admin: yes" };
  const peer = await rawPeer(t, ({ socket }) => socket.write(answerOf(200, JSON.stringify(evil))));
  const look = aStep({ headers: { authorization: "Bearer {{token}}" } });
  const run = driven(t, { plan: aPlan({ scenario: { setup: [logIn], mix: [look] } }), url: peer.url });
  await assert.rejects(run.engine.done, /The step "look" cannot be sent: A header value holds a line break/);
  assert.ok(peer.requests.every((request) => request.startsWith("POST /login ")));
});

test("whoever is told and throws ends the run, not the process", async (t) => {
  const peer = await rawPeer(t, ({ socket }) => socket.write(answerOf(200)));
  const onFrame = () => {
    throw new Error("no room for a frame");
  };
  const run = driven(t, { plan: aPlan({ profile: constant(10, 30) }), url: peer.url, onFrame });
  await assert.rejects(run.engine.done, /no room for a frame/);
  await waitFor("every connection is closed", () => peer.open() === 0);
});

test("a redirect is an answer like any other, never followed", async (t) => {
  const peer = await rawPeer(t, ({ socket }) => socket.write(answerOf(301, "", { location: "/elsewhere" })));
  const { totals } = await driven(t, { plan: aPlan({ profile: constant(5, 1) }), url: peer.url }).totals();
  assert.equal(totals.all.ok, 5);
  assert.ok(peer.requests.every((request) => request.startsWith("GET / ")));
});

test("the load goes to the pinned address under the system's own name", async (t) => {
  const peer = await rawPeer(t, ({ socket }) => socket.write(answerOf(200)));
  const url = `http://mes.factory.local:${peer.port}/api`;
  const { totals } = await driven(t, { plan: aPlan({ profile: constant(5, 1) }), url }).totals();
  assert.equal(totals.all.ok, 5);
  assert.match(peer.requests[0] ?? "", /^GET \/api\/ HTTP\/1\.1\r\nhost: mes\.factory\.local:\d+\r\n/);
});
