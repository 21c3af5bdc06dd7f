import { changeDisplay } from "#lib/displays/change-display.ts";
import { ChangeDisplay, DisplayPath } from "#lib/displays/input.ts";
import { route } from "#lib/platform/http/route.ts";

export const PATCH = route(
  { roles: ["lead", "admin"], params: DisplayPath, body: ChangeDisplay },
  async (ctx, { params, body }) => {
    const changed = await changeDisplay(ctx, { ...params, ...body });
    return changed.ok ? changed.display : changed;
  },
);
