import { route } from "#lib/platform/http/route.ts";
import { PairPath, WithWhy } from "#lib/shadow/input/triage.ts";
import { partPair, rejoinPair } from "#lib/shadow/part-pair.ts";

export const POST = route({ roles: ["lead", "admin"], params: PairPath, body: WithWhy }, (ctx, { params, body }) =>
  partPair(ctx, { ...params, ...body }),
);

export const DELETE = route({ roles: ["lead", "admin"], params: PairPath }, (ctx, { params }) =>
  rejoinPair(ctx, params),
);
