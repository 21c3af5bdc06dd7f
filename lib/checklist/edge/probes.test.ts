import assert from "node:assert/strict";
import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import http from "node:http";
import https from "node:https";
import net, { type AddressInfo } from "node:net";
import path from "node:path";
import test, { after, before } from "node:test";
import { selfMade } from "../../load/edge/testing/certificate.ts";
import type { ProbeResources } from "../../platform/config.ts";
import { startTestServer, type TestServer, temporaryFolder } from "../../platform/testing/database.ts";
import type { Probe } from "../core/item.ts";
import { aPrometheus, aRedis, type Peer } from "../testing/peers.ts";
import { type ProbeRan, runProbe } from "./run-probe.ts";

/** Each probe against the real thing: what is good, what is not, what is dead, what hangs. */

const own = { webPort: 2, databaseUrl: "postgres://127.0.0.1:3/none" };
const folder = temporaryFolder();
const hidden = "s3cr3t-w0rd";
let server: http.Server;
let secure: https.Server;
let silent: net.Server;
let redis: Peer;
let prometheus: Peer;
let database: TestServer;
let resources: ProbeResources;
const certificate = selfMade("localhost");
const systems = new Map<string, { name: string; baseUrl: string }>();
let health: { status: number; headers: Record<string, string>; body: string };

const portOf = (one: net.Server) => (one.address() as AddressInfo).port;
const listen = (one: net.Server) => new Promise<void>((resolve) => one.listen(0, "127.0.0.1", resolve));

before(async () => {
  health = { status: 200, headers: { "x-role": "primary" }, body: '{"database":"connected","status":"healthy"}' };
  const answer = (_: http.IncomingMessage, response: http.ServerResponse) =>
    response.writeHead(health.status, health.headers).end(health.body);
  server = http.createServer((request, response) => {
    if (request.url === "/metrics") response.end("lots_open 7\n");
    else if (request.url === "/hang") response.writeHead(200).write("{");
    else answer(request, response);
  });
  secure = https.createServer({ cert: certificate.cert, key: certificate.key }, answer);
  silent = net.createServer(() => {});
  await Promise.all([listen(server), listen(secure), listen(silent)]);
  [redis, database] = await Promise.all([aRedis(hidden), startTestServer()]);
  prometheus = await aPrometheus([`127.0.0.1:${portOf(server)}`, "127.0.0.1:1"]);
  systems.set("new", { name: "new", baseUrl: `http://127.0.0.1:${portOf(server)}` });
  systems.set("secure", { name: "secure", baseUrl: `https://localhost:${portOf(secure)}` });
  systems.set("silent", { name: "silent", baseUrl: `http://127.0.0.1:${portOf(silent)}` });
  systems.set("dead", { name: "dead", baseUrl: "http://127.0.0.1:1" });
  systems.set("metadata", { name: "metadata", baseUrl: "http://169.254.169.254" });
  systems.set("prometheus", { name: "prometheus", baseUrl: `http://127.0.0.1:${prometheus.port}` });
  process.env["PROBE_TOKEN"] = "t0ken-value";
  const command = (script: string) => ({ argv: [process.execPath, "-e", script], variables: ["PROBE_TOKEN"] });
  resources = {
    databases: { main: database.ownerUrl, dead: `postgres://reader:${hidden}@127.0.0.1:1/none` },
    redis: {
      main: `redis://:${hidden}@127.0.0.1:${redis.port}`,
      wrong: `redis://:wr0ng-word@127.0.0.1:${redis.port}`,
      silent: `redis://127.0.0.1:${portOf(silent)}`,
      dead: "redis://127.0.0.1:1",
    },
    files: { backups: path.join(folder, "backups", "*.dump"), missing: path.join(folder, "none", "*") },
    commands: {
      good: command("console.log('4 of 4 ' + process.env.PROBE_TOKEN)"),
      number: command("console.log(3)"),
      bad: command("console.error('disk full'); process.exit(3)"),
      hangs: command("require('child_process').spawn('sleep', ['600']); setInterval(() => {}, 1000)"),
      loud: command("process.stdout.write('x'.repeat(500000))"),
      nothing: { argv: ["/no/such/program"], variables: [] },
    },
  };
  mkdirSync(path.join(folder, "backups"));
});
after(async () => {
  for (const one of [server, secure, silent]) {
    one.close();
    if ("closeAllConnections" in one) one.closeAllConnections();
  }
  await Promise.all([redis?.stop(), prometheus?.stop(), database?.stop()]);
});

