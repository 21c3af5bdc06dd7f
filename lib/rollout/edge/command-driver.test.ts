import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import test, { after, beforeEach } from "node:test";
import type { CommandSource } from "../../platform/switch-config.ts";
import { waitFor } from "../../platform/testing/wait-for.ts";
import type { Apply, DriverError } from "../core/driver.ts";
import { commandRig } from "../testing/rigs.ts";
import { openDriver } from "./open-driver.ts";

/** What only a command has: exits, hangs, output, variables, and programs that are not there. */

const rig = await commandRig();
after(() => rig.stop());
beforeEach(() => rig.reset());
const mode = (how: string) => writeFileSync(`${rig.state}.mode`, how);
const source = rig.source as CommandSource;

const to = (newPercent: number): Apply => ({
  ...{ newPercent, expected: "any", reason: "a test", requestId: "request-1", deadlineMs: 20_000 },
});

test("each way to go wrong is its own error, with what was read after it", async () => {
  const cases: [how: string, error: DriverError, says: RegExp, left: number | null][] = [
    ["refuse", "REFUSED", /^The apply command ended with exit 3: the balancer is locked\. It still is at 0 %\.$/, 0],
    ["half", "PARTIAL", /^The switch took the change\. It now is at 25 %\.$/, 25],
    ["half-refuse", "PARTIAL", /exit 3: lost it on the way\. It now is at 25 %\.$/, 25],
    ["lie", "VERIFY_MISMATCH", /^The switch took the change\. It still is at 0 %\.$/, 0],
    ["read-fails", "REFUSED", /^The read command ended with exit 4\.$/, null],
    ["garbage", "UNSUPPORTED", /^The read command does not say a number from 0 to 100\.$/, null],
  ];
  for (const [how, error, says, left] of cases) {
    await rig.reset();
    mode(how);
    const failed = await openDriver(source).apply(to(50));
    assert.ok(!failed.ok, how);
    assert.equal(failed.error, error, how);
    assert.match(failed.says, says, how);
    assert.equal(failed.reality?.newPercent ?? null, left, how);
    assert.match(failed.raw, /switch-command\.mjs/, how);
  }
});

test("what hangs is ended with all that it started, and the switch is read after it", async () => {
  mode("hang");
  const failed = await openDriver({ ...source, deadlineSeconds: 1 }).apply(to(50));
  assert.ok(!failed.ok);
  assert.deepEqual([failed.error, failed.reality?.newPercent], ["TIMEOUT", 0]);
  const child = Number(readFileSync(`${rig.state}.child`, "utf8"));
  await waitFor("what it started has ended", () => !isRunning(child));
});

test("what took all the time there was is still read back", async () => {
  mode("hang");
  const failed = await openDriver(source).apply({ ...to(50), deadlineMs: 2_000 });
  assert.ok(!failed.ok);
  assert.deepEqual([failed.error, failed.reality?.newPercent], ["TIMEOUT", 0], failed.says);
});

/** A process that has ended and that nobody has asked about is none. */
function isRunning(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) && !/\) Z /.test(readFileSync(file, "utf8"));
}

test("its secrets are in nothing that comes back, and its output is cut", async () => {
  process.env["SWITCH_TOKEN"] = "t0ken-of-the-site";
  mode("tell-secret");
  const failed = await openDriver({ ...source, variables: ["SWITCH_TOKEN"] }).apply(to(50));
  assert.ok(!failed.ok);
  assert.match(failed.says, /token ••• is not valid/);
  assert.doesNotMatch(JSON.stringify(failed), /t0ken/);
  assert.ok(failed.raw.length < 17_000);
  const unnamed = await openDriver(source).apply(to(50));
  assert.ok(!unnamed.ok && unnamed.says.includes("token undefined"), "a variable that is not named does not reach it");
});

test("JSON is read at its path, and a path that leads nowhere is no number", async () => {
  mode("json");
  const at = (path: string) => openDriver({ ...source, read: { ...source.read, path } });
  const done = await at("$.weights.green").apply(to(40));
  assert.ok(done.ok, JSON.stringify(done));
  assert.equal(done.after.newPercent, 40);
  for (const path of ["$.weights.blue", "$.weights"]) {
    const read = await at(path).read();
    assert.ok(!read.ok && read.error === "UNSUPPORTED" && read.says.includes(path), path);
  }
});

test("only a number from 0 to 100 is one", async () => {
  const cases: [said: string, percent: number | null][] = [
    ["0", 0],
    ["100", 100],
    ["33.3", 33.3],
    ["101", null],
    ["-1", null],
    ["", null],
    ["50 %", null],
    ["50\n60", null],
    ["1e1", null],
  ];
  for (const [said, percent] of cases) {
    writeFileSync(rig.state, said);
    const read = await openDriver(source).read();
    assert.equal(read.ok ? read.reality.newPercent : null, percent, said);
  }
});

test("an argument is one argument, whatever stands in it, and a request says which it is", async () => {
  const argv = [process.execPath, "-e", "console.error(process.argv.slice(1).join('|'));process.exit(1)"];
  const apply = { argv: [...argv, "--", "; rm -rf /", "$(id)", "--to={newPercent}%", "{requestId}"] };
  const failed = await openDriver({ ...source, apply }).apply(to(50));
  assert.ok(!failed.ok);
  assert.match(failed.says, /: ; rm -rf \/\|\$\(id\)\|--to=50%\|request-1\. It still is at 0 %\.$/);
});

test("a program that is not there or may not be run is told as that", async () => {
  const missing = await openDriver({ ...source, apply: { argv: ["/no/such/program", "{newPercent}"] } }).apply(to(50));
  assert.ok(!missing.ok && missing.error === "UNREACHABLE", JSON.stringify(missing));
  assert.equal(missing.says, "The apply command could not be started: there is no such file. It still is at 0 %.");
  const forbidden = await openDriver({ ...source, read: { argv: [rig.state], path: null } }).read();
  assert.ok(!forbidden.ok && forbidden.error === "AUTH", JSON.stringify(forbidden));
});

test("a switch for all or nothing takes no share between", async () => {
  const single = openDriver({ ...source, single: true });
  assert.equal(single.canSplit, false);
  const failed = await single.apply(to(50));
  assert.ok(!failed.ok && failed.error === "UNSUPPORTED");
  assert.ok((await single.apply(to(100))).ok);
  assert.deepEqual(await single.drain("legacy", 1_000), { ok: true, left: null, tookMs: 0 });
});

test("a caller that gives up is told so, and nothing of it goes on", async () => {
  const never = openDriver({ ...source, read: { argv: ["sleep", "600"], path: null } });
  const stop = new AbortController();
  const reading = never.read(stop.signal);
  stop.abort();
  const read = await reading;
  assert.ok(!read.ok && read.error === "TIMEOUT");
});
