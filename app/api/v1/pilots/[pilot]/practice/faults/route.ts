import { route } from "#lib/platform/http/route.ts";
import { PilotPath } from "#lib/practice/input.ts";
import { readFaults } from "#lib/practice/read-faults.ts";
import { switchAllOff } from "#lib/practice/switch-all-off.ts";

export const GET = route({ roles: "any person", params: PilotPath }, (ctx, { params }) => readFaults(ctx, params));

export const DELETE = route({ roles: ["lead", "admin"], params: PilotPath }, (ctx, { params }) =>
  switchAllOff(ctx, params),
);
