import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { type Ctx, makeCtx, systemCtx } from "#lib/platform/ctx.ts";
import { webConnection } from "#lib/platform/http/web-connection.ts";
import { pathHeader, signInPath } from "./core/return-path.ts";
import { readSession, type Session } from "./read-session.ts";

/** Asked once a request, however many parts of a page want to know. */
const requestSession = cache(async () => readSession(webConnection().db, (await headers()).get("cookie")));

/** The context of whoever opens a page; sends everybody else to sign-in and back. Every page behind sign-in begins with it. */
export async function pageCtx(): Promise<Ctx> {
  const found = await requestSession();
  if (!found.ok) redirect(signInPath(found.refusal, (await headers()).get(pathHeader)));
  return makeCtx(webConnection().db, found.session.actor);
}

/** Who opens a page that anybody may open; null when nobody is signed in. */
export async function pageVisitor(): Promise<Session | null> {
  const found = await requestSession();
  return found.ok ? found.session : null;
}

/** The context of a page that anybody may open. */
export function visitorPageCtx(): Ctx {
  return systemCtx(webConnection().db, "visitor");
}
