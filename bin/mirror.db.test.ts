import assert from "node:assert/strict";
import { once } from "node:events";
import test, { after, before } from "node:test";
import { aPlace } from "#lib/load/testing/a-run.ts";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { aServer, fetchOne, keptAlive } from "#lib/shadow/edge/mirror/testing/a-mirror.ts";
import { aConfigFile, aFolder, aService } from "#lib/shadow/edge/mirror/testing/a-service.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

async function counted(pilotId: string): Promise<number> {
  const [row] = await database.connection.sql`
    select coalesce(sum(o.n), 0)::int as n from shadow_outcome_hours o
    join shadow_endpoints e on e.id = o.endpoint_id where e.pilot_id = ${pilotId}`;
  return row?.["n"];
}

test("exchanges reach the database, each once; those made while it was away too", async (t) => {
  const { pilot, pilotId } = await aPlace(database.ctx);
  const folder = aFolder(t);
  const legacyPort = await aServer(t, (_, answer) =>
    answer.setHeader("content-type", "application/json").end('{"id":1}'),
  );
  const candidatePort = await aServer(t, (_, answer) =>
    answer.setHeader("content-type", "application/json").end('{"id":1}'),
  );
  const url = `http://127.0.0.1:${candidatePort}`;
  const config = { pilot, listen: { port: 0 }, legacy: `http://127.0.0.1:${legacyPort}`, candidate: { url } };
  const agent = keptAlive(t, 4);
  const ask = (port: number, times: number) =>
    Promise.all(Array.from({ length: times }, () => fetchOne(port, { agent, path: "/lots" })));

  const alone = await aService(t, { folder, args: [aConfigFile(folder, config)] });
  await ask(alone.port, 40);
  await waitFor("the disk to have them", async () => {
    const { recording } = (await alone.admin("GET", "/figures")).json as {
      recording: { recorder: { received: number } | null };
    };
    return recording.recorder?.received === 40;
  });
  alone.child.kill("SIGTERM");
  await once(alone.child, "exit");
  assert.equal(await counted(pilotId), 0);

  const service = await aService(t, { folder, appUrl: database.appUrl });
  await ask(service.port, 25);
  await waitFor("all of them", async () => (await counted(pilotId)) >= 65);
  service.child.kill("SIGTERM");
  assert.deepEqual(await once(service.child, "exit"), [0, null]);
  assert.equal(await counted(pilotId), 65);
});
