import { route } from "#lib/platform/http/route.ts";
import { exportWritten } from "#lib/rollout/export-written.ts";
import { RolloutPath } from "#lib/rollout/input/rollout.ts";

/** A file to keep; nothing in it is shown inside Gantry's own address. The name holds a slug and a number only. */
export const GET = route({ roles: "any person", params: RolloutPath }, async (ctx, { params }) => {
  const made = await exportWritten(ctx, params);
  if (!made.ok) return made;
  return new Response(made.stream, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="gantry-${made.slug}-rollout-${params.rollout}-written.csv"`,
      "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
});
