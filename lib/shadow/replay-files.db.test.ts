import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import test, { after, before } from "node:test";
import { aPlace } from "#lib/load/testing/a-run.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { LogMistake } from "./edge/replay/read-log.ts";
import { readParity } from "./read-parity.ts";
import { type ReplayAsked, replayLog } from "./replay-log.ts";
import { aSite, aStore, asked, began, lines, ndjson } from "./testing/a-replay.ts";
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

test("a HAR is taken as a browser saves it", async (t) => {
  const store = await aStore(t, { first: 912 });
  const { pilot } = await aSite(ctx, await aPlace(ctx, { baseUrl: store.url }));
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
  const { pilot } = await aSite(ctx, await aPlace(ctx, { baseUrl: store.url }));
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
