import type { ArrivalHead, KioskView, Sealed } from "../core/kiosk-view.ts";
import { sealedText, sealingInfo } from "../core/sealed-text.ts";

/** Seals on the tablet what only the server may read: ECDH on P-256 with a key of one use, HKDF with SHA-256 over it (RFC 5869; salt: that
 *  key's public point), AES-256-GCM with what it was typed for as additional data. The tablet itself cannot open it again. */

type SecretOf = {
  "pin-set": { pin: string };
  signed: { pin: string };
  declined: { reason: string };
  "trainer-signed": { password: string };
};
type Bytes = Uint8Array<ArrayBuffer>;

const curve = { name: "ECDH", namedCurve: "P-256" } as const;

/** Needs a secure context (HTTPS or localhost): elsewhere browsers have no `crypto.subtle`. */
export async function seal<Head extends ArrivalHead>(
  sealing: KioskView["sealing"],
  head: Head,
  secret: SecretOf[Head["kind"]],
): Promise<Sealed> {
  const { subtle } = globalThis.crypto;
  const server = await subtle.importKey("raw", fromBase64url(sealing.publicKey), curve, false, []);
  const own = await subtle.generateKey(curve, false, ["deriveBits"]);
  const ephemeral: Bytes = new Uint8Array(await subtle.exportKey("raw", own.publicKey));
  const key = await keyFor(await subtle.deriveBits({ name: "ECDH", public: server }, own.privateKey, 256), ephemeral);
  const iv = globalThis.crypto.getRandomValues(new Uint8Array(12));
  const additionalData = new TextEncoder().encode(sealedText(head));
  const plain = new TextEncoder().encode(JSON.stringify(secret));
  const text = new Uint8Array(await subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, plain));
  return { key: sealing.key, ephemeral: toBase64url(ephemeral), iv: toBase64url(iv), text: toBase64url(text) };
}

async function keyFor(shared: ArrayBuffer, salt: Bytes): Promise<CryptoKey> {
  const { subtle } = globalThis.crypto;
  const material = await subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const info = new TextEncoder().encode(sealingInfo);
  return subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt, info },
    material,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt"],
  );
}

function toBase64url(bytes: Bytes): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

function fromBase64url(text: string): Bytes {
  return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0));
}
