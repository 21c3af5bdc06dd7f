import { listSystems } from "../pilots/store.ts";
import type { Ctx } from "../platform/ctx.ts";
import { record } from "../platform/events.ts";
import type { MirrorSettings, MirrorUpstream } from "./core/mirror-settings.ts";
import { openShadow } from "./open-shadow.ts";
import { insertMirrorVersion, newestMirror } from "./store-mirrors.ts";

const [slug, name] = ["practice", "practice"];
const writes = ["POST /api/v1/lots", "POST /api/v1/qc-decisions"];
const logins = [{ header: "authorization", secret: "PRACTICE_LOGIN" }];

/** Sets the practice mirror up the first time, and follows the plant when its ports have changed. What people set stays. */
export async function seedPracticeMirror(ctx: Ctx): Promise<void> {
  await ctx.transaction(async (tx) => {
    const opened = await openShadow(tx, slug);
    if (!opened.ok) return;
    const pilotId = opened.pilot.id;
    const systems = await listSystems(tx, pilotId);
    const upstream = (role: "legacy" | "new"): MirrorUpstream | null => {
      const found = systems.find((one) => one.environment === "practice" && one.role === role);
      return found ? { systemId: found.id, name: found.name, url: found.baseUrl, environment: "practice" } : null;
    };
    const [legacy, candidate] = [upstream("legacy"), upstream("new")];
    if (legacy === null || candidate === null) return;
    const old = await newestMirror(tx, pilotId, name);
    const settings = old === null ? firstSettings(legacy, candidate) : moved(old.settings, [legacy, candidate]);
    if (JSON.stringify(settings) === JSON.stringify(old?.settings)) return;
    const version = (old?.version ?? 0) + 1;
    const why = "The practice plant on this machine, for learning and trying.";
    const row = { pilotId, name, version, settings, change: "configured" as const, why };
    await insertMirrorVersion(tx, { ...row, by: ctx.actor.name, at: ctx.now() });
    const subject = { kind: "shadow-mirror", id: name };
    const after = { version, ...settings };
    await record(tx, ctx, { pilotId, verb: "shadow-mirror.configured", subject, after, reason: why });
  });
}

function firstSettings(legacy: MirrorUpstream, candidate: MirrorUpstream): MirrorSettings {
  return {
    legacy,
    candidate: { ...candidate, logins, passCredentials: false },
    ...{ twin: null, mirroring: true, sampling: { ratio: 1, endpoints: [] } },
    ...{ writes, redaction: [], captureBytes: 256 * 1024 },
  };
}

/** The same systems where they are now. */
function moved(settings: MirrorSettings, systems: readonly MirrorUpstream[]): MirrorSettings {
  const now = <Upstream extends MirrorUpstream>(one: Upstream): Upstream => {
    const found = systems.find(({ systemId }) => systemId === one.systemId);
    return found === undefined ? one : { ...one, url: found.url };
  };
  const { legacy, candidate, twin } = settings;
  return { ...settings, legacy: now(legacy), candidate: candidate && now(candidate), twin: twin && now(twin) };
}
