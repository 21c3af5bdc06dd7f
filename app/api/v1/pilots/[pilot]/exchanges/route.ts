import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";
import { IngestQuery } from "#lib/shadow/input/exchange-line.ts";
import { takeExchanges } from "#lib/shadow/take-exchanges.ts";

/** Pairs of answers from whoever mirrors (docs/shadow-ingest.md). */
export const POST = route(
  { roles: ["lead", "admin"], params: PilotPath, query: IngestQuery },
  (ctx, { params, query, request }) => takeExchanges(ctx, request, { ...params, ...query }),
);
