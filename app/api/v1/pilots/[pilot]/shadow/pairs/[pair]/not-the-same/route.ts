import { route } from "#lib/platform/http/route.ts";
import { PairPath, WithWhy } from "#lib/shadow/input/triage.ts";
import { partPair } from "#lib/shadow/part-pair.ts";

export const POST = route({ roles: ["lead", "admin"], params: PairPath, body: WithWhy }, (ctx, { params, body }) =>
  partPair(ctx, { ...params, ...body }),
);
