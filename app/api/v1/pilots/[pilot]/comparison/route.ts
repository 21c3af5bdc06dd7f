import { comparisonAnswer } from "#lib/load/comparison-answer.ts";
import { CompareQuery } from "#lib/load/input/compare-runs.ts";
import { readComparison } from "#lib/load/read-comparison.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route(
  { roles: "any person", params: PilotPath, query: CompareQuery },
  async (ctx, { params: { pilot }, query: { runs, format } }) => {
    const compared = await readComparison(ctx, { pilot, runs });
    return compared.ok && format === "csv" ? comparisonAnswer(pilot, compared) : compared;
  },
);
