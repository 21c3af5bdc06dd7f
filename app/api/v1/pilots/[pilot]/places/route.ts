import { PilotPath } from "#lib/pilots/input.ts";
import { readPlaces } from "#lib/pilots/read-places.ts";
import { route } from "#lib/platform/http/route.ts";

/** The systems as the settings page shows them: with what the keeper saw of them and the unlocks that are open. */
export const GET = route({ roles: "any person", params: PilotPath }, (ctx, { params }) => readPlaces(ctx, params));
