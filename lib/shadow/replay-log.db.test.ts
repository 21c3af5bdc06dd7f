import assert from "node:assert/strict";
import fs from "node:fs";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import test, { after, before, type TestContext } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { aPlace, verbsAbout } from "#lib/load/testing/a-run.ts";
import { insertSystem } from "#lib/pilots/store.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { correctEndpoint } from "./correct-endpoint.ts";
import { LogMistake } from "./edge/replay/read-log.ts";
import { readGroups } from "./read-groups.ts";
import { readParity } from "./read-parity.ts";
import { type ReplayAsked, replayLog } from "./replay-log.ts";
import { found } from "./testing/a-shadow-pilot.ts";

let database: TestDatabase;
let ctx: Ctx;
const folder = fs.mkdtempSync(path.join(os.tmpdir(), "gantry-replay-"));
before(async () => {
  database = await testDatabase();
  ctx = database.ctx;
});
after(async () => {
  await database.close();
  fs.rmSync(folder, { recursive: true });
});

type Heard = { method: string; target: string; body: string; authorization: string | undefined; underWay: number };

function answerLot(
  response: ServerResponse,
  id: number,
  { weight, more }: { weight: number | undefined; more: number },
) {
  const answer = weight === undefined ? { detail: "none" } : { id, weight_kg: weight + more };
  response.writeHead(weight === undefined ? 404 : 200, { "content-type": "application/json" });
  response.end(JSON.stringify(answer));
}

