import { StoreEvidence } from "#lib/checklist/input/acts.ts";
import { takeEvidence } from "#lib/checklist/take-evidence.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { reply, route } from "#lib/platform/http/route.ts";

/** The body is the file. */
export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, query: StoreEvidence },
  async (ctx, { params, query, request }) => reply(201, await takeEvidence(ctx, request, { ...params, ...query })),
);
