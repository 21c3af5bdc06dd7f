import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";
import { readProposals } from "#lib/shadow/read-proposals.ts";

export const GET = route({ roles: "any person", params: PilotPath }, (ctx, { params }) => readProposals(ctx, params));
