import { addNote } from "#lib/launch/add-note.ts";
import { AddNote } from "#lib/launch/input/plan.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, body: AddNote },
  async (ctx, { params, body }) => reply(201, await addNote(ctx, { ...params, ...body })),
);
