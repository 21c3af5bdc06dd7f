import { readProbeResources } from "#lib/checklist/read-probe-resources.ts";
import { route } from "#lib/platform/http/route.ts";

/** Names only: addresses and secrets stay with the keeper. */
export const GET = route({ roles: ["lead", "admin"] }, async () => readProbeResources());
