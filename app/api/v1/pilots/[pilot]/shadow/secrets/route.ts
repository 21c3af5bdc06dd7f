import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";
import { NameSecrets } from "#lib/shadow/input/triage.ts";
import { nameSecrets } from "#lib/shadow/name-secrets.ts";

export const PUT = route({ roles: ["lead", "admin"], params: PilotPath, body: NameSecrets }, (ctx, { params, body }) =>
  nameSecrets(ctx, { ...params, ...body }),
);
