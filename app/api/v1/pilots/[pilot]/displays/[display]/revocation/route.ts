import { DisplayPath, RevokeDisplay } from "#lib/displays/input.ts";
import { revokeDisplay } from "#lib/displays/revoke-display.ts";
import { route } from "#lib/platform/http/route.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: DisplayPath, body: RevokeDisplay },
  async (ctx, { params, body }) => {
    const revoked = await revokeDisplay(ctx, { ...params, ...body });
    return revoked.ok ? revoked.display : revoked;
  },
);
