import assert from "node:assert/strict";
import { mkdtempSync, readdirSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import test, { after } from "node:test";
import type { HaproxySource } from "../../platform/switch-config.ts";
import { waitFor } from "../../platform/testing/wait-for.ts";
import type { Apply, DriverError } from "../core/driver.ts";
import { aRelay } from "../testing/relay.ts";
import { haproxyRig } from "../testing/rigs.ts";
import { parseServersState } from "./haproxy-answers.ts";
import { openDriver } from "./open-driver.ts";

/** What only HAProxy has: sessions that stay, servers that are down or away, files that outlive a reload, rights. */

const rig = await haproxyRig("weights");
after(() => rig.stop());
const { haproxy, source, backends } = rig;
const driver = openDriver(source);

const to = (newPercent: number, expected: Apply["expected"] = "any"): Apply => ({
  ...{ newPercent, expected, reason: "a test", requestId: "a-request", deadlineMs: 20_000 },
});

async function applied(change: Apply, given: HaproxySource = source) {
  const done = await openDriver(given).apply(change);
  assert.ok(done.ok, JSON.stringify(done));
  return done.after;
}

async function refused(change: Apply, error: DriverError, given: HaproxySource = source) {
  const done = await openDriver(given).apply(change);
  assert.ok(!done.ok, `${error} was expected`);
  assert.equal(done.error, error, done.says);
  return done;
}

async function percentNow(): Promise<number | null> {
  const read = await driver.read();
  assert.ok(read.ok, JSON.stringify(read));
  return read.reality.newPercent;
}

type Answer = { text: string; cookie: string | null };

function get(place: string, cookie: string | null = null): Promise<Answer> {
  const headers = cookie === null ? {} : { cookie };
  return new Promise((resolve, reject) => {
    const asked = http.get(
      { host: "127.0.0.1", port: haproxy.port, path: place, headers, agent: false },
      (response) => {
        let text = "";
        response.setEncoding("utf8").on("data", (part) => {
          text += part;
        });
        const set = response.headers["set-cookie"]?.[0]?.split(";")[0] ?? null;
        response.on("end", () => resolve({ text, cookie: set }));
      },
    );
    asked.once("error", reject);
  });
}

test("drain waits for a request that takes long, and says what is left when its time is over", async () => {
  await rig.reset();
  await applied(to(100));
  const long = get("/hold");
  const holder = () => [backends["new-1"], backends["new-2"]].find(({ held }) => held > 0);
  await waitFor("the long request has come", () => holder() !== undefined);
  await applied(to(0));
  const waited = await driver.drain("new", 1_500);
  assert.deepEqual([waited.ok, waited.ok && waited.left], [true, 1]);
  const draining = driver.drain("new", 20_000);
  holder()?.release();
  assert.match((await long).text, /^new/);
  const done = await draining;
  assert.deepEqual([done.ok, done.ok && done.left], [true, 0]);
});

test("a drain that is called off waits no longer, and says nothing of what is left", async () => {
  await rig.reset();
  await applied(to(100));
  const long = get("/hold");
  const holder = () => [backends["new-1"], backends["new-2"]].find(({ held }) => held > 0);
  await waitFor("the long request has come", () => holder() !== undefined);
  const stop = new AbortController();
  const draining = driver.drain("new", 600_000, stop.signal);
  stop.abort();
  const drained = await draining;
  assert.deepEqual([drained.ok, !drained.ok && drained.error], [false, "TIMEOUT"]);
  holder()?.release();
  await long;
});

test("a backend that HAProxy does not know, by weights or by a map: refused, and nothing is changed", async () => {
  await rig.reset();
  const file = path.join(haproxy.folder, "kept", "no.map");
  const byMap = { ...source, backend: null, servers: null, stateFile: null, map: { file, key: "new" } };
  const cases: [given: HaproxySource, says: RegExp][] = [
    [{ ...source, backend: "nothing" }, /Can't find backend/],
    [{ ...byMap, backends: { legacy: "nothing", new: "nothing-new" } }, /Can't find backend/],
  ];
  for (const [given, says] of cases)
    for (const change of [to(50, 0), to(0)]) assert.match((await refused(change, "REFUSED", given)).says, says);
  assert.equal(await percentNow(), 0);
});

test("whoever has begun on a server stays there while nobody new comes, and counts as left", async () => {
  await rig.reset();
  await applied(to(100));
  const { text, cookie } = await get("/");
  assert.match(text, /^new/);
  await applied(to(0));
  assert.equal((await get("/", cookie)).text, text);
  assert.equal(await rig.comeToNew(100), 0);
  let isOver = false;
  const known = (async () => {
    // Now and then, as a person works: whoever looks sees nobody at most moments.
    while (!isOver) {
      assert.equal((await get("/", cookie)).text, text);
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  })();
  const waited = await driver.drain("new", 1_500);
  isOver = true;
  await known;
  assert.ok(waited.ok && waited.left !== null && waited.left > 0, JSON.stringify(waited));
});

test("a server that is down when a share is set takes nothing until the next change, and the share stays", async () => {
  await rig.reset();
  await backends["new-2"].goAway();
  const up = async () => {
    const read = await driver.read();
    return read.ok && read.reality.servers.find(({ name }) => name === "new-2")?.healthy;
  };
  await waitFor("HAProxy sees it down", async () => (await up()) === false);
  const reality = await applied(to(25));
  const weights = reality.servers.map(({ name, weight, takes }) => [name, weight, takes]);
  assert.deepEqual(weights.slice(2), [
    ["new-1", 2, "all"],
    ["new-2", 0, "nothing"],
  ]);
  await backends["new-2"].comeBack();
  await waitFor("HAProxy sees it up", async () => (await up()) === true);
  assert.equal(await percentNow(), 25);
  const again = await applied(to(25));
  assert.deepEqual(
    again.servers.slice(2).map(({ weight }) => weight),
    [1, 1],
  );
});

test("a server that goes down later shifts the share, and that is read", async () => {
  await rig.reset();
  await applied(to(25));
  await backends["old-2"].goAway();
  // 3 of legacy that is left, 1 and 1 of the new.
  await waitFor("the share has shifted", async () => (await percentNow()) === 40);
  assert.match((await refused(to(50, 25), "CONFLICT")).says, /expected at 25 %, but it is at 40 %/);
  await backends["old-2"].comeBack();
  await waitFor("it is what it was", async () => (await percentNow()) === 25);
});

test("who gets nobody new is drained, and who gets them again is ready, also when somebody drained it by hand", async () => {
  await rig.reset();
  await haproxy.say("set server warehouse/old-2 state drain");
  const drained = async () => {
    const [state = ""] = await haproxy.say("show servers state warehouse");
    return parseServersState(state)?.flatMap(({ name, isDrained }) => (isDrained ? [name] : []));
  };
  const cases: [percent: number, names: string[]][] = [
    [0, ["new-1", "new-2"]],
    [50, []],
    [100, ["old-1", "old-2"]],
  ];
  for (const [percent, names] of cases) {
    await applied(to(percent));
    assert.deepEqual(await drained(), names, `${percent} %`);
  }
});

test("who is in maintenance stays there", async () => {
  await rig.reset();
  await haproxy.say("set server warehouse/old-2 state maint");
  for (const percent of [10, 100, 0]) {
    const { servers } = await applied(to(percent));
    assert.deepEqual([servers[1]?.takes, servers[1]?.healthy], ["nothing", null], `${percent} %`);
  }
  await haproxy.say("set server warehouse/old-2 state ready");
  assert.equal(await percentNow(), 0);
  assert.equal(await rig.comeToNew(50), 0);
});

test("a server that nobody named makes the share unknown; one that is not there gets no traffic; a rollback goes all the same", async () => {
  await rig.reset();
  await applied(to(50));
  const fewer = { ...source, servers: { legacy: ["old-1", "old-2"], new: ["new-1"] } };
  const unnamed = await refused(to(100, 50), "CONFLICT", fewer);
  assert.match(unnamed.says, /new-2 takes traffic too, but the configuration of the switch does not name it/);
  await rig.reset();
  const more = { ...source, servers: { legacy: ["old-1", "old-2"], new: ["new-1", "new-9"] } };
  assert.match((await refused(to(10, 0), "REFUSED", more)).says, /no server new-9/);
  await applied(to(10), more);
  assert.equal((await applied(to(0), more)).newPercent, 0);
  const none = { ...source, backend: "nothing" };
  assert.match((await refused(to(0), "REFUSED", none)).says, /Can't find backend/);
});

test("another's change in the middle of one does not leave a mixture of both", async () => {
  await rig.reset();
  const folder = mkdtempSync(path.join(haproxy.folder, "relay-"));
  const relay = await aRelay(folder, haproxy.socket, { afterFirstWrite: async () => void (await applied(to(60))) });
  try {
    assert.equal((await applied(to(20), { ...source, socket: relay.socket })).newPercent, 20);
    assert.equal(await percentNow(), 20);
  } finally {
    await relay.stop();
  }
});

test("without the rights it reads and changes nothing; what is no HAProxy is told as that", async () => {
  await rig.reset();
  const operator = { ...source, socket: haproxy.operatorSocket };
  const { reality } = await refused(to(50), "AUTH", operator);
  assert.equal(reality?.newPercent, 0);
  assert.equal(await rig.comeToNew(50), 0);
  const other = { ...source, socket: `127.0.0.1:${backends["old-1"].port}` };
  assert.equal((await openDriver(other).read()).ok, false);
  await refused(to(50), "UNSUPPORTED", other);
});

test("what a reload would undo is not begun; a rollback is made and told", async () => {
  await rig.reset();
  const nowhere = { ...source, stateFile: path.join(haproxy.folder, "nowhere", "state") };
  const { says, reality } = await refused(to(50, 0), "UNREACHABLE", nowhere);
  assert.match(says, /^Nothing was changed: a reload of the switch would undo it\. .*nowhere/);
  assert.equal(reality?.newPercent, 0);
  await applied(to(50));
  const back = await refused(to(0), "PARTIAL", nowhere);
  assert.deepEqual([back.reality?.newPercent, await percentNow()], [0, 0]);
  assert.match(back.says, /^The switch is at 0 %, but a reload of it would undo that\./);
  await refused(to(0), "PARTIAL", nowhere);
  await applied(to(0));
  assert.deepEqual(readdirSync(path.join(haproxy.folder, "kept")), ["server-state"]);
});

test("what weights cannot move is said, and nothing is changed", async () => {
  const cases: [name: string, edit: (text: string) => string, says: RegExp][] = [
    ["static", (text) => text.replace("balance roundrobin", "balance static-rr"), /static LB algorithm/],
    ["backup", (text) => text.replace("cookie new-2", "backup cookie new-2"), /new-2 is a backup/],
  ];
  for (const [name, edit, says] of cases) {
    const other = await haproxyRig("weights", edit);
    try {
      await waitFor(
        "all are up",
        async () => !/\bINI\b|,DOWN/.test((await other.haproxy.say("show stat -1 4 -1"))[0] ?? ""),
      );
      const failed = await refused(to(30), "UNSUPPORTED", other.source);
      assert.match(failed.says, says, name);
      assert.equal(await other.comeToNew(30), 0, name);
    } finally {
      await other.stop();
    }
  }
});
