import { PausePointPath } from "#lib/checklist/input/lists.ts";
import { openPausePoint } from "#lib/checklist/open-pause-point.ts";
import { route } from "#lib/platform/http/route.ts";

/** Opens it: its lists are answered from now on. */
export const PUT = route({ roles: ["lead"], params: PausePointPath }, (ctx, { params }) => openPausePoint(ctx, params));
