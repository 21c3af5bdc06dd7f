import { DutyPath } from "#lib/pilots/input.ts";
import { takeBackDuty } from "#lib/pilots/take-back-duty.ts";
import { route } from "#lib/platform/http/route.ts";

export const DELETE = route({ roles: ["admin"], params: DutyPath }, (ctx, { params }) => takeBackDuty(ctx, params));
