import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import test, { after } from "node:test";
import { readConfig } from "./config.ts";
import { plannedSecret, takeNewSecret } from "./rotate-secret.ts";

const folder = mkdtempSync(path.join(tmpdir(), "gantry-new-secret-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const to = "the secret from then on";
const file = path.join(folder, "given");
writeFileSync(file, `${to}\n`);

const given: [env: Record<string, string>, expected: string | null | RegExp][] = [
  [{}, null],
  [{ GANTRY_NEW_SECRET: to }, to],
  [{ GANTRY_NEW_SECRET_FILE: file }, to],
  [{ GANTRY_NEW_SECRET: "short" }, /at least 16 characters/],
  [{ GANTRY_NEW_SECRET_FILE: path.join(folder, "nowhere") }, /GANTRY_NEW_SECRET_FILE/],
  [{ GANTRY_NEW_SECRET: to, GANTRY_NEW_SECRET_FILE: file }, /are both set/],
];
for (const [variables, expected] of given)
  test(`the new secret from ${JSON.stringify(Object.keys(variables))}: ${expected}`, () => {
    const env: Record<string, string | undefined> = { ...variables };
    if (expected instanceof RegExp) assert.throws(() => takeNewSecret(env), expected);
    else assert.equal(takeNewSecret(env), expected);
    assert.deepEqual(env, {}, "no other command sees it");
  });

const own = { DATABASE_URL: "postgres://a@b/c", GANTRY_SECRET: "the secret at the start" };
test("the new secret is kept where the old one is", () => {
  const data = { GANTRY_DATA: folder };
  assert.deepEqual(plannedSecret(readConfig(data), to), { newSecret: to, keptIn: path.join(folder, "secret") });
  assert.deepEqual(plannedSecret(readConfig({ ...data, ...own }), to), { newSecret: to, keptIn: null });
  const made = [1, 2].map(() => plannedSecret(readConfig(data), null).newSecret);
  assert.ok(made.every((secret) => /^[\w-]{43}$/.test(secret)) && made[0] !== made[1]);
  assert.throws(() => plannedSecret(readConfig({ ...data, ...own }), null), /^StartRefused: Set GANTRY_NEW_SECRET/);
});
