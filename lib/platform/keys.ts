import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";

/** Everything that is made from the installation's secret, and the wrapping of the random keys kept in the database. */

/** Thrown when a wrapped key does not open: the secret is another one, or the row was changed. */
export class KeyDoesNotOpen extends Error {
  override name = "KeyDoesNotOpen";
}

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, "gantry", purpose, 32));
}

/** Says which secret a database belongs to without telling it. */
export function secretFingerprint(secret: string): string {
  return createHash("sha256").update(derive(secret, "fingerprint")).digest("hex").slice(0, 32);
}

/** The password of the login `gantry_app`. */
export function appPassword(secret: string): string {
  return derive(secret, "gantry_app login").toString("base64url");
}

/** What signs the session cookies. */
export function sessionSecret(secret: string): string {
  return derive(secret, "sessions").toString("base64url");
}

export function newKey(): Uint8Array {
  return randomBytes(32);
}

/** AES-256-GCM: 12 bytes nonce, 16 bytes tag, then the key. `label` binds it to its purpose and number. */
export function wrapKey(secret: string, label: string, key: Uint8Array): Uint8Array {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", derive(secret, "wrapping"), nonce).setAAD(Buffer.from(label));
  const sealed = Buffer.concat([cipher.update(key), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

export function unwrapKey(secret: string, label: string, wrapped: Uint8Array): Uint8Array {
  const bytes = Buffer.from(wrapped);
  try {
    const decipher = createDecipheriv("aes-256-gcm", derive(secret, "wrapping"), bytes.subarray(0, 12));
    decipher.setAAD(Buffer.from(label)).setAuthTag(bytes.subarray(12, 28));
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
  } catch {
    throw new KeyDoesNotOpen(`The key ${label} does not open with this secret.`);
  }
}

/** HMAC-SHA-256 over the previous hash and the event's text. */
export function chainHash(key: Uint8Array, previous: Uint8Array, text: string): Uint8Array {
  return createHmac("sha256", key).update(previous).update(text).digest();
}
