import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";
import { SetRequirements } from "#lib/training/input/people.ts";
import { setRequirements } from "#lib/training/set-requirements.ts";

export const PUT = route(
  { roles: ["trainer", "lead", "admin"], params: PilotPath, body: SetRequirements },
  (ctx, { params, body }) => setRequirements(ctx, { ...params, ...body }),
);
