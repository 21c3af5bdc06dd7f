import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { FeedHub } from "#lib/platform/feed/hub.ts";
import { streamSink } from "#lib/platform/feed/sink.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { ingestExchanges } from "./ingest-exchanges.ts";
import { aShadowPilot, found } from "./testing/a-shadow-pilot.ts";
import { aDiffering } from "./testing/an-exchange.ts";

let database: TestDatabase;
let hub: FeedHub;
before(async () => {
  database = await testDatabase();
  const wiring = {
    topicOf: (kind: string) => kind,
    sampleOf: async () => null,
    endedSessions: async () => new Set<never>(),
  };
  hub = new FeedHub({ connection: database.connection, wiring });
});
after(async () => {
  await hub.close();
  await database.close();
});

/** What a pilot's screen has been sent so far. */
async function aScreen(pilotId: string): Promise<{ text: string; lastAt: number }> {
  const person = { id: uuidv7(), sessionId: uuidv7(), expiresAt: new Date(Date.now() + 3_600_000) };
  const { sink, body: stream } = streamSink(new AbortController().signal);
  await hub.open({ pilotId, lastEventId: null, reader: person, sink });
  const seen = { text: "", lastAt: 0 };
  void (async () => {
    for await (const chunk of stream) {
      const changes = changesIn(seen);
      seen.text += new TextDecoder().decode(chunk);
      if (changesIn(seen) > changes) seen.lastAt = performance.now();
    }
  })();
  return seen;
}

const changesIn = ({ text }: { text: string }) => text.split('{"topic":"shadow","id":"figures"}').length - 1;
/** At once, then every 400 ms, and once more after the last. */
const mostIn = (seconds: number) => 2 + Math.ceil(seconds / 0.4);
const beatsIn = ({ text }: { text: string }) => text.split("event: beat").length - 1;

test("a burst of mismatches is one change at once, then a few a second, and other pilots hear nothing", async () => {
  const [place, other] = [await aShadowPilot(database.ctx), await aShadowPilot(database.ctx)];
  const [screen, elsewhere] = [await aScreen(place.pilotId), await aScreen(other.pilotId)];
  const batches = Array.from({ length: 20 }, () => Array.from({ length: 100 }, () => aDiffering("weight_kg", 13)));
  const from = performance.now();
  for (const batch of batches) await place.record(batch);
  const seconds = (performance.now() - from) / 1_000;
  await waitFor("the first change", () => changesIn(screen) > 0);
  const beats = beatsIn(screen);
  await waitFor("two more seconds", () => beatsIn(screen) >= beats + 3);
  assert.ok(changesIn(screen) >= 2 && changesIn(screen) <= mostIn(seconds), `${changesIn(screen)} in ${seconds} s`);
  assert.equal(changesIn(elsewhere), 0);
  assert.equal((await place.groups()).length, 1);
});

const answer = (weight: number) => ({ status: 200, latencyMs: 4, body: JSON.stringify({ id: 17, weight_kg: weight }) });
const mismatch = (nth: number) =>
  JSON.stringify({
    ...{ id: `burst-${nth}`, at: new Date().toISOString(), method: "GET", target: `/lots/${nth}` },
    ...{ legacy: answer(12), candidate: answer(13) },
  });

test("ten thousand mismatches posted at once are one row and a few messages; each says what is there 1 s later at most", async () => {
  const place = await aShadowPilot(database.ctx);
  const screen = await aScreen(place.pilotId);
  const posts = Array.from({ length: 10 }, (_, batch) =>
    Array.from({ length: 1_000 }, (__, nth) => mismatch(batch * 1_000 + nth)).join("\n"),
  );
  const asked = { pilot: place.pilot, source: "envoy" };
  const committedAt: number[] = [];
  const send = async () => {
    for (let text = posts.pop(); text !== undefined; text = posts.pop()) {
      found(await ingestExchanges(database.ctx, { ...asked, text }));
      committedAt.push(performance.now());
    }
  };
  const from = performance.now();
  const sending = Promise.all([send(), send(), send()]);
  await waitFor("the first message", () => changesIn(screen) > 0);
  const toldAfterMs = performance.now() - (committedAt[0] ?? performance.now());
  const [seen] = await place.groups();
  assert.ok((seen?.total ?? 0) >= 1_000, "the new group is there when its message is");
  await sending;
  const seconds = (performance.now() - from) / 1_000;
  const beforeLast = changesIn(screen);
  await waitFor("the last message", () => changesIn(screen) > beforeLast || screen.lastAt > (committedAt.at(-1) ?? 0));
  const lastAfterMs = performance.now() - (committedAt.at(-1) ?? 0);
  assert.ok(toldAfterMs <= 1_000 && lastAfterMs <= 1_000, `${toldAfterMs} and ${lastAfterMs} ms`);
  const groups = await place.groups();
  assert.deepEqual(
    groups.map(({ path, total }) => [path, total]),
    [["$.weight_kg", 10_000]],
  );
  const { parity } = await place.parity();
  assert.deepEqual([parity.n, parity.differing], [10_000, 10_000]);
  assert.ok(changesIn(screen) <= mostIn(seconds), `${changesIn(screen)} messages in ${seconds} s`);
});
