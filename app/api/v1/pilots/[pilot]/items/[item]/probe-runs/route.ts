import { ItemPath } from "#lib/checklist/input/lists.ts";
import { runProbeNow } from "#lib/checklist/run-probe-now.ts";
import { reply, route } from "#lib/platform/http/route.ts";

/** Has the item's probe run now. */
export const POST = route({ roles: ["lead", "admin"], params: ItemPath }, async (ctx, { params }) =>
  reply(202, await runProbeNow(ctx, params)),
);
