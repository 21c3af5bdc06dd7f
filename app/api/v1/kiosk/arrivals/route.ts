import { route } from "#lib/platform/http/route.ts";
import { refuse } from "#lib/platform/result.ts";
import { Arrivals } from "#lib/training/input/kiosk.ts";
import { takeArrivals } from "#lib/training/take-arrivals.ts";

export const POST = route({ roles: "kiosk", body: Arrivals }, async (ctx, { kiosk, body }) =>
  kiosk === null ? refuse("kiosk-closed") : takeArrivals(ctx, kiosk, body.arrivals),
);