const run = (probe: Probe, timeoutMs = 5_000): Promise<ProbeRan> =>
  runProbe(probe, { own, look: async () => ["127.0.0.1"], systems, resources, timeoutMs, ca: certificate.cert });

const get: Omit<Extract<Probe, { kind: "http" }>, "system"> = {
  kind: "http",
  path: "/health",
  method: "GET",
  status: 200,
  header: null,
  json: null,
  tlsDays: null,
};

test("HTTP: status, header, a JSON value as a whole, days on the certificate", async () => {
  const status = (value: string) => ({ path: "$.status", is: { op: "equals" as const, value } });
  const cases: [name: string, probe: Probe, outcome: string, says: RegExp][] = [
    ["healthy", { ...get, system: "new", json: status("healthy") }, "good", /\$\.status is “healthy”/],
    ["health is not in healthy", { ...get, system: "new", json: status("health") }, "failed", /is “healthy”; expected/],
    [
      "a field that is not there",
      { ...get, system: "new", json: { path: "$.none", is: { op: "not-equals", value: "x" } } },
      "failed",
      /\$\.none is nothing/,
    ],
    ["another status", { ...get, system: "new", status: 204 }, "failed", /status 200, 204 is expected/],
    ["a header", { ...get, system: "new", header: { name: "X-Role", value: "primary" } }, "good", /X-Role: primary/],
    [
      "a header that is not there",
      { ...get, system: "new", header: { name: "x-none", value: "1" } },
      "failed",
      /x-none is missing/,
    ],
    ["nobody listens", { ...get, system: "dead" }, "no-answer", /refuses the connection/],
    ["a metadata address", { ...get, system: "metadata" }, "no-answer", /never asked/],
    ["a system that was removed", { ...get, system: "gone" }, "no-answer", /was removed/],
    ["without a certificate", { ...get, system: "new", tlsDays: 1 }, "failed", /has no certificate/],
    ["with one for long enough", { ...get, system: "secure", tlsDays: 0 }, "good", /0 days left/],
    ["with one not for long enough", { ...get, system: "secure", tlsDays: 400_000 }, "failed", /400000 are expected/],
  ];
  for (const [name, probe, outcome, says] of cases) {
    const saw = await run(probe);
    assert.equal(saw.outcome, outcome, `${name}: ${saw.says}`);
    assert.match(saw.says, says, name);
  }
});

test("HTTP: unhealthy is no pass, a redirect is an answer, a body that is no JSON or never ends is no pass", async () => {
  const json = { path: "$.status", is: { op: "equals" as const, value: "healthy" } };
  health = { status: 200, headers: {}, body: '{"status":"unhealthy"}' };
  assert.match((await run({ ...get, system: "new", json })).says, /is “unhealthy”/);
  health = { status: 302, headers: { location: "http://127.0.0.1:1/" }, body: "" };
  assert.match((await run({ ...get, system: "new" })).says, /status 302, 200 is expected/);
  health = { status: 200, headers: { "set-cookie": "sid=abcdef" }, body: "<html>" };
  const page = await run({ ...get, system: "new", json });
  assert.deepEqual([page.outcome, page.says, page.raw.includes("abcdef")], ["failed", "the answer is not JSON", false]);
  const hung = await run({ ...get, system: "new", path: "/hang" }, 300);
  assert.deepEqual([hung.outcome, hung.says], ["no-answer", "nothing came back in 0.3 s"]);
  health = { status: 200, headers: { "x-role": "primary" }, body: '{"database":"connected","status":"healthy"}' };
});

