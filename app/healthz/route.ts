import { route } from "#lib/platform/http/route.ts";

/** The web process answers. */
export const GET = route({ roles: "public" }, async () => ({ status: "ok" }));
