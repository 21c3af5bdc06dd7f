import { createHmac } from "node:crypto";
import { addressBucket, browserName } from "./core/place.ts";
import { tokenSecret } from "./session-token.ts";

/** Says a request's own address; written by `bin/web.ts` over whatever the client sent. */
export const addressHeader = "x-gantry-address";

/** Where a request comes from, told to people. */
export type Where = { address: string; browser: string };

export function whereOf(headers: Headers): Where {
  return { address: headers.get(addressHeader) ?? "unknown", browser: browserName(headers.get("user-agent")) };
}

/** What wrong tries are counted under: the account as a keyed hash, because what is typed there may be a password. */
export function accountKey(email: string): string {
  const key = email.trim().toLowerCase();
  return createHmac("sha256", tokenSecret()).update(`sign-in tries\n${key}`).digest("base64url");
}

/** Tries from one address over all accounts. */
export const anyAccount = "";

export function addressPlace(address: string): string {
  return `address ${addressBucket(address)}`;
}
