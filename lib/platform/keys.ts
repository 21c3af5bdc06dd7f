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

/** The password of a login of the practice database. */
export function practicePassword(secret: string, login: string): string {
  return derive(secret, `${login} login`).toString("base64url");
}

/** What signs the session cookies. */
export function sessionSecret(secret: string): string {
  return derive(secret, "sessions").toString("base64url");
}

export function newKey(): Uint8Array {
  return randomBytes(32);
}

const nonceLength = 12;
const headLength = nonceLength + 16;
const wrappedLength = headLength + 32;

/** AES-256-GCM: 12 bytes nonce, 16 bytes tag, then the key of 32 bytes. `label` binds it to its purpose and number. */
export function wrapKey(secret: string, label: string, key: Uint8Array): Uint8Array {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv("aes-256-gcm", derive(secret, "wrapping"), nonce).setAAD(Buffer.from(label));
  const sealed = Buffer.concat([cipher.update(key), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** Opens a wrapped key; while the secret is being changed it stands there twice, under either secret. Throws KeyDoesNotOpen. */
export function unwrapKey(secret: string, label: string, wrapped: Uint8Array): Uint8Array {
  const bytes = Buffer.from(wrapped);
  for (let at = 0; at < bytes.length; at += wrappedLength) {
    const key = opened(secret, label, bytes.subarray(at, at + wrappedLength));
    if (key !== null) return key;
  }
  throw new KeyDoesNotOpen(`The key ${label} does not open with this secret.`);
}

function opened(secret: string, label: string, bytes: Buffer): Uint8Array | null {
  try {
    const nonce = bytes.subarray(0, nonceLength);
    const decipher = createDecipheriv("aes-256-gcm", derive(secret, "wrapping"), nonce);
    decipher.setAAD(Buffer.from(label)).setAuthTag(bytes.subarray(nonceLength, headLength));
    return Buffer.concat([decipher.update(bytes.subarray(headLength)), decipher.final()]);
  } catch {
    return null;
  }
}

/** HMAC-SHA-256 over the previous hash and the event's text. */
export function chainHash(key: Uint8Array, previous: Uint8Array, text: string): Uint8Array {
  return createHmac("sha256", key).update(previous).update(text).digest();
}