test("TCP: an open port, a closed one", async () => {
  const open = await run({ kind: "tcp", system: "dead", port: redis.port });
  assert.deepEqual([open.outcome, /takes connections/.test(open.says)], ["good", true]);
  const closed = await run({ kind: "tcp", system: "new", port: 1 });
  assert.deepEqual([closed.outcome, /refuses the connection/.test(closed.says)], ["failed", true]);
});

test("PostgreSQL: it answers, a statement, the migration head; what would write is refused", async () => {
  const pg = (ask: Extract<Probe, { kind: "postgres" }>["ask"], resource = "main"): Probe => ({
    kind: "postgres",
    resource,
    ask,
  });
  const one = { op: "at-least" as const, value: 1 };
  const cases: [name: string, probe: Probe, outcome: string, says: RegExp][] = [
    ["accepts", pg({ what: "accepts" }), "good", /accepts connections/],
    ["a number", pg({ what: "statement", sql: "select 3", is: one }), "good", /gives 3/],
    ["too few", pg({ what: "statement", sql: "select 0", is: one }), "failed", /gives 0; expected/],
    ["no row", pg({ what: "statement", sql: "select 1 where false", is: one }), "failed", /no row/],
    ["a mistake", pg({ what: "statement", sql: "select nonsense", is: one }), "no-answer", /nonsense/],
    ["a write", pg({ what: "statement", sql: "create table stolen (id int)", is: one }), "no-answer", /read-only/],
    [
      "two statements",
      pg({ what: "statement", sql: "commit; create table stolen (id int)", is: one }),
      "no-answer",
      /multiple commands/,
    ],
    [
      "it hangs",
      pg({ what: "statement", sql: "select pg_sleep(60)", is: one }),
      "no-answer",
      /nothing came back|statement timeout/,
    ],
    [
      "the head",
      pg({ what: "migration-head", sql: "select '0147_gate_rules'::text", expected: "0147_gate_rules" }),
      "good",
      /is head/,
    ],
    [
      "not the head",
      pg({ what: "migration-head", sql: "select '0146'::text", expected: "0147" }),
      "failed",
      /“0146” is head/,
    ],
    ["no standby", pg({ what: "replication-lag", mostSeconds: 10 }), "failed", /no standby/],
    ["dead", pg({ what: "accepts" }, "dead"), "no-answer", /refuses the connection/],
    ["not configured", pg({ what: "accepts" }, "other"), "no-answer", /names no database “other”/],
  ];
  for (const [name, probe, outcome, says] of cases) {
    const saw = await run(probe, name === "it hangs" ? 500 : 5_000);
    assert.equal(saw.outcome, outcome, `${name}: ${saw.says}`);
    assert.match(saw.says, says, name);
    assert.doesNotMatch(`${saw.says} ${saw.raw}`, new RegExp(hidden), name);
  }
});

test("Redis: PONG, a wrong password, a server that says nothing, none at all", async () => {
  const cases: [resource: string, outcome: string, says: RegExp][] = [
    ["main", "good", /PONG/],
    ["wrong", "no-answer", /WRONGPASS|invalid/],
    ["silent", "no-answer", /nothing came back/],
    ["dead", "no-answer", /refuses the connection/],
  ];
  for (const [resource, outcome, says] of cases) {
    const saw = await run({ kind: "redis", resource }, resource === "silent" ? 300 : 5_000);
    assert.equal(saw.outcome, outcome, `${resource}: ${saw.says}`);
    assert.match(saw.says, says, resource);
    assert.doesNotMatch(`${saw.says} ${saw.raw}`, /wr0ng-word|s3cr3t/, resource);
  }
});

