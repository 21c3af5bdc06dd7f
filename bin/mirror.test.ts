import assert from "node:assert/strict";
import { once } from "node:events";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { waitFor } from "#lib/platform/testing/wait-for.ts";
import { aServer, fetchOne, keptAlive } from "#lib/shadow/edge/mirror/testing/a-mirror.ts";
import {
  aConfigFile,
  aFolder,
  aService,
  type Service,
  startProcess,
} from "#lib/shadow/edge/mirror/testing/a-service.ts";

const configOf = (legacyPort: number, candidatePort: number) => ({
  pilot: "mill",
  listen: { port: 0 },
  legacy: `http://127.0.0.1:${legacyPort}`,
  candidate: {
    url: `http://127.0.0.1:${candidatePort}`,
    headers: [{ header: "authorization", value: "Bearer its-own" }],
  },
});

async function recording(service: Service): Promise<Record<string, unknown>> {
  const { json } = await service.admin("GET", "/figures");
  return json["recording"] as Record<string, unknown>;
}

test("alone: without database or web it passes everything on, keeps exchanges on disk, and starts again from what it kept", async (t) => {
  const folder = aFolder(t);
  const legacyPort = await aServer(t, (_, answer) => answer.end("legacy"));
  const candidatePort = await aServer(t, (_, answer) => answer.end("new"));
  const config = { ...configOf(legacyPort, candidatePort), listen: { port: 0 } };
  const first = await aService(t, { folder, args: [aConfigFile(folder, config)] });
  const agent = keptAlive(t, 4);
  for (let nth = 0; nth < 30; nth++)
    assert.equal((await fetchOne(first.port, { agent, path: `/lots/${nth}` })).body, "legacy");
  await waitFor("the recorder to have them", async () => {
    const { recorder } = await recording(first);
    return (recorder as { received: number } | null)?.received === 30;
  });
  first.child.kill("SIGTERM");
  assert.deepEqual(await once(first.child, "exit"), [0, null]);
  const spool = path.join(folder, "mirror", "spool", "mill");
  const kept = fs.readdirSync(spool).map((name) => fs.readFileSync(path.join(spool, name), "latin1"));
  assert.equal(kept.join("").match(/"target":"\/lots\/\d+"/g)?.length, 30);
  const second = await aService(t, { folder });
  assert.equal((await fetchOne(second.port, {})).body, "legacy");
});

test("a new configuration is taken while it runs, kept, and shown without its credentials; one that cannot be used changes nothing", async (t) => {
  const folder = aFolder(t);
  const legacyPort = await aServer(t, (_, answer) => answer.end("legacy"));
  const config = configOf(legacyPort, legacyPort);
  const service = await aService(t, { folder, args: [aConfigFile(folder, config)] });
  const agent = keptAlive(t, 1);
  assert.equal((await fetchOne(service.port, { agent })).status, 200);
  const refused: [unknown, RegExp][] = [
    [{ ...config, legacy: "ftp://x" }, /legacy/],
    [{ ...config, writes: ["lots"] }, /writes\.0/],
    [{ ...config, unheardOf: 1 }, /unheardOf/i],
    [{ ...config, pilot: "another" }, /another/],
    ["no object", /cannot be used/],
    [
      { ...config, candidate: { url: config.legacy, headers: [{ header: "a", value: { variable: "NOT_SET_HERE" } }] } },
      /NOT_SET_HERE/,
    ],
  ];
  for (const [given, why] of refused) {
    const told = await service.admin("PUT", "/config", given);
    assert.equal(told.status, 422, told.text);
    assert.match(told.text, why);
  }
  const told = await service.admin("PUT", "/config", { ...config, writes: ["POST /lots"], redaction: ["$.pin"] });
  assert.equal(told.status, 200, told.text);
  assert.doesNotMatch(told.text, /its-own/);
  assert.equal((await fetchOne(service.port, { agent })).status, 200);
  const { json } = await service.admin("GET", "/figures");
  assert.equal(json["connections"], 1);
  const kept = fs.readFileSync(path.join(folder, "mirror", "config.json"), "utf8");
  assert.deepEqual(JSON.parse(kept).writes, ["POST /lots"]);
  assert.equal(fs.statSync(path.join(folder, "mirror", "config.json")).mode & 0o077, 0);
});

