import assert from "node:assert/strict";
import test, { type TestContext } from "node:test";
import type { VersionSource } from "../core/scenario.ts";
import { aMetricsPeer, type MetricsPeer } from "../testing/a-metrics-peer.ts";
import { readVersion } from "./read-version.ts";

async function aPeer(t: TestContext, answer: MetricsPeer["answer"]): Promise<MetricsPeer> {
  const peer = await aMetricsPeer(answer);
  t.after(() => peer.goAway());
  return peer;
}

const inJson: VersionSource = { path: "/health", at: { kind: "json", path: "$.build.version" } };
const inHeader: VersionSource = { path: "/health", at: { kind: "header", name: "X-Version" } };
const forEver = new AbortController().signal;
const ask = (baseUrl: string, source: VersionSource) => readVersion({ baseUrl, address: "127.0.0.1", source }, forEver);

const good: [name: string, source: VersionSource, answer: MetricsPeer["answer"], version: string][] = [
  ["in the answer", inJson, (response) => response.end('{"build":{"version":"1.4.2"}}'), "1.4.2"],
  ["a number", inJson, (response) => response.end('{"build":{"version":7}}'), "7"],
  ["in a header", inHeader, (response) => response.setHeader("x-version", "1.4.2").end(), "1.4.2"],
  ["a header given twice", inHeader, (response) => response.setHeader("x-version", ["1", "2"]).end(), "1"],
  ["a status of success", inHeader, (response) => response.writeHead(204, { "x-version": "1" }).end(), "1"],
  [
    "one that is long",
    inJson,
    (response) => response.end(`{"build":{"version":"${"v".repeat(9_000)}"}}`),
    `${"v".repeat(199)}…`,
  ],
];
for (const [name, source, answer, version] of good)
  test(`read: ${name}`, async (t) => {
    const peer = await aPeer(t, answer);
    assert.deepEqual(await ask(peer.url, source), { ok: true, version });
  });

const bad: [name: string, source: VersionSource, answer: MetricsPeer["answer"], why: RegExp][] = [
  [
    "another place",
    inJson,
    (response) => response.end('{"version":"1"}'),
    /^its answer has no version at \$\.build\.version$/,
  ],
  ["no JSON", inJson, (response) => response.end("<html>"), /has no version at/],
  ["an object", inJson, (response) => response.end('{"build":{"version":{}}}'), /has no version at/],
  ["no such header", inHeader, (response) => response.end(), /^its answer has no header X-Version$/],
  ["a wrong status", inHeader, (response) => response.writeHead(503, { "x-version": "1" }).end(), /status 503$/],
  [
    "it leads elsewhere",
    inJson,
    (response) => response.writeHead(302, { location: "http://169.254.169.254/" }).end(),
    /status 302$/,
  ],
  ["without end", inJson, (response) => response.end(" ".repeat(300 * 1024)), /^its answer is longer than 256 KiB$/],
  ["cut", inJson, (response) => response.destroy(), /closed the connection/],
];
for (const [name, source, answer, why] of bad)
  test(`not read: ${name}`, async (t) => {
    const peer = await aPeer(t, answer);
    const read = await ask(`${peer.url}/base`, source);
    assert.match(read.ok ? "" : read.why, why);
    assert.equal(read.ok ? "" : read.why.includes("127.0.0.1"), false, "no address in it");
  });

test("one that never answers is given up after 2 s, and at once where the runner leaves", async (t) => {
  const peer = await aPeer(t, () => {});
  const startedMs = performance.now();
  const read = await ask(peer.url, inJson);
  assert.deepEqual(read, { ok: false, why: "it did not answer within 2 s" });
  assert.ok(performance.now() - startedMs < 4_000);
  const leaving = new AbortController();
  const left = readVersion({ baseUrl: peer.url, address: "127.0.0.1", source: inJson }, leaving.signal);
  leaving.abort();
  assert.equal((await left).ok, false);
});

test("the path goes below the address, and to the pinned place, whatever it begins with", async (t) => {
  const asked: string[] = [];
  const peer = await aPeer(t, (response, request) => {
    asked.push(`${request.method} ${request.headers.host} ${request.url} ${request.headers.connection}`);
    response.setHeader("x-version", "1").end();
  });
  const { port } = new URL(peer.url);
  for (const path of ["/v?full=1", "//other.example/v", "/../../v"])
    assert.equal((await ask(`http://not-looked-up.example:${port}/base/`, { ...inHeader, path })).ok, true);
  const host = `not-looked-up.example:${port}`;
  assert.deepEqual(asked, [
    `GET ${host} /base/v?full=1 close`,
    `GET ${host} /base//other.example/v close`,
    `GET ${host} /v close`,
  ]);
});
