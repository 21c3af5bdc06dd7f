import { csvAnswer } from "#lib/documents/edge/document-answer.ts";
import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";
import { exportRecords } from "#lib/training/documents/export-records.ts";
import { RecordsFilter } from "#lib/training/input/documents.ts";

export const GET = route(
  { roles: "any person", params: PilotPath, query: RecordsFilter },
  async (ctx, { params, query }) => {
    const made = await exportRecords(ctx, { ...params, filter: query });
    return made.ok ? csvAnswer(made.stream, `gantry-${made.slug}-training-records.csv`) : made;
  },
);
