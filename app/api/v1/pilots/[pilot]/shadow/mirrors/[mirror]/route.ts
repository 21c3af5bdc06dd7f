import { route } from "#lib/platform/http/route.ts";
import { configureMirror } from "#lib/shadow/configure-mirror.ts";
import { guardUpstream } from "#lib/shadow/edge/guard-upstream.ts";
import { ConfigureMirror, MirrorPath } from "#lib/shadow/input/set-up-mirror.ts";

export const PUT = route(
  { roles: ["lead", "admin"], params: MirrorPath, body: ConfigureMirror },
  (ctx, { params, body }) => configureMirror(ctx, { ...params, ...body }, guardUpstream),
);
