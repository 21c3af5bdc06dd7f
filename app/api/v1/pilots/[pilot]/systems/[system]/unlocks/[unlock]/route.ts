import { UnlockPath } from "#lib/pilots/input.ts";
import { withdrawUnlock } from "#lib/pilots/withdraw-unlock.ts";
import { route } from "#lib/platform/http/route.ts";

export const DELETE = route({ roles: ["admin"], params: UnlockPath }, (ctx, { params }) => withdrawUnlock(ctx, params));
