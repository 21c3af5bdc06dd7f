import { exportLog } from "#lib/log/export-log.ts";
import { ExportPath, LogFilter } from "#lib/log/input.ts";
import { route } from "#lib/platform/http/route.ts";

const types = { csv: "text/csv", ndjson: "application/x-ndjson" } as const;

/** A file to keep; nothing in it is shown inside Gantry's own address. The name holds a slug and a number only. */
export const GET = route(
  { roles: "any person", params: ExportPath, query: LogFilter },
  async (ctx, { params, query }) => {
    const made = await exportLog(ctx, { ...params, filter: query });
    if (!made.ok) return made;
    const name = `gantry-${made.slug}-log-to-${made.upTo}.${params.format}`;
    return new Response(made.stream, {
      headers: {
        "content-type": `${types[params.format]}; charset=utf-8`,
        "content-disposition": `attachment; filename="${name}"`,
        "content-security-policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        "x-content-type-options": "nosniff",
        "cache-control": "no-store",
      },
    });
  },
);
