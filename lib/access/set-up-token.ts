import { createHash, randomBytes } from "node:crypto";

export const setUpLinkMinutes = 30;

/** 32 random bytes, as they stand in the link. */
export function newSetUpToken(): string {
  return randomBytes(32).toString("base64url");
}

/** What the database keeps of it. */
export function setUpTokenHash(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
