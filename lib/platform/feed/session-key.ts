import { createHash } from "node:crypto";

/** Names a session to the browser without giving its id away: two tabs with the same key belong to the same sign-in. */
export function sessionKey(sessionId: string): string {
  return createHash("sha256").update(sessionId).digest("hex").slice(0, 24);
}
