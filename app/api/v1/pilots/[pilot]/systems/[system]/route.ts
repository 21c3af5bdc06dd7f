import { changeSystem } from "#lib/pilots/change-system.ts";
import { ChangeSystem, SystemPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";

export const PATCH = route(
  { roles: ["admin"], params: SystemPath, body: ChangeSystem },
  async (ctx, { params, body }) => {
    const changed = await changeSystem(ctx, { ...params, ...body });
    return changed.ok ? changed.system : changed;
  },
);
