import { readPilot } from "../pilots/read-pilot.ts";
import type { Ctx } from "../platform/ctx.ts";
import type { Refused } from "../platform/result.ts";
import { serverVersion } from "../platform/server-version.ts";
import type { DisplaysView } from "./core/display.ts";
import { displayView } from "./display-view.ts";
import { listDisplays } from "./store.ts";

/** A pilot's displays by number, revoked ones too, with what each said last. */
export async function readDisplays(
  ctx: Ctx,
  { pilot }: { pilot: string },
): Promise<({ ok: true } & DisplaysView) | Refused<"pilot-not-found">> {
  const found = await readPilot(ctx, pilot);
  if (!found.ok) return found;
  const [rows, version] = [await listDisplays(ctx.db, found.pilot.id), serverVersion()];
  const displays = rows.map((row) => displayView(row, version));
  return { ok: true, now: ctx.now().getTime(), serverVersion: version, displays };
}
