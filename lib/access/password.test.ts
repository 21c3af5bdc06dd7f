import assert from "node:assert/strict";
import test from "node:test";
import { hashPassword, passwordMatches } from "./password.ts";

test("a hash opens with its password only, and no two hashes are alike", async () => {
  const [first, second] = await Promise.all([hashPassword("a pass phrase"), hashPassword("a pass phrase")]);
  assert.notEqual(first, second);
  assert.ok(await passwordMatches("a pass phrase", first));
  assert.ok(!(await passwordMatches("a pass phrasE", first)));
  assert.ok(!(await passwordMatches("a pass phrase", null)));
});

test("hashes keep their own cost", async () => {
  // RFC 7914, section 12: N=1024, r=8, p=16, the first 32 bytes.
  const key = Buffer.from("fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162", "hex").toString(
    "base64url",
  );
  const hash = `scrypt$1024$8$16$${Buffer.from("NaCl").toString("base64url")}$${key}`;
  assert.ok(await passwordMatches("password", hash));
});

test("the same word in another normal form is the same password", async () => {
  const hash = await hashPassword("Müller-Straße".normalize("NFC"));
  assert.ok(await passwordMatches("Müller-Straße".normalize("NFD"), hash));
});
