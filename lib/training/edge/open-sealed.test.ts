import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import test from "node:test";
import { seal } from "../browser/seal.ts";
import type { ArrivalHead, Sealed } from "../core/kiosk-view.ts";
import { openSealed, sealingPoint } from "./open-sealed.ts";

/** Sealed by WebCrypto as a browser does it, opened by OpenSSL. */

const key = randomBytes(32);
const sealing = { key: 1, publicKey: sealingPoint(key) };
const sha256 = "ab".repeat(32);
const signed = { kind: "signed", id: randomUUID(), operatorId: randomUUID(), sha256 } as const;
const secret = { pin: "405918" };

const heads: ArrivalHead[] = [
  signed,
  { kind: "pin-set", id: randomUUID(), operatorId: randomUUID() },
  { kind: "declined", id: randomUUID(), operatorId: randomUUID() },
  { kind: "trainer-signed", id: randomUUID(), signs: [{ operatorId: randomUUID(), sha256 }] },
];

for (const head of heads)
  test(`${head.kind} opens with the server's key, and with it alone`, async () => {
    const plain = { ...secret, reason: "Grün & ça", password: "päss" };
    const sealed = await seal(sealing, head, plain);
    assert.deepEqual(JSON.parse(openSealed(key, sealed, head) ?? "null"), plain);
    assert.equal(openSealed(randomBytes(32), sealed, head), null);
    assert.equal(sealed.key, 1);
  });

test("nothing sealed twice looks the same, and nothing of it is readable", async () => {
  const [one, two] = [await seal(sealing, signed, secret), await seal(sealing, signed, secret)];
  for (const part of ["ephemeral", "iv", "text"] as const) assert.notEqual(one[part], two[part]);
  assert.ok(!Buffer.from(one.text, "base64url").includes(secret.pin));
});

test("moved to another arrival it does not open", async () => {
  const sealed = await seal(sealing, signed, secret);
  const others: ArrivalHead[] = [
    { ...signed, id: randomUUID() },
    { ...signed, operatorId: randomUUID() },
    { ...signed, sha256: "cd".repeat(32) },
    { kind: "pin-set", id: signed.id, operatorId: signed.operatorId },
    { kind: "declined", id: signed.id, operatorId: signed.operatorId },
    { kind: "trainer-signed", id: signed.id, signs: [{ operatorId: signed.operatorId, sha256 }] },
  ];
  for (const other of others) assert.equal(openSealed(key, sealed, other), null, JSON.stringify(other));
});

test("whom a trainer signs for cannot be changed, added, or left out", async () => {
  const signs = [randomUUID(), randomUUID()].map((operatorId) => ({ operatorId, sha256 }));
  const head = { kind: "trainer-signed", id: randomUUID(), signs } as const;
  const sealed = await seal(sealing, head, { password: "correct horse battery" });
  for (const other of [signs.slice(1), [...signs, { operatorId: randomUUID(), sha256 }], [...signs].reverse()])
    assert.equal(openSealed(key, sealed, { ...head, signs: other }), null);
});

test("garbage is not ours, and nothing breaks", async () => {
  const sealed = await seal(sealing, signed, secret);
  const flipped = (text: string) => {
    const bytes = Buffer.from(text, "base64url");
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    return bytes.toString("base64url");
  };
  const garbage: Partial<Sealed>[] = [
    { text: "" },
    { text: "AAAA" },
    { text: flipped(sealed.text) },
    { iv: "" },
    { iv: flipped(sealed.iv) },
    { ephemeral: "" },
    { ephemeral: flipped(sealed.ephemeral) },
    { ephemeral: randomBytes(65).toString("base64url") },
    // The point at infinity.
    { ephemeral: "AA" },
    { ephemeral: sealed.ephemeral.slice(0, 40) },
  ];
  for (const part of garbage) assert.equal(openSealed(key, { ...sealed, ...part }, signed), null, JSON.stringify(part));
});

test("every 32 bytes have a point", () => {
  for (const bytes of [Buffer.alloc(32), Buffer.alloc(32, 0xff), randomBytes(32)])
    assert.equal(Buffer.from(sealingPoint(bytes), "base64url").length, 65);
});
