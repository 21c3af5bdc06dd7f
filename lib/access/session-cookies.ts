import { encode } from "next-auth/jwt";
import { displayCookieName } from "./read-display.ts";
import { kioskCookieName } from "./read-kiosk.ts";
import { cookieName, secureCookieName, sessionSeconds, tokenSecret } from "./session-token.ts";

/** `Set-Cookie` lines where a browser goes over from its person to a tablet, and back, or becomes a display. `secure`: it came over TLS. */

/** How long a browser keeps the cookie: longer than the session, so that "your session ended" can be told from "never signed in". */
export const cookieSeconds = 30 * 24 * 60 * 60;

const gone = (name: string) => `${name}=; Path=/; HttpOnly; Max-Age=0${name.startsWith("__Secure-") ? "; Secure" : ""}`;
const bothOf = (name: string) => [name, `__Secure-${name}`];

/** The kiosk's cookie comes, the person's go. Strict: no page elsewhere opens a tablet's doors. */
export function kioskCookies(token: string, seconds: number, secure: boolean): string[] {
  const name = secure ? `__Secure-${kioskCookieName}` : kioskCookieName;
  const cookie = `${name}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}${secure ? "; Secure" : ""}`;
  return [...bothOf(cookieName).map(gone), cookie];
}

/** As long as browsers keep a cookie at most (RFC 6265bis, 5.5); each loading of the wall gives it anew. */
const displayCookieSeconds = 400 * 24 * 60 * 60;

/** A display's cookie goes to the doors of the wall alone. */
export function displayCookie(token: string, secure: boolean): string {
  const name = secure ? `__Secure-${displayCookieName}` : displayCookieName;
  const rest = `Path=/api/v1/wall; HttpOnly; SameSite=Strict; Max-Age=${displayCookieSeconds}`;
  return `${name}=${token}; ${rest}${secure ? "; Secure" : ""}`;
}

/** The person's cookie comes, the kiosk's go. */
export async function personCookies(person: { id: string; sessionId: string }, secure: boolean): Promise<string[]> {
  const token = { sub: person.id, sid: person.sessionId };
  const value = await encode({ token, secret: tokenSecret(), maxAge: sessionSeconds });
  const name = secure ? secureCookieName : cookieName;
  const rest = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${cookieSeconds}${secure ? "; Secure" : ""}`;
  return [...bothOf(kioskCookieName).map(gone), `${name}=${value}; ${rest}`];
}
