import { canonicalJson } from "../../platform/core/chain.ts";
import type { ArrivalHead } from "./kiosk-view.ts";

/** The additional data that a PIN or password is sealed with (AES-GCM): what it was typed for. Sealed text that is moved to another arrival
 *  does not open there. One text for one arrival. */
export function sealedText(head: ArrivalHead): string {
  const { kind, id } = head;
  const operatorId = "operatorId" in head ? head.operatorId : null;
  return canonicalJson({ kind, id, operatorId, signs: signsOf(head) });
}

function signsOf(head: ArrivalHead): readonly string[] {
  if (head.kind === "trainer-signed") return head.signs.map(({ operatorId, sha256 }) => `${operatorId} ${sha256}`);
  return head.kind === "signed" ? [head.sha256] : [];
}

/** What HKDF binds the key to. */
export const sealingInfo = "gantry kiosk";
