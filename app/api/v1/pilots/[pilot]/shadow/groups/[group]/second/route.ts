import { route } from "#lib/platform/http/route.ts";
import { GroupPath } from "#lib/shadow/input/triage.ts";
import { secondDisposition } from "#lib/shadow/second-disposition.ts";

/** Any person may be the product owner or the second; core refuses who is neither. */
export const POST = route({ roles: "any person", params: GroupPath }, (ctx, { params }) =>
  secondDisposition(ctx, params),
);
