import { randomUUID } from "node:crypto";
import { decode, encode } from "next-auth/jwt";
import { z } from "zod";
import { cookieIn, tokenSecret } from "./session-token.ts";

/** The mark of a browser that has once signed in to an account: its wrong tries are counted apart, so that nobody else's wrong tries hold
 *  its owner up (OWASP, "device cookies"). It opens nothing. */

const name = "gantry-device";
const days = 180;
const maxAge = days * 24 * 60 * 60;
const claims = z.object({ sub: z.uuid(), device: z.uuid() });

export type Device = { personId: string; id: string };

/** The device that a cookie header names, or null. */
export async function openDeviceToken(cookieHeader: string | null): Promise<Device | null> {
  const token = cookieIn(cookieHeader, name);
  if (token === null) return null;
  const opened = await decode({ token, secret: tokenSecret(), salt: name }).catch(() => null);
  const parsed = claims.safeParse(opened);
  return parsed.success ? { personId: parsed.data.sub, id: parsed.data.device } : null;
}

/** The `Set-Cookie` of a browser that has just signed in; it keeps the mark it had. `secure`: it came over TLS. */
export async function deviceCookie(personId: string, known: Device | null, secure: boolean): Promise<string> {
  const device = known?.personId === personId ? known.id : randomUUID();
  const token = await encode({ token: { sub: personId, device }, secret: tokenSecret(), salt: name, maxAge });
  const rest = `Path=/api/auth; HttpOnly; SameSite=Lax; Max-Age=${maxAge}`;
  return secure ? `__Secure-${name}=${token}; ${rest}; Secure` : `${name}=${token}; ${rest}`;
}
