import { CapacityFilePath } from "#lib/load/input/capacity.ts";
import { capacityFile } from "#lib/load/report/write-capacity.ts";
import { route } from "#lib/platform/http/route.ts";

export const GET = route({ roles: "any person", params: CapacityFilePath }, (ctx, { params }) =>
  capacityFile(ctx, params),
);
