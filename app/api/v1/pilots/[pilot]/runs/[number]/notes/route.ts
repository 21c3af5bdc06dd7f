import { NoteRun, RunPath } from "#lib/load/input/start-run.ts";
import { noteRun } from "#lib/load/note-run.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: RunPath, body: NoteRun },
  async (ctx, { params, body }) => {
    const noted = await noteRun(ctx, { ...params, ...body });
    return reply(201, noted.ok ? noted.note : noted);
  },
);
