import { createHmac } from "node:crypto";
import { hashPassword, passwordMatches } from "#lib/access/password.ts";
import type { Database } from "../platform/database.ts";
import { keyOf, newestKey } from "../platform/key-ring.ts";

/** Slow hashes of PINs. A million PINs are soon tried by whoever has the table, however slow the hash: so it is taken over a keyed digest,
 *  whose key lies wrapped in the database and opens with the installation's secret only. Never call these inside a transaction. */

export type HashedPin = { hash: string; pepperNumber: number };
type Typed = { operatorId: string; pin: string };

export async function hashPin(db: Database, typed: Typed): Promise<HashedPin> {
  const pepper = await newestKey(db, "pin");
  return { hash: await hashPassword(peppered(pepper.bytes, typed)), pepperNumber: pepper.number };
}

/** Throws when the pepper is not there: then no PIN can be judged, and none is wrong. */
export async function pinMatches(db: Database, typed: Typed, { hash, pepperNumber }: HashedPin): Promise<boolean> {
  const pepper = await keyOf(db, { purpose: "pin", number: pepperNumber });
  if (pepper === null) throw new Error(`Key ${pepperNumber} of PINs is not there.`);
  return passwordMatches(peppered(pepper, typed), hash);
}

/** The same PIN of two operators is two things. */
function peppered(pepper: Uint8Array, { operatorId, pin }: Typed): string {
  return createHmac("sha256", pepper).update(`${operatorId} ${pin}`).digest("base64url");
}
