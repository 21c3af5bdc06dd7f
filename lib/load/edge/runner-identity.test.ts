import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { hostname } from "node:os";
import test from "node:test";
import { runnerIdentity, runnerIsDead } from "./runner-identity.ts";

/** A process that was of this machine and has ended. */
const gone = spawnSync(process.execPath, ["--version"]).pid;

const cases: [string, string, boolean][] = [
  ["this process", runnerIdentity().id, false],
  ["another life of this process's number", `${hostname()}/${process.pid}/x`, false],
  ["a process that runs", `${hostname()}/${process.ppid}/x`, false],
  ["a process that has ended", `${hostname()}/${gone}/x`, true],
  ["a process of another host", `not-${hostname()}/${gone}/x`, false],
  ["nobody", "", false],
  ["a host alone", hostname(), false],
  ["no number", `${hostname()}/x/x`, false],
];
for (const [who, id, dead] of cases)
  test(`known to be dead: ${who}: ${dead}`, () => assert.equal(runnerIsDead(id), dead));

test("two runners of one process are told apart", () => {
  const [a, b] = [runnerIdentity(), runnerIdentity()];
  assert.notEqual(a.id, b.id);
  assert.deepEqual([a.host, a.pid], [hostname(), process.pid]);
});
