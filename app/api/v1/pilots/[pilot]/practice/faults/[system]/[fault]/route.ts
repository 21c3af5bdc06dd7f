import { route } from "#lib/platform/http/route.ts";
import { FaultFigures, FaultPath } from "#lib/practice/input.ts";
import { switchFaultOff } from "#lib/practice/switch-fault-off.ts";
import { switchFaultOn } from "#lib/practice/switch-fault-on.ts";

export const PUT = route(
  { roles: ["lead", "admin"], params: FaultPath, body: FaultFigures },
  (ctx, { params, body: figures }) => switchFaultOn(ctx, { ...params, figures }),
);

export const DELETE = route({ roles: ["lead", "admin"], params: FaultPath }, (ctx, { params }) =>
  switchFaultOff(ctx, params),
);
