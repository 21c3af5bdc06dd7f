import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import type { RequestListener } from "node:http";
import path from "node:path";
import test, { after, before, type TestContext } from "node:test";
import { type TestDatabase, testDatabase } from "#lib/platform/testing/database.ts";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { beginRollout } from "#lib/rollout/begin-rollout.ts";
import { readMirroredVitals } from "#lib/rollout/read-mirrored-vitals.ts";
import { reconcileWritten } from "#lib/rollout/reconcile-written.ts";
import { findOpenRollout } from "#lib/rollout/store.ts";
import { listWritten } from "#lib/rollout/store-written.ts";
import { aHaproxy } from "#lib/rollout/testing/a-haproxy.ts";
import { aLead, aPlan, aRolloutPilot, tellSwitches } from "#lib/rollout/testing/a-rollout.ts";
import { aServer, fetchOne, keptAlive } from "#lib/shadow/edge/mirror/testing/a-mirror.ts";
import { aConfigFile, aFolder, aService } from "#lib/shadow/edge/mirror/testing/a-service.ts";
import { addIds } from "#lib/shadow/store-ids.ts";

/** `gantry mirror`, a process, in front of a real HAProxy with half of the traffic on the new system. */

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.close());

const byMirror = { mirror: "front" };
const names = { legacy: ["old-1", "old-2"], new: ["new-1", "new-2"] };

/** As docs/drivers.md shows it. */
function saysWho(configuration: string): string {
  const guide = readFileSync(path.resolve(import.meta.dirname, "../docs/drivers.md"), "utf8");
  const [line] = /^ {4}http-after-response set-header X-Served-By .*$/m.exec(guide) ?? [];
  assert.ok(line);
  return configuration.replace(/^ {4}default_backend warehouse$/m, (found) => `${line}\n${found}`);
}

/** A system of two servers with ids of its own; what each was given to write, by what the list should call it. */
async function aSystem(t: TestContext, firstId: number) {
  const took: string[] = [];
  let next = firstId;
  const listener: RequestListener = (request, response) => {
    const { method = "", url = "" } = request;
    if (method === "GET") return void response.end("ok");
    const made = method === "POST" ? next++ : Number(url.split("/").at(-1));
    took.push(method === "POST" ? `POST /lots ${made}` : `PUT /lots/{id} ${made}`);
    request.resume().on("end", () => {
      response.writeHead(method === "POST" ? 201 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify({ id: made }));
    });
  };
  const [one, two] = [{ port: await aServer(t, listener) }, { port: await aServer(t, listener) }];
  return { took, one, two };
}

async function aFront(t: TestContext) {
  const [old, fresh] = [await aSystem(t, 1), await aSystem(t, 50_001)];
  const servers = { "old-1": old.one, "old-2": old.two, "new-1": fresh.one, "new-2": fresh.two };
  const haproxy = await aHaproxy("weights", servers, saysWho);
  t.after(() => haproxy.stop());
  await haproxy.say(...names.new.map((one) => `set weight warehouse/${one} 1`));
  const place = await aRolloutPilot(database.ctx, { ...aPlan, vitals: byMirror, writtenSince: byMirror });
  const folder = aFolder(t);
  const balancer = { header: "X-Served-By", ...names };
  const legacy = `http://127.0.0.1:${haproxy.port}`;
  const own = { pilot: place.pilot, name: "front", listen: { port: 0 }, legacy, candidate: null, balancer };
  const service = await aService(t, { folder, args: [aConfigFile(folder, own)], appUrl: database.appUrl });
  return { ...place, old, fresh, service };
}

/** So many writes, half of them that make a lot, half that change one; each has a lot of its own. */
async function write(t: TestContext, port: number, { from, count }: { from: number; count: number }): Promise<void> {
  const agent = keptAlive(t, 8);
  const headers = { "content-type": "application/json" };
  const sent = Array.from({ length: count }, (_, nth) => {
    const isNew = nth % 2 === 0;
    const asked = isNew ? { method: "POST", path: "/lots" } : { method: "PUT", path: `/lots/${10_000 + from + nth}` };
    return fetchOne(port, { ...asked, headers, body: '{"weight_kg":1}', agent });
  });
  for (const { status } of await Promise.all(sent)) assert.ok(status === 200 || status === 201, String(status));
}

