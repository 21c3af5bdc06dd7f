import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import test, { after, before } from "node:test";
import { eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { checklistItems, checklists, probeResults } from "#drizzle/schema/checklist.ts";
import { heartbeats } from "#drizzle/schema/load.ts";
import { aPlace } from "#lib/load/testing/a-run.ts";
import { programArgs } from "#lib/platform/program.ts";
import { type TestDatabase, temporaryFolder, testDatabase, testSecret } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";

/** Two real keepers, the leading one killed: probes go on within 15 s, and none is run twice at once. */

let database: TestDatabase;
const keepers: ChildProcess[] = [];
const asked = new Map<string, { now: number; most: number; times: number }>();
const server = http.createServer((request, response) => {
  const one = asked.get(request.url ?? "") ?? { now: 0, most: 0, times: 0 };
  asked.set(request.url ?? "", one);
  one.now++;
  one.times++;
  one.most = Math.max(one.most, one.now);
  response.once("close", () => {
    one.now--;
  });
  setTimeout(() => response.end("{}"), 300);
});

before(async () => {
  database = await testDatabase();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
after(async () => {
  for (const keeper of keepers) keeper.kill("SIGKILL");
  server.close();
  server.closeAllConnections();
  await database.close();
});

function aKeeper(): ChildProcess {
  const env = {
    ...process.env,
    NODE_ENV: "production",
    GANTRY_APP_DATABASE_URL: database.appUrl,
    GANTRY_SECRET: testSecret,
    GANTRY_DATA: temporaryFolder(),
  } as NodeJS.ProcessEnv;
  const keeper = spawn(process.execPath, programArgs("bin/keeper.ts"), { env, stdio: "ignore" });
  keepers.push(keeper);
  return keeper;
}

async function tenProbes(): Promise<void> {
  const { db } = database.connection;
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { pilotId, systemId: system } = await aPlace(database.ctx, { baseUrl });
  const list = uuidv7();
  await db.insert(checklists).values({ id: list, pilotId, name: "Probes", pausePoint: "pre-launch", position: 1 });
  const http = { kind: "http", system, method: "GET", status: 200, header: null, json: null, tlsDays: null } as const;
  const items = Array.from({ length: 10 }, (_, index) => ({
    ...{ id: uuidv7(), pilotId, checklistId: list, position: index, station: "Checklist", title: `${index}`, asks: "" },
    ...{ isKiller: true, needsVerification: false, validForSeconds: 60 },
    rule: { kind: "probe" as const, probe: { ...http, path: `/${index}` }, everySeconds: 5, timeoutSeconds: 5 },
  }));
  await db.insert(checklistItems).values(items);
}

async function leader(): Promise<number> {
  const rows = await database.connection.db.select().from(heartbeats).where(eq(heartbeats.role, "keeper"));
  return rows.sort((a, b) => b.beatAt.getTime() - a.beatAt.getTime())[0]?.pid ?? 0;
}

const results = async () => (await database.connection.db.select().from(probeResults)).length;

test("the leading keeper is killed: the other one's probes are stored within 15 s, and none was asked twice at once", async () => {
  await tenProbes();
  aKeeper();
  aKeeper();
  await waitFor("each probe has run", async () => (await results()) >= 10);
  const pid = await leader();
  const first = keepers.find((one) => one.pid === pid);
  assert.ok(first, "one of the two leads");
  // In the middle of their work: some are asked just now.
  await waitFor("probes under way", () => [...asked.values()].some(({ now }) => now > 0));
  const before = await results();
  first.kill("SIGKILL");
  const killedAt = performance.now();
  await once(first, "exit");
  await waitFor("a result of the other keeper", async () => (await results()) > before && (await leader()) !== pid);
  assert.ok(performance.now() - killedAt <= 15_000, `${Math.round(performance.now() - killedAt)} ms`);
  await waitFor("each probe has run again", () => [...asked.values()].every(({ times }) => times >= 3));
  assert.deepEqual(
    [...asked.values()].map(({ most }) => most),
    Array(10).fill(1),
  );
});
