import { readVerification } from "#lib/log/read-verification.ts";
import { verifyChain } from "#lib/log/verify-chain.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: PilotPath }, (ctx, { params }) =>
  readVerification(ctx, params),
);

/** Changes nothing: whoever may read the log may have it walked. */
export const POST = route({ roles: "any person", params: PilotPath }, (ctx, { params }) =>
  verifyChain(ctx, { ...params, dataFolder: process.env["GANTRY_DATA"] ?? "./data" }),
);
