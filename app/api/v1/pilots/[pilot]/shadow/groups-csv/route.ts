import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";
import { readGroupsCsv } from "#lib/shadow/read-groups-csv.ts";

/** A file to keep; nothing in it is shown inside Gantry's own address. The name holds a slug only. */
export const GET = route({ roles: "any person", params: PilotPath }, async (ctx, { params }) => {
  const made = await readGroupsCsv(ctx, params);
  if (!made.ok) return made;
  return new Response(made.text, {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="gantry-${made.slug}-differences.csv"`,
      "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    },
  });
});