test("200 writes: what the new system took is listed once each, what legacy took is not, whatever dies beside the mirror", async (t) => {
  const { ctx } = database;
  const { pilot, pilotId, old, fresh, service } = await aFront(t);
  tellSwitches([pilot]);
  const pairs = Array.from({ length: 200 }, (_, nth) => [`L-${nth}`, String(10_000 + nth)] as const);
  await addIds(
    ctx.db,
    pilotId,
    pairs.map(([legacy, candidate]) => ({ type: "lot", legacy, candidate })),
  );
  await write(t, service.port, { from: 500, count: 4 });
  assert.ok(
    (await beginRollout(await aLead(ctx), { kind: "drill", version: 1, says: "", isDecided: false, pilot })).ok,
  );
  for (const system of [old, fresh]) system.took.splice(0);
  const rollout = await findOpenRollout(ctx.db, pilotId);
  assert.ok(rollout);
  const listed = () => listWritten(ctx.db, rollout.id, { after: null, most: 1_000 });
  await write(t, service.port, { from: 0, count: 100 });
  for (const child of childrenOf(service.child.pid ?? 0)) process.kill(child, "SIGKILL");
  await write(t, service.port, { from: 100, count: 100 });
  await waitFor("the list to be whole", async () => (await listed()).length >= fresh.took.length);
  const { json } = await service.admin("GET", "/figures");
  assert.ok(Object(json["recording"]).restarts >= 1, "its recorder was killed");
  const rows = await listed();
  const byName = (left: string, right: string) => (left < right ? -1 : 1);
  assert.deepEqual(rows.map(({ what, key }) => `${what} ${key}`).sort(byName), fresh.took.toSorted(byName));
  assert.equal(fresh.took.length + old.took.length, 200);
  assert.ok(fresh.took.length >= 80 && old.took.length >= 80, `${fresh.took.length} and ${old.took.length}`);
  const known = new Map(pairs.map(([legacy, candidate]) => [candidate, legacy]));
  for (const { key, legacyKey } of rows) assert.equal(legacyKey, known.get(key) ?? null, key);
  assert.ok(rows.some(({ legacyKey }) => legacyKey !== null));
});

test("its figures are the vitals of both sides, and the list says how it is known", async (t) => {
  const { ctx } = database;
  const { pilot, pilotId, old, fresh, service } = await aFront(t);
  tellSwitches([pilot]);
  assert.ok(
    (await beginRollout(await aLead(ctx), { kind: "drill", version: 1, says: "", isDecided: false, pilot })).ok,
  );
  await write(t, service.port, { from: 0, count: 60 });
  const requests = async () => {
    const sums = { legacy: 0, new: 0 };
    for (const { side, requests: n, errorRatio } of await readMirroredVitals(ctx.db, pilotId, "front")) {
      sums[side] += n ?? 0;
      assert.ok(errorRatio === null || errorRatio === 0);
    }
    return sums;
  };
  await waitFor("the figures", async () => (await requests()).legacy + (await requests()).new >= 60);
  assert.deepEqual(await requests(), { legacy: old.took.length, new: fresh.took.length });
  const rollout = await findOpenRollout(ctx.db, pilotId);
  assert.ok(rollout);
  const asked = async () => assert.fail("no database is asked");
  await waitFor("the list", async () =>
    (await reconcileWritten(ctx.db, rollout, asked)).says.startsWith(`${fresh.took.length} `),
  );
  const { says } = await reconcileWritten(ctx.db, rollout, asked);
  assert.equal(says, `${fresh.took.length} entries written to the new system. The mirror front saw them.`);
});

function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
  return text === "" ? [] : text.split(/\s+/).map(Number);
}