test("Prometheus: a dead target is not up, no data is no pass", async () => {
  const ask = (query: string, value: number, leastSeries = 1): Probe => ({
    ...{ kind: "prometheus", system: "prometheus", query, leastSeries },
    is: { op: "at-least", value },
  });
  const cases: [name: string, probe: Probe, outcome: string, says: RegExp][] = [
    ["one of two is down", ask("up", 1), "failed", /1 of 2 as expected; 127\.0\.0\.1:1 is 0/],
    ["the least of all", ask("min(up)", 1), "failed", /is 0; expected/],
    ["a figure", ask("lots_open", 5), "good", /is 7/],
    ["no data", ask("lots_of_nobody", 0), "failed", /no data/],
    ["too few series", ask("lots_open", 5, 2), "failed", /1 series, at least 2/],
    ["no query", ask("up{", 1), "failed", /not answered: .*parse error/],
    ["not a number", ask("0/0", 0), "failed", /NaN/],
    ["no Prometheus", { ...ask("up", 1), system: "new" } as Probe, "failed", /no answer of Prometheus/],
  ];
  for (const [name, probe, outcome, says] of cases) {
    const saw = await run(probe);
    assert.equal(saw.outcome, outcome, `${name}: ${saw.says}`);
    assert.match(saw.says, says, name);
  }
});

test("files: the newest counts, by its age and size; none is no pass", async () => {
  const probe: Probe = { kind: "file-age", resource: "backups", mostHours: 26, leastBytes: 10 };
  const put = (name: string, bytes: number, hoursAgo: number) => {
    const file = path.join(folder, "backups", name);
    writeFileSync(file, "x".repeat(bytes));
    const at = Date.now() / 1000 - hoursAgo * 3600;
    utimesSync(file, at, at);
  };
  const says = async () => {
    const { outcome, says } = await run(probe);
    return `${outcome}: ${says}`;
  };
  assert.match(await says(), /^failed: there is no such file/);
  put("a.dump", 100, 30);
  put("b.other", 100, 1);
  assert.match(await says(), /^failed: a\.dump is 30\.0 h old/);
  put("b.dump", 5, 2);
  assert.match(await says(), /^failed: b\.dump .* at least 10 bytes/);
  put("b.dump", 100, 2);
  assert.match(await says(), /^good: b\.dump is 2\.0 h old and has 100 bytes/);
  put("c.dump", 100, -5);
  assert.match(await says(), /^failed: c\.dump is dated in the future/);
  assert.equal((await run({ ...probe, resource: "missing" })).outcome, "no-answer");
});

test("commands: exit and whole output; what hangs is ended with all that it started", async () => {
  const command = (resource: string, is: Extract<Probe, { kind: "command" }>["is"] = null): Probe => ({
    kind: "command",
    resource,
    is,
  });
  const cases: [name: string, probe: Probe, outcome: string, says: RegExp][] = [
    ["exit 0", command("good"), "good", /exit 0/],
    ["its output", command("number", { op: "equals", value: "3" }), "good", /says “3”/],
    ["another output", command("number", { op: "at-least", value: 4 }), "failed", /says “3”; expected/],
    ["exit 3", command("bad"), "failed", /exit 3/],
    ["too loud", command("loud", { op: "not-equals", value: "y" }), "failed", /too long/],
    ["no such program", command("nothing"), "no-answer", /ENOENT/],
    ["not configured", command("other"), "no-answer", /names no command/],
    ["hangs", command("hangs"), "no-answer", /did not end|nothing came back/],
  ];
  for (const [name, probe, outcome, says] of cases) {
    const saw = await run(probe, name === "hangs" ? 400 : 5_000);
    assert.equal(saw.outcome, outcome, `${name}: ${saw.says}`);
    assert.match(saw.says, says, name);
    assert.doesNotMatch(saw.raw, /t0ken-value/, name);
    assert.ok(saw.raw.length < 17_000, name);
  }
});
