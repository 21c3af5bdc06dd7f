import { displayTokenIn } from "#lib/access/read-display.ts";
import { displayCookie } from "#lib/access/session-cookies.ts";
import { whereOf } from "#lib/access/where.ts";
import { makeCode } from "#lib/displays/make-code.ts";
import { route } from "#lib/platform/http/route.ts";

/** A code for the screen that asks; what admits it, once the code is typed, comes in its cookie alone. */
export const POST = route({ roles: "public" }, async (ctx, { request }) => {
  const { address } = whereOf(request.headers);
  const made = await makeCode(ctx, { address, token: displayTokenIn(request.headers.get("cookie")) });
  if (!made.ok) return made;
  const { code, token, expiresAt } = made;
  const secure = request.headers.get("x-forwarded-proto") === "https";
  const headers = { "cache-control": "no-store", "set-cookie": displayCookie(token, secure) };
  return Response.json({ code, expiresAt }, { status: 201, headers });
});
