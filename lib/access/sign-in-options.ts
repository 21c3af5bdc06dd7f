import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import type { Ctx } from "#lib/platform/ctx.ts";
import { logFault } from "#lib/platform/log.ts";
import { Credentials } from "./input.ts";
import { cookieName, secureCookieName, sessionSeconds, tokenSecret } from "./session-token.ts";
import { type SignedIn, signIn } from "./sign-in.ts";

/** How long a browser keeps the cookie: longer than the session, so that "your session ended" can be told from "never signed in". */
const cookieSeconds = 30 * 24 * 60 * 60;

/** What next-auth is told. `secure`: the browser came over TLS, so its cookies must never go without. */
export function signInOptions(ctx: Ctx, secure: boolean): AuthOptions {
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
    providers: [passwordProvider(ctx)],
    callbacks: {
      jwt: ({ token, user }) => (isPerson(user) ? { sub: user.id, sessionVersion: user.sessionVersion } : token),
    },
  };
}

/** A refusal travels as the error's message; the sign-in page turns it into its sentence. */
function passwordProvider(ctx: Ctx) {
  return CredentialsProvider({
    credentials: { email: { type: "email" }, password: { type: "password" } },
    authorize: async (given) => {
      const parsed = Credentials.safeParse(given);
      if (!parsed.success) throw new Error("wrong-credentials");
      const signedIn = await signIn(ctx, parsed.data).catch((error: unknown) => {
        logFault("sign-in broke", error, { requestId: ctx.requestId });
        throw new Error("fault");
      });
      if (!signedIn.ok) throw new Error(signedIn.refusal);
      return signedIn.person;
    },
  });
}

function isPerson(user: object | undefined): user is SignedIn["person"] {
  return user !== undefined && "sessionVersion" in user;
}
