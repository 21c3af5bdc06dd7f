import { encode } from "next-auth/jwt";
import { v7 as uuidv7 } from "uuid";
import { users } from "#drizzle/schema/access.ts";
import type { Actor, Role } from "#lib/platform/ctx.ts";
import type { Database } from "#lib/platform/database.ts";
import { testSecret } from "#lib/platform/testing/database.ts";
import { hashPassword } from "../password.ts";
import { cookieName, sessionSeconds, tokenSecret } from "../session-token.ts";

/** People for tests, and the cookies they would carry. */

export const testPassword = "correct horse battery";
let passwordHash: Promise<string> | null = null;

export type TestPerson = { actor: Actor; email: string; cookie: string };

export async function aPerson(db: Database, roles: Role[] = ["viewer"]): Promise<TestPerson> {
  process.env["GANTRY_SECRET"] ??= testSecret;
  passwordHash ??= hashPassword(testPassword);
  const id = uuidv7();
  const email = `${id}@plant.example`;
  const name = `Person ${id.slice(-4)}`;
  await db.insert(users).values({ id, email, name, passwordHash: await passwordHash, roles, createdAt: new Date() });
  return { actor: { kind: "person", id, name, roles }, email, cookie: await sessionCookie({ id }) };
}

/** `agoSeconds`: how long before now the session was opened. */
export async function sessionCookie({ id, sessionVersion = 1, agoSeconds = 0 }: CookieOf): Promise<string> {
  const maxAge = sessionSeconds - agoSeconds;
  const token = await encode({ token: { sub: id, sessionVersion }, secret: tokenSecret(), maxAge });
  return `${cookieName}=${token}`;
}

type CookieOf = { id: string; sessionVersion?: number; agoSeconds?: number };
