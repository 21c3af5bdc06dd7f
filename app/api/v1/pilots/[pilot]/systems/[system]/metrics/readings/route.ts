import { ReadMetrics } from "#lib/pilots/input/metrics.ts";
import { SystemPath } from "#lib/pilots/input.ts";
import { readMetricsNow } from "#lib/pilots/read-metrics-now.ts";
import { route } from "#lib/platform/http/route.ts";

/** Looks once at what addresses show, before they are chosen: an admin's, because whoever names an address has it reached. */
export const POST = route({ roles: ["admin"], params: SystemPath, body: ReadMetrics }, (ctx, { params, body }) =>
  readMetricsNow(ctx, { ...params, ...body }),
);
