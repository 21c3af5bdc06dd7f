import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import test from "node:test";
import { pathToFileURL } from "node:url";

const file = pathToFileURL(path.join(import.meta.dirname, "server-version.ts")).href;

/** As another process has it: each reads once. */
async function processIn(folder: string, name: string): Promise<() => string> {
  process.chdir(folder);
  return (await import(`${file}?${name}`)).serverVersion;
}

test("a process names its build, also when another one is made under it", async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), "gantry-version-"));
  const before = process.cwd();
  t.after(() => {
    process.chdir(before);
    rmSync(folder, { recursive: true });
  });
  writeFileSync(path.join(folder, "package.json"), JSON.stringify({ version: "1.4.2" }));
  const unbuilt = await processIn(folder, "unbuilt");
  assert.equal(unbuilt(), "dev");
  mkdirSync(path.join(folder, ".next"));
  writeFileSync(path.join(folder, ".next/BUILD_ID"), "first\n");
  const built = await processIn(folder, "built");
  assert.equal(built(), "1.4.2+first");
  writeFileSync(path.join(folder, ".next/BUILD_ID"), "second\n");
  assert.equal(built(), "1.4.2+first");
  assert.equal((await processIn(folder, "next"))(), "1.4.2+second");
});
