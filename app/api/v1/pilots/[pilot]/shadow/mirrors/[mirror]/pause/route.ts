import { reply, route } from "#lib/platform/http/route.ts";
import { MirrorPath, PauseMirror } from "#lib/shadow/input/set-up-mirror.ts";
import { pauseMirror } from "#lib/shadow/pause-mirror.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: MirrorPath, body: PauseMirror },
  async (ctx, { params, body }) => reply(201, await pauseMirror(ctx, { ...params, ...body, mirroring: false })),
);

export const DELETE = route(
  { roles: ["lead", "admin"], params: MirrorPath, body: PauseMirror },
  (ctx, { params, body }) => pauseMirror(ctx, { ...params, ...body, mirroring: true }),
);
