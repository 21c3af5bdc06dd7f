import { csvAnswer } from "#lib/documents/edge/document-answer.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";
import { exportCoverage } from "#lib/training/documents/export-coverage.ts";
import { CoverageFilter } from "#lib/training/input/documents.ts";

export const GET = route(
  { roles: "any person", params: PilotPath, query: CoverageFilter },
  async (ctx, { params, query }) => {
    const made = await exportCoverage(ctx, { ...params, filter: query });
    return made.ok ? csvAnswer(made.stream, `gantry-${made.slug}-training-coverage.csv`) : made;
  },
);
