import { createDecipheriv, createECDH, createHash, hkdfSync } from "node:crypto";
import type { ArrivalHead, Sealed } from "../core/kiosk-view.ts";
import { sealedText, sealingInfo } from "../core/sealed-text.ts";

/** The other end of what `browser/seal.ts` seals: ECDH on P-256 (SEC 1), HKDF with SHA-256 (RFC 5869), AES-256-GCM (NIST SP 800-38D). */

const tagBytes = 16;
const keyBytes = 32;

/** The plain text; null when it was sealed for another key, was changed, or belongs to another arrival. `key`: the private key's 32 bytes. */
export function openSealed(key: Uint8Array, { ephemeral, iv, text }: Sealed, head: ArrivalHead): string | null {
  try {
    const point = Buffer.from(ephemeral, "base64url");
    const shared = ownEnd(key).computeSecret(point);
    const opens = Buffer.from(hkdfSync("sha256", shared, point, sealingInfo, keyBytes));
    const bytes = Buffer.from(text, "base64url");
    const decipher = createDecipheriv("aes-256-gcm", opens, Buffer.from(iv, "base64url"), { authTagLength: tagBytes });
    decipher.setAAD(Buffer.from(sealedText(head)));
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    return Buffer.concat([decipher.update(bytes.subarray(0, -tagBytes)), decipher.final()]).toString("utf8");
  } catch {
    // A point that is not on the curve, a wrong length, a tag that does not fit: all of them say only that this is not ours.
    return null;
  }
}

/** What tablets seal for, in base64url: the point that belongs to a private key. */
export function sealingPoint(key: Uint8Array): string {
  return ownEnd(key).getPublicKey("base64url");
}

function ownEnd(key: Uint8Array) {
  const end = createECDH("prime256v1");
  end.setPrivateKey(scalarOf(key));
  return end;
}

/** Not every 32 bytes are a private key (one in four thousand million is not): those go through a hash first. */
function scalarOf(key: Uint8Array): Buffer {
  const bytes = Buffer.from(key);
  return bytes.compare(order) < 0 && !bytes.equals(Buffer.alloc(keyBytes))
    ? bytes
    : createHash("sha256").update(bytes).digest();
}

/** Of the curve's group. */
const order = Buffer.from("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551", "hex");
