import { kioskCookies } from "#lib/access/session-cookies.ts";
import { route } from "#lib/platform/http/route.ts";
import { refuse } from "#lib/platform/result.ts";
import { SessionPath } from "#lib/training/input/sessions.ts";
import { kioskSeconds, openKiosk } from "#lib/training/open-kiosk.ts";

export const POST = route(
  { roles: ["trainer", "lead"], params: SessionPath },
  async (ctx, { params, session, request }) => {
    if (session === null) return refuse("signed-out");
    const opened = await openKiosk(ctx, { ...params, signIn: session.id });
    if (!opened.ok) return opened;
    const { kiosk, token, expiresAt } = opened;
    const headers = { "cache-control": "no-store" };
    const answer = Response.json({ address: "/kiosk", kiosk, expiresAt }, { status: 201, headers });
    const secure = request.headers.get("x-forwarded-proto") === "https";
    for (const cookie of kioskCookies(token, kioskSeconds, secure)) answer.headers.append("set-cookie", cookie);
    return answer;
  },
);
