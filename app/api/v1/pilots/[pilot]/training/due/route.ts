import { PilotPath } from "#lib/pilots/input.ts";
import { route } from "#lib/platform/http/route.ts";
import { readTrainingDue } from "#lib/training/read-training-due.ts";

export const GET = route({ roles: "any person", params: PilotPath }, (ctx, { params }) => readTrainingDue(ctx, params));
