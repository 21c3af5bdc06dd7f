import { route } from "#lib/platform/http/route.ts";
import { closeKiosk } from "#lib/training/close-kiosk.ts";
import { KioskPath } from "#lib/training/input/kiosk.ts";

export const DELETE = route({ roles: ["trainer", "lead"], params: KioskPath }, (ctx, { params }) =>
  closeKiosk(ctx, params),
);
