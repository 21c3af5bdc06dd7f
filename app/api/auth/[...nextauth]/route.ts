import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { z } from "zod";
import { deviceCookie, openDeviceToken } from "#lib/access/device-token.ts";
import { signInOptions } from "#lib/access/sign-in-options.ts";
import { whereOf } from "#lib/access/where.ts";
import type { Ctx } from "#lib/platform/ctx.ts";
import { readBytes } from "#lib/platform/http/request-body.ts";
import { route } from "#lib/platform/http/route.ts";
import { refuse } from "#lib/platform/result.ts";

/** Only what sign-in and sign-out need of next-auth. Its `session` door is not among them: it would prolong sessions without asking
 *  whether the account still stands. */
const served = new Set([
  "GET csrf",
  "GET providers",
  "GET error",
  "GET signin",
  "POST callback/credentials",
  "POST signout",
]);
const params = z.object({ nextauth: z.array(z.string()) });
const formBytes = 16 * 1024;

type Asked = { params: z.output<typeof params>; request: Request };

async function handle(ctx: Ctx, { params: { nextauth }, request }: Asked): Promise<object> {
  if (!served.has(`${request.method} ${nextauth.join("/")}`)) return refuse("not-found");
  if (request.method === "POST" && !isForm(request.headers)) return refuse("body-not-form");
  const body = await readBytes(request, formBytes);
  if (!body.ok) return body;
  const secure = request.headers.get("x-forwarded-proto") === "https";
  const device = await openDeviceToken(request.headers.get("cookie"));
  let signedIn: string | null = null;
  const onSignedIn = ({ id }: { id: string }) => {
    signedIn = id;
  };
  const copy = new NextRequest(request.url, {
    method: request.method,
    headers: request.headers,
    ...(request.method === "POST" ? { body: body.bytes } : {}),
  });
  const visit = { secure, where: whereOf(request.headers), device, onSignedIn };
  const answer: Response = await NextAuth(copy, { params: { nextauth } }, signInOptions(ctx, visit));
  if (signedIn !== null) answer.headers.append("set-cookie", await deviceCookie(signedIn, device, secure));
  return answer;
}

/** next-auth would parse anything else by itself, and break on what is no JSON. */
function isForm(headers: Headers): boolean {
  return /^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers.get("content-type") ?? "");
}

export const GET = route({ roles: "public", params }, handle);
export const POST = route({ roles: "public", params }, handle);