/** A store of lots that numbers them from `first` on; a lot's weight is a kilogram more where `more`. */
async function aStore(t: TestContext, { first, more = 0 }: { first: number; more?: number }) {
  const heard: Heard[] = [];
  const lots = new Map<number, number>();
  let [underWay, next] = [0, first];
  const server: Server = createServer((request, response) => {
    underWay++;
    let body = "";
    request.setEncoding("utf8").on("data", (part) => {
      body += part;
    });
    request.on("end", () =>
      setImmediate(() => {
        const { method = "", url: target = "", headers } = request;
        heard.push({ method, target, body, authorization: headers.authorization, underWay });
        underWay--;
        const id = method === "POST" ? next++ : Number(target.split("/")[2]);
        if (method === "POST") lots.set(id, Number(JSON.parse(body).weight_kg));
        answerLot(response, id, { weight: lots.get(id), more });
      }),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => server.close().closeAllConnections());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

const began = Date.parse("2026-11-25T10:00:00Z");
const json = { "content-type": "application/json" };

/** So many lots, each made and then read, a second apart: as a legacy system that counts from 17 on answered. */
function lines(lots: number): unknown[] {
  return Array.from({ length: lots }, (_, nth) => {
    const [id, weight] = [17 + nth, 10 + nth];
    const answer = { status: 200, headers: json, body: JSON.stringify({ id, weight_kg: weight }), latencyMs: 4 };
    const at = (ms: number) => new Date(began + nth * 2_000 + ms).toISOString();
    const body = JSON.stringify({ weight_kg: weight });
    return [
      { at: at(0), method: "POST", target: "/lots", headers: { ...json, authorization: "Bearer old" }, body, answer },
      { at: at(1_000), method: "GET", target: `/lots/${id}`, headers: {}, answer },
    ];
  }).flat();
}

function fileOf(name: string, text: string): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, text);
  return file;
}

const ndjson = (all: readonly unknown[]) => all.map((one) => JSON.stringify(one)).join("\n");

type Site = { pilot: string; systemId: string };

async function aSite(newUrl: string, legacyUrl?: string): Promise<Site> {
  const { pilot, pilotId, systemId } = await aPlace(ctx, { baseUrl: newUrl });
  if (legacyUrl !== undefined)
    await insertSystem(ctx.db, {
      ...{ id: uuidv7(), pilotId, name: "old one", baseUrl: legacyUrl, environment: "test", role: "legacy" },
      ...{ reason: "for a test", createdBy: "test", createdAt: new Date() },
    });
  const why = "ids of lots";
  const lot = { type: "lot", path: "$.id" };
  found(await correctEndpoint(ctx, { pilot, method: "POST", template: "/lots", makes: [lot], uses: [], why }));
  const uses = [{ type: "lot", place: "{id}" }];
  found(await correctEndpoint(ctx, { pilot, method: "GET", template: "/lots/{id}", makes: [], uses, why }));
  return { pilot, systemId };
}

function asked(pilot: string, file: string, changes: Partial<ReplayAsked> = {}): ReplayAsked {
  return {
    ...{ pilot, file, from: 1, candidate: null, legacy: null, credentials: { candidate: [], legacy: [] } },
    ...{ pace: null, atOnce: 8, writes: "all" },
    ...changes,
  };
}

test("recorded answers are compared with the new system's, asked by its own ids", async (t) => {
  const store = await aStore(t, { first: 912, more: 1 });
  const { pilot, systemId } = await aSite(store.url);
  const file = fileOf("lots.ndjson", ndjson(lines(40)));
  const credentials = { candidate: [{ header: "authorization", value: "Bearer new" }], legacy: [] };
  const done = found(await replayLog(ctx, asked(pilot, file, { credentials, atOnce: 4 })));
  assert.deepEqual([done.figures.requests, done.figures.recorded, done.differing, done.notCompared], [80, 80, 80, 0]);
  const made = store.heard.filter(({ method }) => method === "GET").map(({ target }) => Number(target.slice(6)));
  assert.deepEqual(
    made.sort(),
    Array.from({ length: 40 }, (_, nth) => 912 + nth),
  );
  assert.deepEqual([...new Set(store.heard.map(({ authorization }) => authorization))], ["Bearer new"]);
  assert.ok(Math.max(...store.heard.map(({ underWay }) => underWay)) <= 4, "bounded");
  const { groups } = found(await readGroups(ctx, { pilot, filter: "", state: "all" }));
  assert.deepEqual(groups.map(({ endpoint, path: at, n }) => `${endpoint} ${at} ${n}`).sort(), [
    "GET /lots/{id} $.weight_kg 40",
    "POST /lots $.weight_kg 40",
  ]);
  const { exchanges, sources } = found(await readParity(ctx, { pilot }));
  assert.deepEqual([exchanges, sources.map(({ kind }) => kind)], [{ replayed: 80 }, ["replayed"]]);
  assert.deepEqual(await verbsAbout(ctx, systemId), ["shadow-replay.started"]);
});

test("both systems are asked anew, each by its own ids", async (t) => {
  const [old, fresh] = [await aStore(t, { first: 500 }), await aStore(t, { first: 912 })];
  const { pilot } = await aSite(fresh.url, old.url);
  const file = fileOf("both.ndjson", ndjson(lines(30)));
  const done = found(await replayLog(ctx, asked(pilot, file, { legacy: "old one" })));
  assert.deepEqual([done.figures.recorded, done.differing, done.notCompared], [60, 0, 0]);
  const least = (heard: Heard[]) =>
    Math.min(...heard.filter((one) => one.method === "GET").map((one) => Number(one.target.slice(6))));
  assert.deepEqual([least(old.heard), least(fresh.heard)], [500, 912]);
});

test("writes are sent where they are named only; then what they would have made is not comparable", async (t) => {
  const store = await aStore(t, { first: 912 });
  const { pilot } = await aSite(store.url);
  const file = fileOf("reads.ndjson", ndjson(lines(5)));
  const done = found(await replayLog(ctx, asked(pilot, file, { writes: [] })));
  assert.deepEqual([done.figures.skippedWrites, done.figures.recorded, done.notCompared], [5, 5, 5]);
  assert.deepEqual(store.heard, []);
  const named = found(await replayLog(ctx, asked(pilot, file, { writes: ["POST /lots"] })));
  assert.deepEqual([named.figures.skippedWrites, named.notCompared, store.heard.length], [0, 0, 10]);
});

test("a replay that was stopped has stored what it sent, and the rest is sent from there on", async (t) => {
  const store = await aStore(t, { first: 912 });
  const { pilot } = await aSite(store.url);
  const file = fileOf("stopped.ndjson", ndjson(lines(40)).replaceAll("\n", "\n\n"));
  const stop = new AbortController();
  const heardTen = setInterval(() => {
    if (store.heard.length >= 10) stop.abort();
  }, 1);
  t.after(() => clearInterval(heardTen));
  const first = found(await replayLog(ctx, asked(pilot, file, { pace: 400, signal: stop.signal })));
  const { requests, recorded, stopped } = first.figures;
  assert.ok(stopped && requests < 80 && recorded === requests, JSON.stringify(first.figures));
  assert.deepEqual(found(await readParity(ctx, { pilot })).exchanges, { replayed: requests });
  const rest = found(await replayLog(ctx, asked(pilot, file, { from: requests + 1 })));
  assert.deepEqual([rest.figures.stopped, rest.figures.requests], [false, 80 - requests]);
  assert.deepEqual(found(await readParity(ctx, { pilot })).exchanges, { replayed: 80 });
  await assert.rejects(replayLog(ctx, asked(pilot, file, { from: 81 })), /holds 80 requests: none is number 81\.$/);
});

test("a HAR is taken as a browser saves it", async (t) => {
  const store = await aStore(t, { first: 912 });
  const { pilot } = await aSite(store.url);
  const entry = (at: number, method: string, url: string, id: number) => ({
    ...{ startedDateTime: new Date(began + at).toISOString(), time: 12.5, cache: {}, timings: {} },
    request: {
      ...{ method, url: `https://old.example.org${url}`, httpVersion: "h2", cookies: [], queryString: [] },
      headers: [
        { name: ":path", value: url },
        { name: "Content-Type", value: "application/json" },
      ],
      ...(method === "POST" ? { postData: { mimeType: "application/json", text: '{"weight_kg":4}' } } : {}),
    },
    response: {
      ...{
        status: 200,
        statusText: "OK",
        headers: [
          { name: "Content-Encoding", value: "gzip" },
          { name: "Content-Type", value: "application/json" },
        ],
      },
      content: {
        size: 24,
        mimeType: "application/json",
        text: Buffer.from(JSON.stringify({ id, weight_kg: 4 })).toString("base64"),
        encoding: "base64",
      },
    },
  });
  // In the order of answers, not of requests.
  const entries = [entry(900, "GET", "/lots/17", 17), entry(0, "POST", "/lots", 17)];
  const file = fileOf("lots.har", JSON.stringify({ log: { version: "1.2", creator: {}, entries } }, null, 1));
  const done = found(await replayLog(ctx, asked(pilot, file)));
  assert.deepEqual([done.figures.recorded, done.differing, done.notCompared], [2, 0, 0]);
});

test("only a pilot's own systems are reached, and production gets no writes", async (t) => {
  const store = await aStore(t, { first: 1 });
  const file = fileOf("one.ndjson", ndjson(lines(1)));
  const { pilot } = await aPlace(ctx, { baseUrl: store.url });
  const withPath = await aPlace(ctx, { baseUrl: `${store.url}/base` });
  const production = await aPlace(ctx, { baseUrl: store.url, environment: "production" });
  const cases: [string, ReplayAsked, string][] = [
    ["no such pilot", asked("nowhere", file), "pilot-not-found"],
    ["a system that is not named", asked(pilot, file, { candidate: "elsewhere" }), "replay-system-missing"],
    ["no such legacy", asked(pilot, file, { legacy: "elsewhere" }), "replay-system-missing"],
    ["an address with a path", asked(withPath.pilot, file), "replay-system-path"],
    ["writes to production", asked(production.pilot, file), "replay-writes-production"],
  ];
  for (const [name, given, expected] of cases) {
    const result = await replayLog(ctx, given);
    assert.equal(result.ok ? "sent" : result.refusal, expected, name);
  }
  assert.deepEqual(store.heard, []);
});

test("a file that cannot be used is said with its place, and what was sent before it is recorded", async (t) => {
  const store = await aStore(t, { first: 912 });
  const { pilot } = await aSite(store.url);
  const [made] = lines(1);
  const cases: [string, string, RegExp][] = [
    ["empty.ndjson", "", /empty\.ndjson is empty\.$/],
    ["blank.ndjson", "\n\n", /holds no requests\.$/],
    ["no.har", "<html>", /no\.har is no JSON\.$/],
    ["list.har", "[]", /list\.har cannot be used: /],
    ["none.har", '{"log":{"entries":[]}}', /none\.har holds no requests\.$/],
    ["bad.har", '{"log":{"entries":[{"startedDateTime":"now"}]}}', /^Entry 1 of .*startedDateTime: a time such as/],
    [
      "bad.ndjson",
      `${JSON.stringify(made)}\n{"at":"2026-11-25T10:00:00Z"}`,
      /^Line 2 of .*bad\.ndjson cannot be used: method/,
    ],
    ["cut.ndjson", `${JSON.stringify(made)}\n{"at":`, /^Line 2 of .*cut\.ndjson is no JSON\.$/],
  ];
  for (const [name, text, expected] of cases) {
    const tried = replayLog(ctx, asked(pilot, fileOf(name, text)));
    await assert.rejects(tried, (error) => error instanceof LogMistake && expected.test(error.message), name);
  }
  await assert.rejects(replayLog(ctx, asked(pilot, path.join(folder, "none"))), /There is no file/);
  const { exchanges } = found(await readParity(ctx, { pilot }));
  assert.deepEqual(exchanges, { replayed: 2 });
});
