import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import type { Ctx } from "#lib/platform/ctx.ts";
import { logFault } from "#lib/platform/log.ts";
import { sayRefusal } from "./core/sign-in-answer.ts";
import type { Device } from "./device-token.ts";
import { Credentials } from "./input.ts";
import { cookieSeconds } from "./session-cookies.ts";
import { cookieName, secureCookieName, sessionSeconds, tokenSecret } from "./session-token.ts";
import { type SignedIn, signIn } from "./sign-in.ts";
import { signOut } from "./sign-out.ts";
import type { Where } from "./where.ts";

export type Visit = {
  /** The browser came over TLS, so its cookies must never go without. */
  secure: boolean;
  where: Where;
  device: Device | null;
  onSignedIn(person: SignedIn["person"]): void;
};

/** What next-auth is told. */
export function signInOptions(ctx: Ctx, visit: Visit): AuthOptions {
  const { secure } = visit;
  return {
    secret: tokenSecret(),
    useSecureCookies: secure,
    session: { strategy: "jwt", maxAge: sessionSeconds },
    jwt: { secret: tokenSecret(), maxAge: sessionSeconds },
    cookies: {
      sessionToken: {
        name: secure ? secureCookieName : cookieName,
        options: { httpOnly: true, sameSite: "lax", path: "/", secure, maxAge: cookieSeconds },
      },
    },
    pages: { signIn: "/sign-in", signOut: "/sign-in", error: "/sign-in" },
    providers: [passwordProvider(ctx, visit)],
    callbacks: {
      jwt: ({ token, user }) => (isPerson(user) ? { sub: user.id, sid: user.sessionId } : token),
    },
    events: { signOut: ({ token }) => signOut(ctx, token) },
  };
}

/** A refusal travels as the error's message; the sign-in page turns it into its sentence. */
function passwordProvider(ctx: Ctx, { where, device, onSignedIn }: Visit) {
  return CredentialsProvider({
    credentials: { email: { type: "email" }, password: { type: "password" } },
    authorize: async (given) => {
      const parsed = Credentials.safeParse(given);
      if (!parsed.success) throw new Error("no-credentials");
      const signedIn = await signIn(ctx, parsed.data, { where, device }).catch((error: unknown) => {
        logFault("sign-in broke", error, { requestId: ctx.requestId });
        throw new Error("fault");
      });
      if (!signedIn.ok) throw new Error(sayRefusal(signedIn));
      onSignedIn(signedIn.person);
      return signedIn.person;
    },
  });
}

function isPerson(user: object | undefined): user is SignedIn["person"] {
  return user !== undefined && "sessionId" in user;
}
