import { askPracticeDatabase } from "#lib/database-tests/ask-practice-database.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";

export const POST = route({ roles: ["lead", "admin"], params: PilotPath }, async (ctx, { params }) =>
  reply(202, await askPracticeDatabase(ctx, params)),
);