test("everything beside it is killed under load: no client notices, and a new recorder goes on", async (t) => {
  const folder = aFolder(t);
  const legacyPort = await aServer(t, (_, answer) => answer.end("legacy"));
  const candidatePort = await aServer(t, (_, answer) => answer.end("new"));
  const service = await aService(t, { folder, args: [aConfigFile(folder, configOf(legacyPort, candidatePort))] });
  const agent = keptAlive(t, 8);
  let over = false;
  let asked = 0;
  const client = async () => {
    while (!over) {
      assert.equal((await fetchOne(service.port, { agent })).body, "legacy");
      asked++;
    }
  };
  const clients = Array.from({ length: 8 }, client);
  await waitFor("a recorder", async () => (await recording(service))["recorder"] !== null);
  const [recorder] = childrenOf(service.child.pid ?? 0);
  assert.ok(recorder);
  process.kill(recorder, "SIGKILL");
  await waitFor("another one", async () => (await recording(service))["restarts"] === 1);
  const before = asked;
  await waitFor("requests to go on", () => asked > before + 100);
  over = true;
  await Promise.all(clients);
});

function childrenOf(pid: number): number[] {
  const text = fs.readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  return text.trim().split(/\s+/).map(Number);
}

const refusedStarts: [what: string, config: unknown, says: RegExp][] = [
  ["no configuration", null, /No configuration is kept/],
  ["a configuration with a fault", { pilot: "mill" }, /listen: /],
];
for (const [what, config, says] of refusedStarts)
  test(`a start with ${what} says so and ends`, async (t) => {
    const folder = aFolder(t);
    const args = config === null ? [] : [aConfigFile(folder, config)];
    const { child, output } = startProcess(t, { folder, args });
    assert.deepEqual(await once(child, "close"), [1, null]);
    assert.match(output(), says);
    assert.doesNotMatch(output(), /\n\s+at /);
  });

test("a folder whose socket would have too long a path: says so and ends", async (t) => {
  const folder = path.join(aFolder(t), "f".repeat(100));
  fs.mkdirSync(folder);
  const legacyPort = await aServer(t, (_, answer) => answer.end("legacy"));
  const args = [aConfigFile(folder, configOf(legacyPort, legacyPort))];
  const { child, output } = startProcess(t, { folder, args });
  assert.deepEqual(await once(child, "close"), [1, null]);
  assert.match(output(), /admin\.sock would have a path of \d+ bytes, and \d+ is the most\. Set GANTRY_DATA/);
  assert.doesNotMatch(output(), /\n\s+at /);
});

test("a port that was left to the system is shown as it is, and sent back it changes nothing", async (t) => {
  const folder = aFolder(t);
  const legacyPort = await aServer(t, (_, answer) => answer.end("legacy"));
  const service = await aService(t, { folder, args: [aConfigFile(folder, configOf(legacyPort, legacyPort))] });
  const shown = (await service.admin("GET", "/config")).json;
  const { json: figures } = await service.admin("GET", "/figures");
  assert.deepEqual([shown["listen"], figures["listens"]], Array(2).fill({ host: "127.0.0.1", port: service.port }));
  const told = await service.admin("PUT", "/config", { ...shown, candidate: null });
  assert.equal(told.status, 200, told.text);
  assert.equal((await fetchOne(service.port, {})).body, "legacy");
});

test("two on one folder: the second says so and ends, the first goes on", async (t) => {
  const folder = aFolder(t);
  const legacyPort = await aServer(t, (_, answer) => answer.end("legacy"));
  const file = aConfigFile(folder, configOf(legacyPort, legacyPort));
  const first = await aService(t, { folder, args: [file] });
  const second = startProcess(t, { folder, args: [file] });
  assert.deepEqual(await once(second.child, "close"), [1, null]);
  assert.match(second.output(), /Another mirror runs/);
  assert.equal((await fetchOne(first.port, {})).body, "legacy");
  assert.equal((await first.admin("GET", "/figures")).status, 200);
});
