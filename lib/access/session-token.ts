import { decode } from "next-auth/jwt";
import { z } from "zod";
import { sessionSecret } from "#lib/platform/keys.ts";

/** What a signed-in browser carries: an encrypted JWT in a cookie, made by next-auth. */

export const sessionSeconds = 8 * 60 * 60;
export const cookieName = "gantry-session";
export const secureCookieName = `__Secure-${cookieName}`;

const claims = z.object({ sub: z.uuid(), sessionVersion: z.int(), exp: z.int() });
export type SessionClaims = z.output<typeof claims>;

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
  const token = tokenIn(cookieHeader);
  if (token === null) return "signed-out";
  try {
    const parsed = claims.safeParse(await decode({ token, secret: tokenSecret() }));
    return parsed.success ? parsed.data : "signed-out";
  } catch (error) {
    return error instanceof Error && error.name === "JWTExpired" ? "session-expired" : "signed-out";
  }
}

function tokenIn(cookieHeader: string | null): string | null {
  const cookies = new Map(
    (cookieHeader ?? "").split(";").map((pair) => {
      const [name = "", ...value] = pair.trim().split("=");
      return [name, value.join("=")];
    }),
  );
  return cookies.get(secureCookieName) ?? cookies.get(cookieName) ?? null;
}
