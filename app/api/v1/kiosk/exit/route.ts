import { personCookies } from "#lib/access/session-cookies.ts";
import { whereOf } from "#lib/access/where.ts";
import { route } from "#lib/platform/http/route.ts";
import { refuse } from "#lib/platform/result.ts";
import { exitKiosk } from "#lib/training/exit-kiosk.ts";
import { ExitKiosk } from "#lib/training/input/kiosk.ts";

export const POST = route({ roles: "kiosk", body: ExitKiosk }, async (ctx, { kiosk, body, request }) => {
  if (kiosk === null) return refuse("kiosk-closed");
  const left = await exitKiosk(ctx, { ...body, kiosk, where: whereOf(request.headers) });
  if (!left.ok) return left;
  const answer = Response.json({ address: left.address }, { headers: { "cache-control": "no-store" } });
  const secure = request.headers.get("x-forwarded-proto") === "https";
  for (const cookie of await personCookies(left.person, secure)) answer.headers.append("set-cookie", cookie);
  return answer;
});
