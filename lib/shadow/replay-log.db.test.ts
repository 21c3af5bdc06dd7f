import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import { aPlace, verbsAbout } from "#lib/load/testing/a-run.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { readGroups } from "./read-groups.ts";
import { readParity } from "./read-parity.ts";
import { replayLog } from "./replay-log.ts";
import { aSite, aStore, asked, type Heard, lines, ndjson } from "./testing/a-replay.ts";
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

function fileOf(name: string, text: string): string {
  const file = path.join(folder, name);
  fs.writeFileSync(file, text);
  return file;
}

test("recorded answers are compared with the new system's, asked by its own ids", async (t) => {
  const store = await aStore(t, { first: 912, more: 1 });
  const { pilot, systemId } = await aSite(ctx, await aPlace(ctx, { baseUrl: store.url }));
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
  const { pilot } = await aSite(ctx, await aPlace(ctx, { baseUrl: fresh.url }), old.url);
  const file = fileOf("both.ndjson", ndjson(lines(30)));
  const done = found(await replayLog(ctx, asked(pilot, file, { legacy: "old one" })));
  assert.deepEqual([done.figures.recorded, done.differing, done.notCompared], [60, 0, 0]);
  const least = (heard: Heard[]) =>
    Math.min(...heard.filter((one) => one.method === "GET").map((one) => Number(one.target.slice(6))));
  assert.deepEqual([least(old.heard), least(fresh.heard)], [500, 912]);
});

test("writes are sent where they are named only; then what they would have made is not comparable", async (t) => {
  const store = await aStore(t, { first: 912 });
  const { pilot } = await aSite(ctx, await aPlace(ctx, { baseUrl: store.url }));
  const file = fileOf("reads.ndjson", ndjson(lines(5)));
  const done = found(await replayLog(ctx, asked(pilot, file, { writes: [] })));
  assert.deepEqual([done.figures.skippedWrites, done.figures.recorded, done.notCompared], [5, 5, 5]);
  assert.deepEqual(store.heard, []);
  const named = found(await replayLog(ctx, asked(pilot, file, { writes: ["POST /lots"] })));
  assert.deepEqual([named.figures.skippedWrites, named.notCompared, store.heard.length], [0, 0, 10]);
});

test("a replay that was stopped has stored what it sent, and the rest is sent from there on", async (t) => {
  const store = await aStore(t, { first: 912 });
  const { pilot } = await aSite(ctx, await aPlace(ctx, { baseUrl: store.url }));
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
  // A lot that was made before the stop has no name of the new system's after it.
  assert.ok(rest.notCompared <= 1);
  assert.deepEqual(found(await readParity(ctx, { pilot })).exchanges, { replayed: 80 - rest.notCompared });
  await assert.rejects(replayLog(ctx, asked(pilot, file, { from: 81 })), /holds 80 requests: none is number 81\.$/);
});
