import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import test from "node:test";

test("one line a happening, without what is secret", () => {
  const script = `import { logFault, logInfo } from "#lib/platform/log.ts";
    logInfo("signed in", { person: "k", password: "s3cr3t", request: { authorization: "s3cr3t", path: "/x" } });
    logFault("broke", new Error("two\\nlines"), { requestId: "r1" });`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    encoding: "utf8",
  });
  assert.equal(stdout.trim().split("\n").length, 1);
  const { at: _at, ...line } = JSON.parse(stdout);
  assert.deepEqual(line, {
    level: "info",
    what: "signed in",
    person: "k",
    password: "(left out)",
    request: { authorization: "(left out)", path: "/x" },
  });
  assert.equal(stderr.trim().split("\n").length, 1);
  assert.equal(JSON.parse(stderr).error.message, "two\nlines");
});
