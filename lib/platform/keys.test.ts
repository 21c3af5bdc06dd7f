import assert from "node:assert/strict";
import test from "node:test";
import { appPassword, KeyDoesNotOpen, newKey, secretFingerprint, sessionSecret, unwrapKey, wrapKey } from "./keys.ts";

test("a wrapped key opens with its secret and label, and with nothing else", () => {
  const key = newKey();
  const wrapped = wrapKey("secret one", "chain 1", key);
  assert.deepEqual(Buffer.from(unwrapKey("secret one", "chain 1", wrapped)), Buffer.from(key));
  assert.throws(() => unwrapKey("secret two", "chain 1", wrapped), KeyDoesNotOpen);
  assert.throws(() => unwrapKey("secret one", "chain 2", wrapped), KeyDoesNotOpen);
  const changed = Uint8Array.from(wrapped, (byte, index) => (index === 40 ? byte ^ 1 : byte));
  assert.throws(() => unwrapKey("secret one", "chain 1", changed), KeyDoesNotOpen);
});

test("a key wrapped twice opens with either secret, and with no third", () => {
  const key = newKey();
  const wrapped = Buffer.concat(["secret one", "secret two"].map((secret) => wrapKey(secret, "chain 1", key)));
  for (const secret of ["secret one", "secret two"])
    assert.deepEqual(Buffer.from(unwrapKey(secret, "chain 1", wrapped)), Buffer.from(key));
  assert.throws(() => unwrapKey("secret three", "chain 1", wrapped), KeyDoesNotOpen);
});

test("what is made from one secret for different uses differs", () => {
  const made = [secretFingerprint("s"), appPassword("s"), sessionSecret("s"), secretFingerprint("t"), appPassword("t")];
  assert.equal(new Set(made).size, made.length);
});
