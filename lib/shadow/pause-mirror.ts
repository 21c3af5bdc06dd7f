import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import { type Refused, refuse } from "../platform/result.ts";
import { openShadow } from "./open-shadow.ts";
import { insertMirrorVersion, newestMirror } from "./store-mirrors.ts";

type Asked = { pilot: string; mirror: string; why: string; mirroring: boolean };
type Refusals = "pilot-not-found" | "pilot-archived" | "mirror-not-set-up" | "mirror-paused" | "mirror-not-paused";

/** Turns the tap off or on again, never the listener: clients go on to legacy either way. A version like every other change. */
export async function pauseMirror(
  ctx: Ctx,
  { pilot, mirror: name, why, mirroring }: Asked,
): Promise<{ ok: true; version: number } | Refused<Refusals>> {
  return ctx.transaction(async (tx) => {
    const opened = await openShadow(tx, pilot);
    if (!opened.ok) return opened;
    const pilotId = opened.pilot.id;
    const old = await newestMirror(tx, pilotId, name);
    if (old === null) return refuse("mirror-not-set-up", { says: { name } });
    if (old.settings.mirroring === mirroring) return refuse(mirroring ? "mirror-not-paused" : "mirror-paused");
    const change = mirroring ? ("resumed" as const) : ("paused" as const);
    const version = old.version + 1;
    const settings = { ...old.settings, mirroring };
    await insertMirrorVersion(tx, { ...old, version, settings, change, why, by: ctx.actor.name, at: ctx.now() });
    const subject = { kind: "shadow-mirror", id: name };
    const states = { before: { version: old.version }, after: { version, mirroring } };
    await record(tx, ctx, { pilotId, verb: `shadow-mirror.${change}`, subject, ...states, reason: why });
    return { ok: true, version };
  });
}
