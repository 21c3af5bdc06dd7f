import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";
import { importOperators } from "#lib/training/import-operators.ts";
import { ImportOperators } from "#lib/training/input/people.ts";
import { takeOperatorFile } from "#lib/training/take-operator-file.ts";

/** The body is the file that was previewed. */
export const POST = route(
  { roles: ["trainer", "lead", "admin"], params: PilotPath, query: ImportOperators },
  (ctx, { params, query, request }) =>
    takeOperatorFile(request, (bytes) => importOperators(ctx, { ...params, ...query, bytes })),
);
