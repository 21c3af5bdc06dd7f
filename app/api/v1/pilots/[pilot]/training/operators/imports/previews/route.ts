import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";
import { PreviewImport } from "#lib/training/input/people.ts";
import { previewImport } from "#lib/training/preview-import.ts";
import { takeOperatorFile } from "#lib/training/take-operator-file.ts";

/** The body is a CSV file (docs/training.md). */
export const POST = route(
  { roles: ["trainer", "lead", "admin"], params: PilotPath, query: PreviewImport },
  (ctx, { params, query, request }) =>
    takeOperatorFile(request, (bytes) => previewImport(ctx, { ...params, ...query, bytes })),
);
