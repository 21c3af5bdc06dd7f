import { chooseMetrics } from "#lib/pilots/choose-metrics.ts";
import { ChooseMetrics } from "#lib/pilots/input/metrics.ts";
import { SystemPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";

/** Which of its own figures load runs read. */
export const PUT = route({ roles: ["admin"], params: SystemPath, body: ChooseMetrics }, (ctx, { params, body }) =>
  chooseMetrics(ctx, { ...params, ...body }),
);
