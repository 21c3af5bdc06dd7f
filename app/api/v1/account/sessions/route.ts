import { signOutEverywhere } from "#lib/access/end-session.ts";
import { route } from "#lib/platform/http/route.ts";

export const DELETE = route({ roles: "any person" }, (ctx) => signOutEverywhere(ctx));
