import assert from "node:assert/strict";
import test, { after, before } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { FeedHub } from "#lib/platform/feed/hub.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { aShadowPilot } from "./testing/a-shadow-pilot.ts";
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
async function aScreen(pilotId: string): Promise<{ text: string }> {
  const person = { id: uuidv7(), sessionId: uuidv7(), expiresAt: new Date(Date.now() + 3_600_000) };
  const stream = await hub.open({ pilotId, lastEventId: null, person, signal: new AbortController().signal });
  const seen = { text: "" };
  void (async () => {
    for await (const chunk of stream) seen.text += new TextDecoder().decode(chunk);
  })();
  return seen;
}

const changesIn = ({ text }: { text: string }) => text.split('{"topic":"shadow","id":"figures"}').length - 1;
const beatsIn = ({ text }: { text: string }) => text.split("event: beat").length - 1;

test("a burst of mismatches is one change at once, then one a second, and other pilots hear nothing", async () => {
  const [place, other] = [await aShadowPilot(database.ctx), await aShadowPilot(database.ctx)];
  const [screen, elsewhere] = [await aScreen(place.pilotId), await aScreen(other.pilotId)];
  const batches = Array.from({ length: 20 }, () => Array.from({ length: 100 }, () => aDiffering("weight_kg", 13)));
  const from = performance.now();
  for (const batch of batches) await place.record(batch);
  const seconds = (performance.now() - from) / 1_000;
  await waitFor("the first change", () => changesIn(screen) > 0);
  const beats = beatsIn(screen);
  await waitFor("two more seconds", () => beatsIn(screen) >= beats + 3);
  assert.ok(
    changesIn(screen) >= 2 && changesIn(screen) <= 2 + Math.ceil(seconds),
    `${changesIn(screen)} in ${seconds} s`,
  );
  assert.equal(changesIn(elsewhere), 0);
  assert.equal((await place.groups()).length, 1);
});
