import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";

/** What `logFault` writes when it is called so. */
function logged(call: string): { line: Record<string, unknown>; error: Record<string, unknown>; text: string } {
  const script = `import { logFault } from "#lib/platform/log.ts"; ${call}`;
  const args = ["--import", "tsx", "--input-type=module", "-e", script];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  assert.equal(stdout, "");
  assert.equal(stderr.trim().split("\n").length, 1);
  const { error, at: _at, ...line } = JSON.parse(stderr);
  return { line, error, text: stderr };
}

test("one line a happening, without fields that are secret", () => {
  const { line, error } = logged(`logFault("broke", new Error("two\\nlines"), {
    requestId: "r1", password: "s3cr3t", request: { authorization: "s3cr3t", path: "/x" } })`);
  assert.deepEqual(line, {
    level: "error",
    what: "broke",
    requestId: "r1",
    password: "(left out)",
    request: { authorization: "(left out)", path: "/x" },
  });
  assert.equal(error["message"], "two\nlines");
});

test("a failed query: why, but not its values", () => {
  const { error, text } = logged(`import { DrizzleQueryError } from "drizzle-orm";
    logFault("broke", new DrizzleQueryError("insert into users", ["s3cr3t\\nhash"], new Error("connection refused")));`);
  assert.match(String(error["message"]), /^Failed query: insert into users\nparams: \(left out\)$/);
  assert.match(String(error["stack"]), /\n {4}at /);
  assert.equal(Object(error["cause"]).message, "connection refused");
  assert.doesNotMatch(text, /s3cr3t|hash/);
});
