import { encode } from "next-auth/jwt";
import { v7 as uuidv7 } from "uuid";
import { sessions, users } from "#drizzle/schema/access.ts";
import type { Actor, Role } from "#lib/platform/ctx.ts";
import type { Database } from "#lib/platform/database.ts";
import { testSecret } from "#lib/platform/testing/database.ts";
import { hashPassword } from "../password.ts";
import { cookieName, sessionSeconds, tokenSecret } from "../session-token.ts";

/** People for tests, and the cookies they would carry. */

export const testPassword = "correct horse battery";
let passwordHash: Promise<string> | null = null;

export type TestPerson = { actor: Actor; email: string; sessionId: string; cookie: string };

export async function aPerson(db: Database, roles: Role[] = ["viewer"]): Promise<TestPerson> {
  process.env["GANTRY_SECRET"] ??= testSecret;
  passwordHash ??= hashPassword(testPassword);
  const id = uuidv7();
  const email = `${id}@plant.example`;
  const name = `Person ${id.slice(-4)}`;
  await db.insert(users).values({ id, email, name, passwordHash: await passwordHash, roles, createdAt: new Date() });
  const sessionId = await aSession(db, id);
  return {
    actor: { kind: "person", id, name, roles },
    email,
    sessionId,
    cookie: await sessionCookie({ id, sessionId }),
  };
}

/** One more open session of a person. */
export async function aSession(db: Database, userId: string, seenAt = new Date()): Promise<string> {
  const id = uuidv7();
  const expiresAt = new Date(seenAt.getTime() + sessionSeconds * 1000);
  const where = { address: "127.0.0.1", browser: "Firefox on Linux" };
  await db.insert(sessions).values({ id, userId, ...where, createdAt: seenAt, expiresAt, lastSeenAt: seenAt });
  return id;
}

/** `agoSeconds`: how long before now the session was opened. Without `sessionId` it is one that is not open. */
export async function sessionCookie({ id, sessionId = uuidv7(), agoSeconds = 0 }: CookieOf): Promise<string> {
  const maxAge = sessionSeconds - agoSeconds;
  const token = await encode({ token: { sub: id, sid: sessionId }, secret: tokenSecret(), maxAge });
  return `${cookieName}=${token}`;
}

type CookieOf = { id: string; sessionId?: string; agoSeconds?: number };
