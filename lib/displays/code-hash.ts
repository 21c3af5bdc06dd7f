import { createHmac } from "node:crypto";
import { tokenSecret } from "#lib/access/session-token.ts";

/** What is kept of a code. Keyed: eight letters are few enough to be tried out against a plain hash. */
export function codeHash(code: string): string {
  return createHmac("sha256", tokenSecret()).update(`display code\n${code}`).digest("base64url");
}
