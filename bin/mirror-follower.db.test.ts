import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type http from "node:http";
import path from "node:path";
import test, { after, before, type TestContext } from "node:test";
import { v7 as uuidv7 } from "uuid";
import { aPlace } from "#lib/load/testing/a-run.ts";
import { insertSystem } from "#lib/pilots/store.ts";
import { systemCtx } from "#lib/platform/ctx.ts";
import { connect } from "#lib/platform/database.ts";
import { freePort } from "#lib/platform/free-port.ts";
import { startTestServer, type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { configureMirror } from "#lib/shadow/configure-mirror.ts";
import { guardUpstream } from "#lib/shadow/edge/guard-upstream.ts";
import { aServer, fetchOne, keptAlive } from "#lib/shadow/edge/mirror/testing/a-mirror.ts";
import { aConfigFile, aFolder, aService } from "#lib/shadow/edge/mirror/testing/a-service.ts";
import { ConfigureMirror, type ConfigureMirrorInput } from "#lib/shadow/input/set-up-mirror.ts";
import { pauseMirror } from "#lib/shadow/pause-mirror.ts";
import { readMirrors } from "#lib/shadow/read-mirrors.ts";
import { found } from "#lib/shadow/testing/a-shadow-pilot.ts";

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

/** A service with a pilot's systems around it, set up by its file only so far. */
async function aFollowed(t: TestContext, { ctx, appUrl }: Pick<TestDatabase, "ctx" | "appUrl"> = database) {
  const { pilot, pilotId } = await aPlace(ctx);
  const says =
    (word: string): http.RequestListener =>
    (_, answer) =>
      answer.end(word);
  const name = async (called: string, listener: http.RequestListener) => {
    const [id, port] = [uuidv7(), await aServer(t, listener)];
    const baseUrl = `http://127.0.0.1:${port}`;
    const why = { reason: "for a test", createdBy: "test", createdAt: new Date() };
    await insertSystem(ctx.db, { id, pilotId, name: called, baseUrl, environment: "test", role: "other", ...why });
    return { id, port, baseUrl };
  };
  let copies = 0;
  const old = await name("old", says("legacy"));
  const fresh = await name("new", (_, answer) => {
    copies++;
    answer.end("new");
  });
  const folder = aFolder(t);
  const own = { pilot, name: "line", listen: { port: await freePort() }, legacy: old.baseUrl, candidate: null };
  const service = await aService(t, { folder, args: [aConfigFile(folder, own)], appUrl });
  const mirror = async () => found(await readMirrors(ctx, { pilot })).mirrors[0];
  const configure = async (changes: Partial<ConfigureMirrorInput>) => {
    const version = (await mirror())?.version ?? 0;
    const given = { version, legacy: old.id, candidate: { systemId: fresh.id }, why: "to compare", ...changes };
    return found(await configureMirror(ctx, { pilot, mirror: "line", ...ConfigureMirror.parse(given) }, guardUpstream))
      .version;
  };
  return { pilot, folder, service, name, mirror, configure, copies: () => copies };
}

const applied = (version: number, mirror: Awaited<ReturnType<typeof aFollowed>>["mirror"]) =>
  waitFor(`version ${version} to be gone by`, async () => (await mirror())?.state?.versionApplied === version);

test("set up, changed and paused while a kept-alive connection goes on; each is kept on its disk", async (t) => {
  const { pilot, folder, service, name, mirror, configure, copies } = await aFollowed(t);
  await waitFor("the mirror to be heard of", async () => (await mirror())?.state?.versionApplied === null);
  const agent = keptAlive(t, 1);
  const ask = async () => (await fetchOne(service.port, { agent, path: "/lots" })).body;
  assert.deepEqual([await ask(), (await mirror())?.settings], ["legacy", null]);
  await applied(await configure({}), mirror);
  assert.equal(await ask(), "legacy");
  await waitFor("the copy", () => copies() === 1);
  const other = await name("older", (_, answer) => answer.end("older"));
  await applied(await configure({ legacy: other.id }), mirror);
  // The connection that was open stays with the system that it began with.
  assert.equal(await ask(), "legacy");
  assert.equal((await fetchOne(service.port, { path: "/lots" })).body, "older");
  await applied(
    found(await pauseMirror(database.ctx, { pilot, mirror: "line", why: "shift over", mirroring: false })).version,
    mirror,
  );
  const before = copies();
  assert.equal(await ask(), "legacy");
  await waitFor("its state", async () => (await mirror())?.state?.figures.mirroring === false);
  assert.equal(copies(), before);
  const figures = (await mirror())?.state?.figures;
  assert.deepEqual([figures?.connections, figures?.own.legacy], [2, other.baseUrl]);
  const kept = JSON.parse(readFileSync(path.join(folder, "mirror", "config.json"), "utf8"));
  assert.deepEqual([kept.legacy, kept.mirroring, kept.name], [other.baseUrl, false, "line"]);
});

test("what it cannot go by is told in a sentence, and it goes on as before", async (t) => {
  const { service, name, mirror, configure } = await aFollowed(t);
  const login = { systemId: (await name("third", (_, answer) => answer.end())).id };
  await configure({ candidate: { ...login, logins: [{ header: "authorization", secret: "NOT_THERE" }] } });
  await waitFor("the sentence", async () => (await mirror())?.state?.refused?.includes("NOT_THERE") === true);
  assert.equal((await mirror())?.state?.versionApplied, null);
  const itself = await name("itself", (_, answer) => answer.end());
  await database.connection
    .sql`update systems set base_url = ${`http://127.0.0.1:${service.port}`} where id = ${itself.id}`;
  await configure({ legacy: itself.id });
  await waitFor("the sentence", async () => (await mirror())?.state?.refused?.includes("the mirror itself") === true);
  assert.equal((await fetchOne(service.port, {})).body, "legacy");
});

test("everything beside it is killed under load, the database too: no client notices", async (t) => {
  const server = await startTestServer();
  let stopped = false;
  t.after(() => (stopped ? undefined : server.stop()));
  const connection = connect({ url: server.ownerUrl.replace(/\/[^/]*$/, "/gantry_template"), name: "test", max: 2 });
  const ctx = systemCtx(connection.db, "test");
  const url = server.ownerUrl.replace(/\/[^/]*$/, "/gantry_template");
  const { service, mirror, configure, copies } = await aFollowed(t, { ctx, appUrl: url });
  await applied(await configure({}), mirror);
  await connection.close();
  const agent = keptAlive(t, 8);
  let [over, asked] = [false, 0];
  const client = async (nth: number) => {
    while (!over) {
      // Every other client with a new connection each time.
      const given = nth % 2 === 0 ? { agent } : {};
      assert.equal((await fetchOne(service.port, { ...given, path: `/lots/${nth}` })).body, "legacy");
      asked++;
    }
  };
  const clients = Array.from({ length: 8 }, (_, nth) => client(nth));
  const more = async () => {
    const until = asked + 200;
    await waitFor("requests to go on", () => asked > until);
  };
  await more();
  const pid = service.child.pid ?? 0;
  for (const child of childrenOf(pid)) process.kill(child, "SIGKILL");
  await more();
  await server.stop();
  stopped = true;
  await more();
  await waitFor("both to be there again", () => childrenOf(pid).length === 2);
  for (const child of childrenOf(pid)) process.kill(child, "SIGKILL");
  await more();
  over = true;
  await Promise.all(clients);
  assert.ok(copies() > 0);
});

function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  return text === "" ? [] : text.split(/\s+/).map(Number);
}
