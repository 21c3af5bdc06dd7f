import { decode } from "next-auth/jwt";
import { z } from "zod";
import { sessionSecret } from "#lib/platform/keys.ts";

/** What a signed-in browser carries: an encrypted JWT in a cookie, made by next-auth. */

export const sessionSeconds = 8 * 60 * 60;
export const cookieName = "gantry-session";
export const secureCookieName = `__Secure-${cookieName}`;

export const sessionClaims = z.object({ sub: z.uuid(), sid: z.uuid(), exp: z.int() });
export type SessionClaims = z.output<typeof sessionClaims>;

/** The key of the tokens, made from the installation's secret. */
export function tokenSecret(): string {
  const secret = process.env["GANTRY_SECRET"];
  if (!secret) throw new Error("GANTRY_SECRET is not set in this process.");
  return sessionSecret(secret);
}

/** Opens the token of a cookie header. "signed-out": none, or one that is not ours. */
export async function openSessionToken(
  cookieHeader: string | null,
): Promise<SessionClaims | "signed-out" | "session-expired"> {
  const token = cookieIn(cookieHeader, cookieName);
  if (token === null) return "signed-out";
  try {
    const parsed = sessionClaims.safeParse(await decode({ token, secret: tokenSecret() }));
    return parsed.success ? parsed.data : "signed-out";
  } catch (error) {
    return error instanceof Error && error.name === "JWTExpired" ? "session-expired" : "signed-out";
  }
}

/** A cookie's value; the one that only travels over TLS first. */
export function cookieIn(cookieHeader: string | null, name: string): string | null {
  const cookies = new Map(
    (cookieHeader ?? "").split(";").map((pair) => {
      const [key = "", ...value] = pair.trim().split("=");
      return [key, value.join("=")];
    }),
  );
  return cookies.get(`__Secure-${name}`) ?? cookies.get(name) ?? null;
}
